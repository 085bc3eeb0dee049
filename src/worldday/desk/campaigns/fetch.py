"""Rows fetched through a permission: what a person may not see does not exist for them (404)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from worldday.base import clock
from worldday.base.scope import Subtrees
from worldday.campaigns.lights import light_of, task_light
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Task
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import may, paths_where


def campaigns_of(staff: Staff) -> QuerySet[Campaign]:
    """Campaigns this person's units own or take part in."""
    rows: Any = Campaign.objects
    found: QuerySet[Campaign] = rows.within(_sees(staff)).select_related("owner")
    return found


def campaign_for(staff: Staff, code: str, *, to_run: bool = False) -> Campaign:
    """404 for a stranger's campaign; 403 when it is to be changed by someone who may only read."""
    campaign = get_object_or_404(campaigns_of(staff), code=code)
    if to_run and not may_run(staff, campaign):
        raise PermissionDenied
    return campaign


def activity_for(staff: Staff, code: str, *, to_run: bool = False) -> Activity:
    """With campaign, owner, roles and units at hand, and its light."""
    roles = Prefetch("roles", ActivityUnit.objects.select_related("unit"))
    rows: Any = Activity.objects
    found = rows.within(_sees(staff)).select_related("campaign__owner", "parent").prefetch_related(roles)
    activity: Activity = get_object_or_404(found, code=code)
    if to_run and not may_run(staff, activity.campaign):
        raise PermissionDenied
    activity.light = light_of(activity, clock.today())
    return activity


def task_for(staff: Staff, code: str) -> Task:
    """A task of a campaign this person runs; others see tasks in the list and change none."""
    task: Task = get_object_or_404(Task.objects.select_related("campaign__owner", "unit"), code=code)
    if not may_run(staff, task.campaign):
        raise PermissionDenied
    task.light = task_light(task, clock.today())
    return task


def may_run(staff: Staff, campaign: Campaign) -> bool:
    """Organisers of the owning unit, or of one above it."""
    return may(staff, Permission.RUN_CAMPAIGN, campaign.owner)


def may_record(staff: Staff, activity: Activity) -> bool:
    """Whoever runs the campaign, and staff of a unit that has a role in the activity: they were there."""
    paths = paths_where(staff, Permission.RUN_ACTIVITY)
    mine = any(role.unit.path.startswith(path) for role in activity.roles.all() for path in paths)
    return mine or may_run(staff, activity.campaign)


def _sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.SEE_CAMPAIGN))
