"""Bringing a quiz onto a stage: which questions, how long each; the rest is the host's and the hall's."""

from __future__ import annotations

import random
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.quizzes.editions import latest
from worldday.quizzes.models import Edition, Quiz, Stage

from .setting_up import locked, record

SORTS = ("single", "multiple", "true-false")  # what a thumb answers within seconds, and bars can show
SHORTEST_S, LONGEST_S = 5, 120


def stage_questions(edition: Edition) -> list[str]:
    """Codes of the edition's questions that can be asked on a stage."""
    return [code for code, asked in edition.content["questions"].items() if asked["sort"] in SORTS]


@transaction.atomic
def open_stage(
    *, quiz: Quiz, count: int, by: Actor, seconds: int = 20, questions: Sequence[str] | None = None
) -> Stage:
    """A stage of `count` questions drawn from the quiz's latest edition, or of exactly `questions`, `seconds` for each.

    Raises `Problem` when nothing is frozen yet, or fewer questions can be asked than wanted.
    """
    quiz = locked(quiz)
    edition = latest(quiz)
    if edition is None:
        raise Problem(_("The quiz is not frozen yet, so there are no questions to ask on a stage. Nothing was made."))
    usable = stage_questions(edition)
    chosen = list(questions) if questions is not None else random.SystemRandom().sample(usable, min(count, len(usable)))
    if not chosen or len(chosen) < count or not set(chosen) <= set(usable):
        raise Problem(
            format_lazy(
                _("On a stage {have} questions of this quiz can be asked. Nothing was made; please ask for fewer."),
                have=len(usable),
            )
        )
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise Problem(_("A question on stage has between 5 and 120 seconds; nothing was made."))
    stage = Stage.objects.create(
        quiz=quiz, edition=edition.number, questions=chosen, seconds=seconds, made_at=clock.now()
    )
    record("quiz-stage-opened", quiz, by, after={"stage": stage.code, "questions": len(chosen), "seconds": seconds})
    return stage
