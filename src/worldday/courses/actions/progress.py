"""Learning: what has been played, seen, read and attended, kept at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.courses import spans
from worldday.courses.completion.rule import LessonState, is_done, rule_from
from worldday.courses.models import AssetRole, Cohort, CohortState, Enrolment, Lesson, LessonSort, Progress
from worldday.courses.queries import outline, standing
from worldday.courses.watching import Played, take

from .completing import settle
from .record import note

REMEMBERED = 50  # reports of a lesson; a page sends what it kept within one sitting
SAVED_UP = timedelta(
    hours=2
)  # wall time that may pass between playing and telling, for lines that are gone for a while
BY_PAGES = (LessonSort.PDF, LessonSort.SLIDES)
MOST_PAGES = 2000
KEY_LENGTH = 40


class Over(Problem):
    sentence = _("This cohort is over, so nothing more is counted. You can still read and watch; what counted is kept.")


class NotYet(Problem):
    sentence = _("This cohort has not begun. Its first day stands on the course's page; nothing was counted.")


class InOrder(Problem):
    sentence = _("The lessons of this course open one after another. Please finish the ones before this one first.")


@dataclass(frozen=True)
class Report:
    """What a page saw since it last told: `key` names it, so that one sent twice counts once; `pages` from 1."""

    key: str
    played: list[Played] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    position: float | None = None


@transaction.atomic
def open_lesson(*, enrolment: Enrolment, lesson: Lesson) -> Progress:
    """The learner has the lesson before them. From here on time can be spent on watching. Raises `NotYet`, `InOrder`."""
    _check_begun(enrolment.cohort)
    now = clock.now()
    check_order(enrolment, lesson)
    row, _made = Progress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"opened_at": now, "last_at": now}
    )
    enrolment.last_lesson, enrolment.last_at = lesson, now
    enrolment.save(update_fields=["last_lesson", "last_at"])
    first = Enrolment._base_manager.filter(pk=enrolment.pk, clocked_at=None)  # another tab may be further than this row
    if first.update(clocked_at=(moment := clock.wall())):
        enrolment.clocked_at = moment
    return row


@transaction.atomic
def record(*, enrolment: Enrolment, lesson: Lesson, report: Report) -> Progress:
    """Take in what was played or seen; only as much as wall time can have given. Raises `Over`, `NotYet`, `InOrder`."""
    check_counts(enrolment.cohort)
    check_order(enrolment, lesson)
    mine = held(enrolment)
    row = row_of(mine, lesson)
    if report.key in row.reports:
        return row
    row.reports = [*row.reports, report.key[:KEY_LENGTH]][-REMEMBERED:]
    if report.position is not None:
        row.position = max(0.0, report.position)
    if lesson.sort == LessonSort.VIDEO:
        _watch(mine, row, lesson, report.played)
    elif lesson.sort in BY_PAGES:
        _leaf(row, lesson, report.pages)
    return _keep(mine, row, lesson)


def _watch(mine: Enrolment, row: Progress, lesson: Lesson, played: list[Played]) -> None:
    """Wall time is one for all lessons of a learner: two videos at once do not count twice."""
    video = lesson.assets.filter(role=AssetRole.VIDEO).values_list("seconds", flat=True).first()
    if not video:
        return
    now = clock.wall()
    since = max(min(mine.clocked_at or now, now), now - SAVED_UP)  # not in the future: the clock may have been set back
    taken = take(row.spans, played, whole=video, time=max(0.0, (now - since).total_seconds()))
    row.spans = [list(span) for span in taken.spans]
    row.percent = spans.percent(taken.spans, video)
    mine.clocked_at = since + timedelta(seconds=taken.spent)


def _leaf(row: Progress, lesson: Lesson, pages: list[int]) -> None:
    whole = pages_of(lesson)
    seen = [(page - 1, page) for page in pages[:MOST_PAGES] if 1 <= page <= whole]
    merged = spans.merge([*row.spans, *seen])
    row.spans = [list(span) for span in merged]
    row.percent = spans.percent(merged, whole)


def pages_of(lesson: Lesson) -> int:
    """Of the document; of slides written as text, their number."""
    pages = lesson.assets.filter(role=AssetRole.DOCUMENT).values_list("pages", flat=True).first()
    return pages or len(slides_of(lesson.body))


def slides_of(body: str) -> list[str]:
    """Slides written as Markdown, parted by lines of `---`."""
    parts: list[list[str]] = [[]]
    for line in body.splitlines():
        if line.strip() == "---":
            parts.append([])
        else:
            parts[-1].append(line)
    return [text for part in parts if (text := "\n".join(part).strip())]


@transaction.atomic
def finish(*, enrolment: Enrolment, lesson: Lesson) -> Progress:
    """The learner says to have read the text to its end. Raises `Over`, `NotYet`, `InOrder`, `Problem` for another sort."""
    if lesson.sort != LessonSort.TEXT:
        raise Problem
    check_counts(enrolment.cohort)
    check_order(enrolment, lesson)
    mine = held(enrolment)
    row = row_of(mine, lesson)
    row.percent = 100
    return _keep(mine, row, lesson)


@transaction.atomic
def attend(*, enrolment: Enrolment, lesson: Lesson, by: Actor, present: bool = True) -> Progress:
    """The teacher has called the roll; taken back with `present=False` while the course is not completed."""
    if lesson.sort != LessonSort.ONSITE:
        raise Problem
    mine = held(enrolment)
    row = row_of(mine, lesson)
    row.percent = 100 if present else 0
    note("learner-attended", mine, by, lesson=lesson.name, present="1" if present else "")
    return _keep(mine, row, lesson)


def held(enrolment: Enrolment) -> Enrolment:
    """The learner's row, held, so that two devices tell one after the other."""
    with scope.everything("whoever calls has the enrolment"):
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    row.cohort = enrolment.cohort
    return row


def row_of(mine: Enrolment, lesson: Lesson) -> Progress:
    now = clock.now()
    return Progress.objects.get_or_create(enrolment=mine, lesson=lesson, defaults={"opened_at": now, "last_at": now})[0]


def _keep(mine: Enrolment, row: Progress, lesson: Lesson) -> Progress:
    """Save both rows; when the lesson has just become done or undone, see what that makes of the course."""
    now, was = clock.now(), row.done_at
    state = LessonState(lesson.sort, lesson.required, lesson.minutes, row.percent, row.score)
    done = is_done(state, rule_from(lesson.chapter.course.rule))
    row.last_at, row.done_at = now, (was or now) if done else None
    row.save()
    mine.last_lesson, mine.last_at = lesson, now
    _save_last(mine)
    if bool(was) != bool(row.done_at):
        settle(enrolment=mine)
    return row


def touch(mine: Enrolment, lesson: Lesson) -> Progress:
    """The learner was at this lesson just now; call it while holding their row."""
    row = row_of(mine, lesson)
    mine.last_lesson, mine.last_at = lesson, clock.now()
    _save_last(mine)
    return row


def _save_last(enrolment: Enrolment) -> None:
    enrolment.save(update_fields=["last_lesson", "last_at", "clocked_at"])


def _check_begun(cohort: Cohort) -> None:
    if cohort.state == CohortState.DRAFT or (cohort.starts_on is not None and clock.today() < cohort.starts_on):
        raise NotYet


def check_counts(cohort: Cohort) -> None:
    _check_begun(cohort)
    if is_over(cohort, clock.now()):
        raise Over


def is_over(cohort: Cohort, now: datetime) -> bool:
    return cohort.state == CohortState.CLOSED or (cohort.ends_on is not None and now.date() > cohort.ends_on)


def check_order(enrolment: Enrolment, lesson: Lesson) -> None:
    course = lesson.chapter.course
    if rule_from(course.rule).in_order and not standing(enrolment, outline(course)).is_open(lesson):
        raise InOrder
