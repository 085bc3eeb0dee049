"""The desk's first page: my campaigns, and what is due."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, TextChoices
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from worldday.base import clock
from worldday.campaigns.models import Campaign, CampaignState, Task, TaskKind, TaskState
from worldday.campaigns.queries.workplan import concerns
from worldday.units import rules
from worldday.units.models import Staff
from worldday.units.permissions import Permission

from .home_panels import ActivitiesWaiting, DraftsUnderReview
from .messages.panel import UnreadNotes
from .tasks.panel import MyTasks

DUE_WITHIN = timedelta(days=14)
SHOWN = 12


class MyCampaigns(Component):
    """Campaigns that are not archived, with how many tasks units of this person still owe in them."""

    template_name = "desk/home/campaigns.html"
    order = 10

    def __init__(self, staff: Staff) -> None:
        self.paths = rules.paths_where(staff, Permission.SEE_CAMPAIGN)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        still = Q(tasks__state=TaskState.OPEN, tasks__issuer=None, tasks__unit__closed_on=None)
        below = [Q(tasks__unit__path__startswith=path) for path in self.paths]
        owed = Count("tasks", filter=still & reduce(or_, below))
        campaigns = (
            Campaign.objects.exclude(state=CampaignState.ARCHIVED)
            .select_related("owner")
            .order_by("-year", "-starts_on")
        )
        rows = [(campaign, label(CampaignState, campaign.state)) for campaign in campaigns.annotate(owed=owed)[:SHOWN]]
        return {"campaigns": rows, "today": clock.today()}


class WhatIsDue(Component):
    """Tasks overdue or due within two weeks, the nearest first: what campaigns ask for, and what this person's own units owe
    or have asked of others."""

    template_name = "desk/home/due.html"
    order = 20

    def __init__(self, staff: Staff) -> None:
        self.paths = rules.paths_where(staff, Permission.SEE_CAMPAIGN)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        today = clock.today()
        due = due_until(today + DUE_WITHIN, self.paths)
        rows = [(task, label(TaskKind, task.what)) for task in due[:SHOWN]]
        return {"tasks": rows, "more": max(0, due.count() - SHOWN), "today": today}


def label(choices: type[TextChoices], value: str) -> str:
    """The word people read for a stored value; the value itself if a later version wrote it."""
    return str(choices(value).label) if value in choices.values else value


def due_until(day: date, paths: Collection[str]) -> Any:
    """Open tasks of live campaigns due on `day` or before, as they concern somebody who serves the units at `paths`."""
    tasks = Task.objects.filter(state=TaskState.OPEN, due__lte=day, campaign__state=CampaignState.LIVE)
    tasks = tasks.filter(concerns(paths), unit__closed_on=None)
    return tasks.select_related("campaign", "unit").order_by("due", "unit__path")


def panels_for(request: HttpRequest) -> list[Component]:
    """What this person's first page shows; a system administrator sees no campaign content."""
    if not rules.may(request.user, Permission.SEE_CAMPAIGN):
        return []
    mine = [
        UnreadNotes(request.user),
        MyTasks(request.user),
        DraftsUnderReview(request.user),
        ActivitiesWaiting(request.user),
    ]
    return [*mine, MyCampaigns(request.user), WhatIsDue(request.user)]
