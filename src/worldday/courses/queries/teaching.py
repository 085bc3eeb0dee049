"""What a teacher looks at: who is stuck where, marks, hours per person and per unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Max, Q, QuerySet, Sum

from worldday.base import clock, scope
from worldday.courses.models import (
    QUEUED,
    SEATED,
    Cohort,
    Enrolment,
    EnrolmentState,
    Handin,
    HandinState,
    Lesson,
    Progress,
)

from .outline import Outline, outline

STUCK_AFTER = timedelta(days=7)  # without a step, in a lesson that was opened and is not done


@dataclass(frozen=True)
class LessonFigures:
    """How a cohort stands in one lesson; `mean` of exam or assignment, `stuck` who stopped here, `to_mark` waiting hand-ins."""

    lesson: Lesson
    opened: int = 0
    done: int = 0
    mean: int | None = None
    stuck: int = 0
    to_mark: int = 0


@dataclass(frozen=True)
class UnitHours:
    """A unit's people in a cohort. `minutes` of lessons done, as the course counts them."""

    name: str
    learners: int
    completed: int
    minutes: int


@dataclass(frozen=True)
class CohortFigures:
    """`minutes` of everybody."""

    learners: int
    completed: int
    idle: int
    minutes: int


def learners(cohort: Cohort) -> QuerySet[Enrolment]:
    """Everybody with a seat, in the order in which they came."""
    with scope.everything("whoever asks teaches the cohort"):
        rows: QuerySet[Enrolment] = Enrolment.objects.filter(cohort=cohort, state__in=SEATED)
    return rows.select_related("last_lesson").order_by("pk")


def queue(cohort: Cohort) -> QuerySet[Enrolment]:
    """Whom a place is offered to, then who waits, in the order of the list."""
    with scope.everything("whoever asks teaches the cohort"):
        rows: QuerySet[Enrolment] = Enrolment.objects.filter(cohort=cohort, state__in=QUEUED)
    return rows.order_by("held_until", "queued_at", "pk")


def narrowed(
    rows: QuerySet[Enrolment], *, words: str = "", state: str = "", unit: str = "", stuck: str = ""
) -> QuerySet[Enrolment]:
    """By part of a name or unit, by state, by unit, by the lesson (its code) in which people are stuck."""
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(unit_name__icontains=words) | Q(code=words.lower()))
    if state:
        rows = rows.filter(state=state)
    if unit:
        rows = rows.filter(unit_name=unit)
    if stuck:
        rows = rows.filter(idle_q(), last_lesson__code=stuck)
    return rows


def idle_q() -> Q:
    """Learning, and without a step for a week."""
    return Q(state=EnrolmentState.ENROLLED, last_at__lt=clock.now() - STUCK_AFTER)


def figures(cohort: Cohort) -> CohortFigures:
    """One query."""
    found = learners(cohort).aggregate(
        learners=Count("pk"),
        completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
        idle=Count("pk", filter=idle_q()),
        minutes=Sum("minutes"),
    )
    return CohortFigures(**found | {"minutes": found["minutes"] or 0})


def by_lesson(cohort: Cohort, plan: Outline | None = None) -> list[LessonFigures]:
    """In the order of the course, in three queries beside the outline."""
    plan = plan or outline(cohort.course)
    inside = Q(enrolment__cohort=cohort, enrolment__state__in=SEATED)
    steps = Progress.objects.filter(inside).order_by().values("lesson")
    seen: dict[int, dict[str, Any]] = {
        row["lesson"]: dict(row) for row in steps.annotate(n=Count("pk"), done=Count("done_at"), mean=Avg("score"))
    }
    idle = learners(cohort).filter(idle_q()).order_by().values_list("last_lesson").annotate(n=Count("pk"))
    waiting = Handin.objects.filter(inside, state=HandinState.HANDED).order_by().values_list("lesson")
    stuck, to_mark = dict(idle), dict(waiting.annotate(n=Count("pk")))
    return [
        _figures(lesson, seen.get(lesson.pk, {}), stuck.get(lesson.pk, 0), to_mark.get(lesson.pk, 0))
        for lesson in plan.lessons
    ]


def _figures(lesson: Lesson, row: dict[str, Any], stuck: int, to_mark: int) -> LessonFigures:
    mean = row.get("mean")
    return LessonFigures(
        lesson, row.get("n", 0), row.get("done", 0), None if mean is None else round(mean), stuck, to_mark
    )


def by_unit(cohort: Cohort) -> list[UnitHours]:
    """Hours per unit, the largest first; one query."""
    rows = learners(cohort).order_by().values("unit_name")
    rows = rows.annotate(
        learners=Count("pk"), completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)), minutes=Sum("minutes")
    )
    return [
        UnitHours(row["unit_name"], row["learners"], row["completed"], row["minutes"] or 0)
        for row in rows.order_by("-learners", "unit_name")
    ]


@dataclass(frozen=True)
class Row:
    """A learner with what they reached in each lesson, by the lesson's id: a score, else percent."""

    enrolment: Enrolment
    reached: dict[int, int]


def rows_of(found: QuerySet[Enrolment], *, batch: int = 1000) -> Iterator[Row]:
    """Every learner with every lesson, a batch at a time: two queries for each thousand."""
    last = 0
    while chunk := list(found.filter(pk__gt=last).order_by("pk")[:batch]):
        reached = _reached(enrolment.pk for enrolment in chunk)
        yield from (Row(enrolment, reached.get(enrolment.pk, {})) for enrolment in chunk)
        last = chunk[-1].pk


def _reached(enrolments: Iterable[int]) -> dict[int, dict[int, int]]:
    steps = Progress.objects.filter(enrolment__in=list(enrolments))
    found: dict[int, dict[int, int]] = {}
    for enrolment, lesson, percent, score in steps.values_list("enrolment", "lesson", "percent", "score"):
        found.setdefault(enrolment, {})[lesson] = percent if score is None else score
    return found


def to_mark(cohorts: QuerySet[Cohort]) -> QuerySet[Handin]:
    """What waits to be marked in these cohorts, the oldest first."""
    rows: QuerySet[Handin] = Handin.objects.filter(state=HandinState.HANDED, enrolment__cohort__in=cohorts)
    newest = Handin.objects.filter(enrolment__cohort__in=cohorts).order_by()
    newest_ids = newest.values("enrolment", "lesson").annotate(last=Max("pk")).values("last")
    return (
        rows.filter(pk__in=newest_ids)
        .select_related("lesson", "enrolment__cohort__activity__campaign", "enrolment__cohort__course")
        .order_by("handed_at", "pk")
    )
