"""Cohorts: their dates, seats and teacher; opening and closing them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import Activity
from worldday.courses.models import Cohort, CohortState, Course, CourseState, Lesson

from .completing import unfillable
from .examining import open_exams, prolong_exams
from .record import record_cohort
from .seats import settle

FIELDS = (
    *("name", "name_en", "admission", "recognition", "enrols_from", "enrols_until", "starts_on", "ends_on", "seats"),
    *("offer_hours", "place", "place_en", "teacher", "teacher_en", "contact", "design"),
)


@transaction.atomic
def add_cohort(*, course: Course, activity: Activity, by: Actor, **fields: Any) -> Cohort:
    """One more run of a course for an activity, a draft. Raises `Invalid`."""
    cohort = Cohort(course=course, activity=activity)
    change(cohort, fields, allowed=FIELDS)
    _check_design(cohort)
    cohort.save()
    record_cohort("cohort-added", cohort, by)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, changes: Values, by: Actor) -> Cohort:
    """Dates, seats, teacher, certificate. Raises `Invalid`, also for fewer seats than are taken."""
    row = held_cohort(cohort)
    before, after = change(row, changes, allowed=FIELDS)
    if after:
        if "design" in after:
            _check_design(row)
        row.save()
        record_cohort("cohort-changed", row, by, before=before, after=after)
        settle(row)
        if row.state == CohortState.OPEN:
            prolong_exams(course=row.course, by=by)
    return row


def _check_design(cohort: Cohort) -> None:
    """A certificate that could never be filled would never come. Raises `Invalid`."""
    if cohort.design is not None and (lacking := unfillable(cohort.design)):
        said = _(
            "This design speaks of “{labels}”, which no course fills in. Please choose another one, or change its words."
        )
        raise Invalid({"design": [str(said).format(labels="”, “".join(lacking))]})


@transaction.atomic
def open_cohort(*, cohort: Cohort, by: Actor) -> Cohort:
    """Let people enrol and learn. The course is published with it, and its exams are fixed as far as they are ready.
    Raises `Problem` for a course without a lesson."""
    row = held_cohort(cohort)
    if not Lesson.objects.filter(chapter__course=row.course).exists():
        raise Problem(_("The course has no lesson yet; add one or import a package first."))
    with scope.everything("whoever opens a cohort runs its course"):
        Course.objects.filter(pk=row.course.pk, state=CourseState.DRAFT).update(state=CourseState.PUBLISHED)
    _set(row, CohortState.OPEN, by)
    open_exams(course=row.course, by=by)
    prolong_exams(course=row.course, by=by)
    return row


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: Actor) -> Cohort:
    """Nobody enrols any more and nothing more is counted; what was learnt stays."""
    row = held_cohort(cohort)
    _set(row, CohortState.CLOSED, by)
    return row


def _set(row: Cohort, state: str, by: Actor) -> None:
    before, after = change(row, {"state": state}, allowed=("state",))
    if after:
        row.save()
        record_cohort("cohort-changed", row, by, before=before, after=after)


def held_cohort(cohort: Cohort) -> Cohort:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        row: Cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    row.activity, row.course = cohort.activity, cohort.course
    return row
