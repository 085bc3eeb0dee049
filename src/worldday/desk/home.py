"""The desk's first page: my campaigns, and what is due."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, TextChoices
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from worldday.base import clock
from worldday.campaigns.models import Campaign, CampaignState, Task, TaskKind, TaskState
from worldday.units import rules
from worldday.units.permissions import Permission

from .waiting import ActivitiesWaiting, DraftsUnderReview

DUE_WITHIN = timedelta(days=14)
SHOWN = 12


class MyCampaigns(Component):
    """Campaigns that are not archived, with how many of their tasks are still owed."""

    template_name = "desk/home/campaigns.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        owed = Count("tasks", filter=Q(tasks__state=TaskState.OPEN))
        campaigns = (
            Campaign.objects.exclude(state=CampaignState.ARCHIVED)
            .select_related("owner")
            .order_by("-year", "-starts_on")
        )
        rows = [(campaign, label(CampaignState, campaign.state)) for campaign in campaigns.annotate(owed=owed)[:SHOWN]]
        return {"campaigns": rows, "today": clock.today()}


class WhatIsDue(Component):
    """Tasks overdue or due within two weeks, the nearest first."""

    template_name = "desk/home/due.html"
    order = 20

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        today = clock.today()
        due = due_until(today + DUE_WITHIN)
        rows = [(task, label(TaskKind, task.what)) for task in due[:SHOWN]]
        return {"tasks": rows, "more": max(0, due.count() - SHOWN), "today": today}


def label(choices: type[TextChoices], value: str) -> str:
    """The word people read for a stored value; the value itself if a later version wrote it."""
    return str(choices(value).label) if value in choices.values else value


def due_until(day: date) -> Any:
    """Open tasks of live campaigns due on `day` or before."""
    tasks = Task.objects.filter(state=TaskState.OPEN, due__lte=day, campaign__state=CampaignState.LIVE)
    return tasks.select_related("campaign", "unit").order_by("due", "unit__path")


def panels_for(request: HttpRequest) -> list[Component]:
    """What this person's first page shows; a system administrator sees no campaign content."""
    if not rules.may(request.user, Permission.SEE_CAMPAIGN):
        return []
    return [DraftsUnderReview(request.user), ActivitiesWaiting(request.user), MyCampaigns(), WhatIsDue()]
