"""What leaves the pages: activities for calendars, feeds and pictures."""

from __future__ import annotations

from django.db.models import Prefetch

from worldday.campaigns.models import Activity, ActivityUnit, Campaign
from worldday.units.models import Unit


def light_activities(campaign: Campaign) -> list[Activity]:
    """Every activity in the notice's order, without its units and what districts do below it. One query."""
    return _of(campaign, list(Activity.objects.filter(campaign=campaign, parent=None).order_by("position", "id")))


def activities_with_units(campaign: Campaign, *, unit: Unit | None = None) -> list[Activity]:
    """Every activity of the campaign, or those `unit` has a part in (there also what it does below one of the city's), with
    `roles` and their units. Two queries."""
    rows = Activity.objects.filter(campaign=campaign).order_by("position", "id")
    if unit is not None:
        rows = rows.filter(pk__in=ActivityUnit.objects.filter(unit=unit).values("activity"))
    else:
        rows = rows.filter(parent=None)
    roles = ActivityUnit.objects.select_related("unit").order_by("position", "id")
    return _of(campaign, list(rows.prefetch_related(Prefetch("roles", roles))))


def _of(campaign: Campaign, activities: list[Activity]) -> list[Activity]:
    """Each knows its campaign without asking again."""
    for activity in activities:
        activity.campaign = campaign
    return activities
