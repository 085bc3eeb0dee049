"""A class at a glance: which seats have answered, and how well. Seats only; nobody is named. And units, by their codes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db.models import QuerySet

from worldday.people.identity import number_of
from worldday.quizzes.models import Attempt, Quiz, SchoolClass
from worldday.quizzes.rule import SEAT

_TEACHER = signing.Signer(salt="worldday.class-teacher")


def teacher_key(school_class: SchoolClass) -> str:
    """What the teacher's address of a class holds and the pupils' does not."""
    return _TEACHER.signature(school_class.code)


@dataclass(frozen=True)
class Seat:
    """`best` in points, None while the seat has not handed in."""

    number: int
    attempts: int
    best: int | None


def seats_of(school_class: SchoolClass) -> list[Seat]:
    """Every seat in order. One query."""
    scores: dict[int, list[int]] = {}
    rows = Attempt.objects.filter(quiz=school_class.quiz_id, group=school_class.code, strength=SEAT, void=False)
    for player, score in rows.values_list("player", "score"):
        scores.setdefault(player, []).append(score)
    found = []
    for number in range(1, school_class.seats + 1):
        theirs = scores.get(number_of(SEAT, f"{school_class.code}/{number}"), [])
        found.append(Seat(number, len(theirs), max(theirs, default=None)))
    return found


def units_of(quiz: Quiz) -> QuerySet[SchoolClass]:
    """The units that people of the quiz can play for."""
    rows: QuerySet[SchoolClass] = SchoolClass.objects.filter(quiz=quiz, seats=0)
    return rows


def classes_of(quiz: Quiz) -> QuerySet[SchoolClass]:
    rows: QuerySet[SchoolClass] = SchoolClass.objects.filter(quiz=quiz, seats__gt=0)
    return rows
