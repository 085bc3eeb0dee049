"""An exam is a quiz: what a learner reached in it, and the pass with which they sit it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils.timezone import make_aware

from worldday.base import scope
from worldday.people.identity import numbers_of
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Attempt, Quiz
from worldday.quizzes.passes import issue
from worldday.quizzes.rule import SEAT

from .models import Enrolment


def best_percents(quizzes: Collection[Quiz], learner: int, until: date | None) -> dict[int, int]:
    """The quiz's id → percent of its points in this person's best counted attempt, handed in by `until`; whole, rounded down.
    Void attempts do not count. Two queries for all of them, whatever number the person played under."""
    rows = Attempt.objects.filter(quiz__in=[quiz.pk for quiz in quizzes], player__in={learner, *numbers_of([learner])})
    if until is not None:
        rows = rows.filter(submitted_ms__lt=_end_ms(until))
    best = dict(rows.filter(void=False).order_by().values_list("quiz").annotate(best=Max("score")))
    return {quiz.pk: _percent(best[quiz.pk], quiz) for quiz in quizzes if quiz.pk in best}


def _percent(score: int, quiz: Quiz) -> int:
    with scope.everything("the exam of a learner"):
        full = rule_of(quiz).full_marks
    return min(100, 100 * score // full) if full else 0


def _end_ms(day: date) -> int:
    end: datetime = make_aware(datetime.combine(day + timedelta(days=1), time()))
    return int(end.timestamp() * 1000)


def pass_for(enrolment: Enrolment, quiz: Quiz) -> str:
    """A signed pass for the learner's next attempt. It is a seat, as in class mode: counted for the course, not listed in the
    ranking of persons. Raises `quizzes.passes.NoPass` with the reason in words."""
    with scope.everything("the exam of a learner"):
        return issue(quiz=quiz, player=enrolment.learner, strength=SEAT)


def attempts_left(enrolment: Enrolment, quiz: Quiz) -> int | None:
    """How many attempts the learner still has in all; None where the exam has no limit."""
    with scope.everything("the exam of a learner"):
        most = rule_of(quiz).in_all
    used = Attempt.objects.filter(quiz=quiz, player__in={enrolment.learner, *numbers_of([enrolment.learner])}).count()
    return max(0, most - used) if most else None
