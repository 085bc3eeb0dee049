"""Marking what learners hand in. The learner's words are never changed; a mark can be corrected, a returned one is written anew."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.problems import Problem
from worldday.base.text import in_language
from worldday.courses.completion.rule import LessonState, is_done, rule_from
from worldday.courses.models import Handin, HandinState
from worldday.courses.telling import tell
from worldday.units.models import Staff

from .completing import settle
from .progress import held, row_of
from .record import note

LONGEST = 5000


class Newer(Problem):
    sentence = _("The learner has handed in a newer one; please mark that. Nothing was changed.")


@transaction.atomic
def mark(*, handin: Handin, points: int, comment: str, by: Staff) -> Handin:
    """`points` out of 100. When that completes the course, the certificate comes by itself. Raises `Problem`, `Newer`."""
    if not 0 <= points <= 100:
        raise Problem(_("A mark lies between 0 and 100. Nothing was changed."))
    row = _decide(handin, HandinState.MARKED, points, comment, by)
    mine = held(row.enrolment)
    progress = row_of(mine, row.lesson)
    progress.score = points
    state = LessonState(row.lesson.sort, row.lesson.required, row.lesson.minutes, progress.percent, points)
    done = is_done(state, rule_from(row.lesson.chapter.course.rule))
    progress.done_at = (progress.done_at or clock.now()) if done else None
    progress.save()
    mine.cohort = row.enrolment.cohort
    needed = rule_from(row.lesson.chapter.course.rule).assignment
    said = {"lesson": _called(row), "mark": str(points), "needed": str(needed)}
    tell([mine], "below" if points < needed else "marked", mark=f"{row.code}:{points}", facts=said)
    settle(enrolment=mine, by=by)
    return row


@transaction.atomic
def give_back(*, handin: Handin, comment: str, by: Staff) -> Handin:
    """To be written anew; the comment says why. Raises `Problem`, `Newer`."""
    if not comment.strip():
        raise Problem(_("Please say what the learner should change; they will read it. Nothing was changed."))
    if handin.state == HandinState.MARKED:
        raise Problem(_("This one has its mark already; correct the mark instead. Nothing was changed."))
    row = _decide(handin, HandinState.RETURNED, None, comment, by)
    tell([row.enrolment], "returned", mark=row.code, facts={"lesson": _called(row)})
    return row


def _called(handin: Handin) -> str:
    """The lesson, as its learner reads it."""
    lesson = handin.lesson
    return in_language(lesson.name, lesson.name_en, handin.enrolment.language)


def _decide(handin: Handin, state: str, points: int | None, comment: str, by: Staff) -> Handin:
    with scope.everything("the view has fetched it through its permission"):
        row: Handin = Handin.objects.select_for_update().get(pk=handin.pk)
        row.enrolment, row.lesson = handin.enrolment, handin.lesson
        if Handin.objects.filter(enrolment=row.enrolment, lesson=row.lesson, number__gt=row.number).exists():
            raise Newer
    row.state, row.mark, row.comment = state, points, comment.strip()[:LONGEST]
    row.marked_by, row.marked_at, row.seen_at = by, clock.now(), None
    row.save()
    note(f"assignment-{state}", row.enrolment, by, lesson=row.lesson.name, mark="" if points is None else str(points))
    return row
