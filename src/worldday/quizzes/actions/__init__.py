"""Every write on quizzes except the answers themselves, which the hot path takes in (`quizzes.intake`)."""

from .certifying import set_design, take_certificate
from .classes import make_class, make_unit
from .exporting import log_export
from .freezing import NotReady, freeze, freeze_again
from .judging import appeal, decide_flag, restore_attempt, void_attempt
from .keys import rotate_signing_key
from .pictures import Shipped, remove_picture, set_picture, take_in_pictures
from .prolonging import prolong
from .questions import (
    Reviewed,
    change_question,
    forget_basis_version,
    note_basis_version,
    put_questions,
    take_in_reviewed,
    write_question,
)
from .rescoring import rescore, rescore_when_long
from .reviewing import (
    reinstate_question,
    retire_question,
    retire_questions,
    review_question,
    send_back_question,
    submit_question,
    submit_questions,
)
from .setting_up import EntranceSpec, Frozen, PartSpec, set_entrances, set_paper, set_rule, set_up_exam, set_up_quiz
from .stages import open_stage

__all__ = [
    "EntranceSpec",
    "Frozen",
    "NotReady",
    "PartSpec",
    "Reviewed",
    "Shipped",
    "appeal",
    "change_question",
    "decide_flag",
    "forget_basis_version",
    "freeze",
    "freeze_again",
    "log_export",
    "make_class",
    "make_unit",
    "note_basis_version",
    "open_stage",
    "prolong",
    "put_questions",
    "reinstate_question",
    "remove_picture",
    "rescore",
    "rescore_when_long",
    "restore_attempt",
    "retire_question",
    "retire_questions",
    "review_question",
    "rotate_signing_key",
    "send_back_question",
    "set_design",
    "set_entrances",
    "set_paper",
    "set_picture",
    "set_rule",
    "set_up_exam",
    "set_up_quiz",
    "submit_question",
    "submit_questions",
    "take_certificate",
    "take_in_pictures",
    "take_in_reviewed",
    "void_attempt",
    "write_question",
]
