"""What must be completed before a course, who has not, and where it can be learnt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from worldday.base import scope
from worldday.campaigns.models import Activity
from worldday.courses.models import Cohort, CohortState, Course, CourseState, Enrolment, EnrolmentState
from worldday.people.identity import numbers_of


@dataclass(frozen=True)
class Before:
    """A course that comes first. `activity`: for which it is held now, or was last; None where nobody can look at it."""

    course: Course
    activity: Activity | None
    done: bool = False


def needed_by(course: Course) -> list[Course]:
    """The courses that come first, in the order in which they were made."""
    with scope.everything("whoever asks has the course"):
        return list(Course.objects.filter(needed_by__course=course).order_by("pk"))


def completed(courses: Collection[Course], learner: int) -> set[int]:
    """Ids of those this person has completed, in any cohort, under any number they were known by."""
    if not courses:
        return set()
    with scope.everything("what one person has completed"):
        theirs = Enrolment.objects.filter(
            learner__in={learner, *numbers_of([learner])}, state=EnrolmentState.COMPLETED, cohort__course__in=courses
        )
        return set(theirs.values_list("cohort__course", flat=True))


def lacking(course: Course, learner: int) -> list[Course]:
    """Which of the courses that come first this person has not completed."""
    needed = needed_by(course)
    done = completed(needed, learner)
    return [one for one in needed if one.pk not in done]


def places_of(courses: Collection[Course], *, done: Collection[int] = ()) -> list[Before]:
    """Where each of them can be learnt; one query for all."""
    with scope.everything("published courses are public"):
        rows = Cohort.objects.filter(course__in=courses).exclude(state=CohortState.DRAFT)
        last = Case(When(state=CohortState.OPEN, then=Value(1)), default=Value(0), output_field=IntegerField())
        found = rows.exclude(course__state=CourseState.DRAFT).select_related("activity__campaign")
        held = {cohort.course_id: cohort.activity for cohort in found.annotate(now=last).order_by("now", "pk")}
    return [Before(course, held.get(course.pk), course.pk in done) for course in courses]


def could_come_first(course: Course) -> QuerySet[Course]:
    """Other courses of the same authority that people can complete, and those that were chosen already."""
    with scope.everything("names of courses of the same authority"):
        rows: QuerySet[Course] = Course.objects.filter(owner__path__startswith=course.owner.root_path)
        shown = rows.exclude(state=CourseState.DRAFT) | rows.filter(needed_by__course=course)
    return shown.exclude(pk=course.pk).distinct().order_by("name", "pk")
