"""Plans and prizes fetched through a permission: what a person may not see does not exist for them (404)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Activity
from worldday.draws.models import Prize, PrizePlan
from worldday.quizzes.rules import may_run
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.RUN_ACTIVITY))


def plans_of(staff: Staff) -> QuerySet[PrizePlan]:
    """Plans of activities that this person's units own or take part in."""
    rows: Any = PrizePlan.objects
    found: QuerySet[PrizePlan] = rows.within(sees(staff)).select_related("activity__campaign__owner", "activity__quiz")
    return found.order_by("-activity__campaign__year", "activity__position")


def plan_for(staff: Staff, code: str) -> PrizePlan:
    """404 for a stranger's plan; 403 for somebody who sees the activity and does not run it."""
    plan = get_object_or_404(plans_of(staff), code=code)
    if not may_run(staff, plan.activity):
        raise PermissionDenied
    return plan


def prize_for(staff: Staff, code: str) -> Prize:
    """A prize of a plan this person runs."""
    prize = get_object_or_404(Prize.objects.select_related("draw__plan"), code=code)
    plan_for(staff, prize.draw.plan.code)
    return prize


def activities_without_plan(staff: Staff) -> QuerySet[Activity]:
    """Quizzes for which a prize plan could be begun."""
    rows: Any = Activity.objects
    found: QuerySet[Activity] = rows.within(sees(staff)).filter(kind="quiz", quiz__isnull=False, prize_plan=None)
    return found.select_related("campaign__owner")


def activity_for(staff: Staff, code: str) -> Activity:
    """A quiz activity this person runs."""
    rows: Any = Activity.objects
    activity: Activity = get_object_or_404(rows.within(sees(staff)).filter(quiz__isnull=False), code=code)
    if not may_run(staff, activity):
        raise PermissionDenied
    return activity
