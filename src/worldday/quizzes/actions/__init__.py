"""Every write on quizzes except the answers themselves, which the hot path takes in (`quizzes.intake`)."""

from .classes import make_class
from .exporting import log_export
from .freezing import NotReady, freeze, freeze_again
from .judging import appeal, decide_flag, restore_attempt, void_attempt
from .rescoring import rescore
from .setting_up import EntranceSpec, Frozen, PartSpec, set_entrances, set_paper, set_rule, set_up_quiz

__all__ = [
    "EntranceSpec",
    "Frozen",
    "NotReady",
    "PartSpec",
    "appeal",
    "decide_flag",
    "freeze",
    "freeze_again",
    "log_export",
    "make_class",
    "rescore",
    "restore_attempt",
    "set_entrances",
    "set_paper",
    "set_rule",
    "set_up_quiz",
    "void_attempt",
]
