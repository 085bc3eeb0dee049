"""What the cohorts of an activity have produced: people, completions, hours, exams; by district and by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from worldday.base import clock, scope
from worldday.campaigns.models import Activity
from worldday.courses.completion.rule import rule_from
from worldday.courses.models import SEATED, Cohort, Enrolment, EnrolmentState, LessonSort, Progress

COUNTS = {
    "enrolled": Count("pk"),
    "completed": Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
    "minutes": Sum("minutes", default=0),
}


@dataclass(frozen=True)
class Group:
    """Everybody, one district, or one unit. Minutes are those of the lessons done, as the course counts them."""

    name: str
    enrolled: int
    completed: int
    minutes: int

    @property
    def hours(self) -> float:
        """Of sixty minutes, to one place."""
        return round(self.minutes / 60, 1)

    @property
    def completion_rate(self) -> float | None:
        """0…1; None without learners."""
        return self.completed / self.enrolled if self.enrolled else None


@dataclass(frozen=True)
class Figures:
    whole: Group
    districts: list[Group]
    units: list[Group]  # the `most` with the most learners
    units_named: int
    sat: int  # exams taken, each learner once per exam
    passed: int
    taken_at: datetime

    @property
    def pass_rate(self) -> float | None:
        return self.passed / self.sat if self.sat else None


def figures(activity: Activity, *, most: int = 10) -> Figures:
    """Five queries and one per course, whatever the number of learners. Who left is not counted."""
    with scope.everything("figures of an activity hold no person"):
        rows = Enrolment.objects.filter(cohort__activity=activity, state__in=SEATED).order_by()
        sat, passed = _exams(activity)
        return Figures(
            whole=Group("", **rows.aggregate(**COUNTS)),
            districts=_groups(rows, "district", 100),
            units=_groups(rows, "unit_name", most),
            units_named=rows.exclude(unit_name="").values("unit_name").distinct().count(),
            sat=sat,
            passed=passed,
            taken_at=clock.now(),
        )


def _groups(rows: QuerySet[Enrolment], field: str, most: int) -> list[Group]:
    """Those named, the largest first."""
    found = rows.exclude(**{field: ""}).values(field).annotate(**COUNTS).order_by("-enrolled", field)[:most]
    return [Group(row.pop(field), **row) for row in found]


def _exams(activity: Activity) -> tuple[int, int]:
    """(sat, passed) by the rule of each course as it stands."""
    sat = passed = 0
    for course in {cohort.course for cohort in Cohort.objects.filter(activity=activity).select_related("course")}:
        taken = Progress.objects.filter(
            enrolment__cohort__activity=activity,
            lesson__chapter__course=course,
            lesson__sort=LessonSort.EXAM,
            score__isnull=False,
            enrolment__state__in=SEATED,
        )
        sat += taken.count()
        passed += taken.filter(score__gte=rule_from(course.rule).exam).count()
    return sat, passed
