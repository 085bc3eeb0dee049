"""Questions fetched through a permission: what a person may not see does not exist for them (404)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from worldday.quizzes.models import Question
from worldday.quizzes.queries.questions import may_change
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def question_for(staff: Staff, code: str, *, to_change: bool = False) -> Question:
    """404 for another authority's question; 403 when it is to be changed by someone who may only read it."""
    rows: Any = Question.objects
    found: Question = get_object_or_404(rows.select_related("owner").prefetch_related("pictures"), code=code)
    if to_change and not may_change(staff, found):
        raise PermissionDenied
    return found


def owners(staff: Staff) -> QuerySet[Unit]:
    """Units in whose name this person may write questions."""
    return Unit.objects.filter(path__in=paths_where(staff, Permission.RUN_ACTIVITY)).order_by("path")
