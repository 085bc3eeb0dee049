"""What waits to be marked, through the right to mark it: others' does not exist (404)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from worldday.base import scope
from worldday.base.scope import Subtrees
from worldday.courses.models import Cohort, Handin, HandinFile
from worldday.courses.rules import may_mark
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def cohorts_to_mark(staff: Staff) -> QuerySet[Cohort]:
    """Cohorts of activities and courses of the units in which this person teaches or is an expert."""
    paths = {*paths_where(staff, Permission.RUN_ACTIVITY), *paths_where(staff, Permission.EVALUATE)}
    mine = Subtrees(tuple(sorted(paths)))
    with scope.everything("narrowed to the person's units in the same line"):
        seen = Cohort.scope_q(mine) | mine.q("course__owner__path")
        rows: QuerySet[Cohort] = Cohort.objects.filter(seen)
    return rows


def handin_for(staff: Staff, code: str) -> Handin:
    """404 unless this person may mark it."""
    related = ("enrolment__cohort__course__owner", "enrolment__cohort__activity__campaign__owner", "marked_by")
    rows = Handin.objects.select_related(*related, "lesson__chapter__course")
    handin: Handin = get_object_or_404(rows, code=code)
    if not may_mark(staff, handin.enrolment.cohort):
        raise Http404
    return handin


def file_for(staff: Staff, code: str) -> HandinFile:
    found: HandinFile = get_object_or_404(HandinFile.objects.select_related("handin"), code=code)
    handin_for(staff, found.handin.code)
    return found
