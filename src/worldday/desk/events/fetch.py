"""Events through the permission: whoever runs the activity runs its event; a stranger's does not exist (404)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Activity
from worldday.desk.campaigns.fetch import activity_for, may_record
from worldday.events.models import Event
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


def activity_to_run(staff: Staff, code: str) -> Activity:
    """404 for a stranger's; 403 for somebody who sees the activity and has no part in it."""
    activity = activity_for(staff, code)
    if not may_record(staff, activity):
        raise PermissionDenied
    return activity


def event_for(staff: Staff, code: str) -> Event:
    """The event of the activity `code`, its activity and campaign at hand."""
    activity = activity_to_run(staff, code)
    event: Event | None = Event.objects.filter(activity=activity).first()
    if event is None:
        raise Http404
    event.activity = activity
    return event


def _mine(staff: Staff) -> Q:
    organises, runs = (
        Subtrees(paths_where(staff, each)) for each in (Permission.RUN_CAMPAIGN, Permission.RUN_ACTIVITY)
    )
    return organises.q("activity__campaign__owner__path") | runs.q("activity__roles__unit__path")


def events_of(staff: Staff) -> QuerySet[Event]:
    """Every event this person runs, the latest first."""
    mine: Any = Event.objects.filter(_mine(staff)).values("pk")
    rows: QuerySet[Event] = Event.objects.filter(pk__in=mine).select_related("activity__campaign")
    return rows.order_by("-activity__campaign__year", "activity__campaign", "activity__position")


def activities_without_event(staff: Staff) -> QuerySet[Activity]:
    """Activities of this kind for which nothing is set up yet."""
    organises, runs = (
        Subtrees(paths_where(staff, each)) for each in (Permission.RUN_CAMPAIGN, Permission.RUN_ACTIVITY)
    )
    mine = organises.q("campaign__owner__path") | runs.q("roles__unit__path")
    pks = Activity.objects.filter(mine, kind="event", event=None).values("pk")
    rows: QuerySet[Activity] = Activity.objects.filter(pk__in=pks).select_related("campaign")
    return rows.order_by("-campaign__year", "campaign", "position")
