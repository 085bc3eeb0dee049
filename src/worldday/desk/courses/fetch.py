"""Courses and cohorts fetched through a permission: what a person may not see does not exist for them (404)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from worldday.base import scope
from worldday.base.scope import Subtrees
from worldday.campaigns.models import Activity
from worldday.certificates.models import Design
from worldday.courses.models import Asset, Chapter, Cohort, Course, Enrolment, Lesson, Roster
from worldday.courses.rules import may_edit, may_teach
from worldday.quizzes.rules import may_run
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.RUN_ACTIVITY))


def courses_of(staff: Staff) -> QuerySet[Course]:
    """Courses of this person's units."""
    with scope.everything("narrowed to the person's units in the same line"):
        rows: QuerySet[Course] = Course.objects.filter(sees(staff).q("owner__path"))
    return rows.select_related("owner").order_by("-pk")


def cohorts_of(staff: Staff) -> QuerySet[Cohort]:
    """Cohorts of activities that this person's units own or take part in, and of their own courses."""
    mine = sees(staff)
    with scope.everything("narrowed to the person's units in the same line"):
        seen = Q(activity__in=Activity._base_manager.filter(Activity.scope_q(mine))) | mine.q("course__owner__path")
        rows: QuerySet[Cohort] = Cohort.objects.filter(seen)
    return rows.select_related("course__owner", "activity__campaign__owner", "design").order_by("-starts_on", "-pk")


def course_for(staff: Staff, code: str) -> Course:
    """404 for a stranger's course."""
    course: Course = get_object_or_404(courses_of(staff), code=code)
    if not may_edit(staff, course):
        raise PermissionDenied
    return course


def lesson_for(staff: Staff, code: str) -> Lesson:
    lesson: Lesson = get_object_or_404(
        Lesson.objects.select_related("chapter__course__owner", "quiz__activity__campaign__owner", "onsite"),
        code=code,
        chapter__course__in=courses_of(staff),
    )
    return lesson


def chapter_for(staff: Staff, course: str, pk: int) -> Chapter:
    found: Chapter = get_object_or_404(Chapter.objects.filter(course=course_for(staff, course)), pk=pk)
    found.course = course_for(staff, course)
    return found


def asset_for(staff: Staff, code: str) -> Asset:
    rows = Asset.objects.select_related("course__owner", "lesson")
    found: Asset = get_object_or_404(rows, code=code, course__in=courses_of(staff))
    return found


def cohort_for(staff: Staff, code: str) -> Cohort:
    """404 for a stranger's cohort; 403 for somebody who sees the activity and does not run it."""
    cohort: Cohort = get_object_or_404(cohorts_of(staff), code=code)
    if not may_teach(staff, cohort):
        raise PermissionDenied
    return cohort


def roster_for(staff: Staff, code: str) -> Roster:
    with scope.everything("asked again through the cohort"):
        roster: Roster = get_object_or_404(Roster.objects.select_related("cohort"), code=code)
    roster.cohort = cohort_for(staff, roster.cohort.code)
    return roster


def learner_for(staff: Staff, code: str) -> Enrolment:
    with scope.everything("asked again through the cohort"):
        enrolment: Enrolment = get_object_or_404(Enrolment.objects.select_related("cohort"), code=code)
    enrolment.cohort = cohort_for(staff, enrolment.cohort.code)
    return enrolment


def activity_for(staff: Staff, code: str) -> Activity:
    """An activity of the kind course that this person runs."""
    rows: Any = Activity.objects
    found: Activity = get_object_or_404(
        rows.within(sees(staff)).select_related("campaign__owner").filter(kind="course"), code=code
    )
    if not may_run(staff, found):
        raise PermissionDenied
    return found


def designs_for(cohort: Cohort) -> QuerySet[Design]:
    """Certificates of learning that the course's unit, or a unit above the activity, has designed."""
    with scope.everything("designs of the units that run the cohort"):
        owners = {cohort.course.owner_id, cohort.activity.campaign.owner_id}
        rows: QuerySet[Design] = Design.objects.filter(owner__in=owners, active=True, sort="learning")
    return rows.order_by("name")
