"""Class mode: a teacher's code for numbered seats, and no pupil's name anywhere (PIPL art. 28, 31). And codes of units."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import check
from worldday.base.problems import Problem
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Entrance, Quiz, SchoolClass
from worldday.quizzes.queries.classes import units_of

from .setting_up import locked, record

MOST_SEATS = 100


@transaction.atomic
def make_class(
    *,
    quiz: Quiz,
    school: str,
    name: str,
    by: Actor,
    district: str = "",
    seats: int = 45,
    entrance: Entrance | None = None,
) -> SchoolClass:
    """A class of `seats` pupils with a code of its own. Raises `Invalid`, `Problem` when classes may not play."""
    quiz = locked(quiz)
    if not rule_of(quiz).classes:
        raise Problem(_("This quiz has no class mode; nothing was made."))
    if not 1 <= seats <= MOST_SEATS:
        raise Problem(_("A class has between 1 and 100 seats; nothing was made."))
    made = SchoolClass(
        quiz=quiz,
        entrance=entrance,
        school=school.strip(),
        name=name.strip(),
        district=district,
        seats=seats,
        made_at=clock.now(),
    )
    check(made, ["school", "name", "district", "seats"])
    made.save()
    record("quiz-class-made", quiz, by, after={"school": made.school, "class": made.name, "seats": seats})
    return made


@transaction.atomic
def make_unit(*, quiz: Quiz, unit: str, by: Actor) -> SchoolClass:
    """A code that people of this unit give when they play. Raises `Invalid`, `Problem` when units may not, or it has one."""
    quiz, unit = locked(quiz), " ".join(unit.split())
    if not rule_of(quiz).units:
        raise Problem(_("In this quiz nobody plays for a unit; nothing was made."))
    if units_of(quiz).filter(school=unit).exists():
        raise Problem(
            _("This unit has a code already; whoever made it, or the organiser, can tell it. Nothing was made.")
        )
    made = SchoolClass(quiz=quiz, school=unit, seats=0, made_at=clock.now())
    check(made, ["school"])
    made.save()
    record("quiz-unit-made", quiz, by, after={"unit": made.school})
    return made
