"""After a correction: every attempt gets what the latest edition gives for the same answers to the same questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from worldday.base import longwork, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.quizzes import ranking, using
from worldday.quizzes.intake.papers import Asked, EditionContent, Paper, draw_paper, edition_of, seed_of
from worldday.quizzes.intake.questions import AskedQuestion, right_places
from worldday.quizzes.intake.scoring import is_right
from worldday.quizzes.models import Attempt, Quiz

from .setting_up import locked, record

BATCH = 1000
AT_ONCE = 5000  # attempts up to which the person waits for it
WORK = "rescore-quiz"


def rescore(*, quiz: Quiz, by: Actor) -> int:
    """Score anew whatever was answered on an earlier edition, and rank anew; how many scores changed.

    A question that the latest edition left out counts as right for everybody who was asked it. Attempts keep the edition
    they were drawn from, so what they were first worth can always be computed again. Safe to repeat.
    """
    with scope.everything("the view has fetched it through its permission"):
        editions = {row.number: edition_of(row.content, quiz.pk, row.number) for row in quiz.editions.all()}
        if len(editions) < 2:
            raise Problem(_("There is only one edition of the questions, so nothing is to be scored anew."))
        newest = editions.pop(max(editions))
        changed = sum(_rescore_some(rows, editions, newest) for rows in _batches(quiz, newest.number))
        with transaction.atomic():
            record("quiz-rescored", locked(quiz), by, after={"edition": newest.number, "changed": changed})
        ranking.recount_everybody(quiz)
        using.count_anew(quiz)
    return changed


def rescore_when_long(*, quiz: Quiz, by: Actor) -> int | None:
    """Score anew at once if that is quick; else ask the worker for it and return None."""
    if quiz.attempts.count() <= AT_ONCE:
        return rescore(quiz=quiz, by=by)
    longwork.ask(name=WORK, target=quiz.key, by=by)
    return None


def rescore_in_background(code: str, by: Actor) -> str:
    """What the worker does for `rescore_when_long`."""
    return outcome(rescore(quiz=Quiz.objects.get(Quiz.by_key(code)), by=by))


def outcome(changed: int) -> str:
    """What came of it, in words."""
    return ngettext(
        "{n} score changed; the ranking has been made anew.",
        "{n} scores changed; the ranking has been made anew.",
        changed,
    ).format(n=changed)


def _batches(quiz: Quiz, newest: int) -> Iterator[list[Attempt]]:
    last = 0
    while rows := list(Attempt.objects.filter(quiz=quiz, edition__lt=newest, id__gt=last).order_by("id")[:BATCH]):
        yield rows
        last = rows[-1].pk


def _rescore_some(rows: list[Attempt], editions: dict[int, EditionContent], newest: EditionContent) -> int:
    changed = []
    for row in filter(lambda row: row.answers, rows):  # those made anonymous keep what they have
        score, right = _worth(row, editions[row.edition], newest)
        if (score, right) != (row.score, row.right):
            row.score, row.right = score, right
            changed.append(row)
    Attempt.objects.bulk_update(changed, ["score", "right"])
    return len(changed)


def _worth(attempt: Attempt, edition: EditionContent, newest: EditionContent) -> tuple[int, int]:
    """(points, right answers) of an attempt by the newest edition's answers, on the paper it was given."""
    paper: Paper = draw_paper(edition, seed_of(edition, attempt.quiz_id, attempt.player, attempt.number))
    answers = msgspec.json.decode(attempt.answers)
    points = right = 0
    for place, asked in enumerate(paper):
        corrected = newest.questions.get(asked.question.code)
        answer = answers[place] if place < len(answers) else None
        if corrected is None or is_right(_corrected(asked, corrected), answer):
            points, right = points + asked.points, right + 1
    return points, right


def _corrected(asked: Asked, question: AskedQuestion) -> Asked:
    """What was shown, with what is right now."""
    return replace(asked, question=question, expected=right_places(question, asked.order))
