"""Tasks fetched through a permission: what a person may not see does not exist for them (404)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from worldday.base import clock
from worldday.campaigns.lights import task_light
from worldday.campaigns.models import CampaignState, Task, TaskState
from worldday.campaigns.queries.workplan import tasks_with_lights
from worldday.reports.rules import may_ask
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def task_for(staff: Staff, code: str) -> Task:
    """What one of this person's units owes: they may pass it on. 403 for somebody who only sees it."""
    rows: QuerySet[Task] = Task.objects.select_related("campaign__owner", "unit", "issuer")
    task = get_object_or_404(rows, code=code)
    if not may_ask(staff, task.unit):
        raise PermissionDenied
    task.light = task_light(task, clock.today())
    return task


def passed_for(staff: Staff, code: str) -> Task:
    """What one of this person's units has passed on."""
    rows: QuerySet[Task] = Task.objects.exclude(parent=None).select_related("unit", "issuer", "parent")
    task = get_object_or_404(rows, code=code)
    if task.issuer is None or not may_ask(staff, task.issuer):
        raise PermissionDenied
    return task


def tasks_of(staff: Staff) -> list[Task]:
    """What the units this person serves owe in live campaigns, and what has become of it below: `asked`, `received`,
    `late` count the tasks passed on. What is settled and was never passed on is left out. One query."""
    below = Q(passed_on__unit__closed_on=None) | ~Q(passed_on__state=TaskState.OPEN)
    late = Q(passed_on__state=TaskState.OPEN, passed_on__due__lt=clock.today(), passed_on__unit__closed_on=None)
    rows: QuerySet[Task] = Task.objects.filter(
        unit__path__in=paths_where(staff, Permission.REPORT), campaign__state=CampaignState.LIVE
    ).annotate(
        asked=Count("passed_on", filter=Q(passed_on__isnull=False) & below),
        received=Count("passed_on", filter=Q(passed_on__state=TaskState.DONE)),
        late=Count("passed_on", filter=late),
    )
    return tasks_with_lights(rows.filter(Q(state=TaskState.OPEN) | Q(asked__gt=0)).order_by("due", "unit__path"))
