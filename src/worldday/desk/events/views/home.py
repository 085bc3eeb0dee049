"""The events a person runs, and one event at a glance: how it stands, the live count, the next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.campaigns.kinds import kind_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.fetch import activities_without_event, activity_to_run, event_for, events_of
from worldday.desk.events.frame import page, saved
from worldday.events.actions import setting_up
from worldday.events.attendance import attendance
from worldday.events.models import Event
from worldday.units.permissions import Permission

PAGE = 50
LOOK_AGAIN_S = "15"


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Events this person runs, and activities for which none is set up."""
    shown: Any = Paginator(events_of(request.user), PAGE).get_page(request.GET.get("p"))
    free = activities_without_event(request.user)[:PAGE]
    return render(request, "desk/events/list.html", {"page": shown, "free": free})


@needs(Permission.RUN_ACTIVITY)
@require_POST
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """Of any kind: a release may have its ceremony, a course its day in a hall."""
    setting_up.set_up_event(activity=activity_to_run(request.user, code), by=request.user)
    return redirect("desk_events:event", code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def event(request: DeskRequest, code: str) -> HttpResponse:
    """`?live` looks again by itself."""
    return _home(request, event_for(request.user, code))


def _home(request: DeskRequest, found: Event, problem: Problem | None = None) -> HttpResponse:
    live = "live" in request.GET
    count = attendance(found)
    totals = {name: count.total(name) for name in ("booked", "places", "waiting")}
    shown = totals | {"count": count, "blockers": kind_of(found.activity).readiness(found.activity), "live": live}
    response = page(request, found, "event", problem=problem, **shown)
    if live:
        response["Refresh"] = LOOK_AGAIN_S
    return response


@needs(Permission.RUN_ACTIVITY)
@require_POST
def announce(request: DeskRequest, code: str) -> HttpResponse:
    return _step(request, code, setting_up.announce, _("Announced: people see it, and can book from the hour you set."))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def close(request: DeskRequest, code: str) -> HttpResponse:
    return _step(request, code, setting_up.close, _("Closed: nobody can book any more."))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def withdraw(request: DeskRequest, code: str) -> HttpResponse:
    return _step(request, code, setting_up.take_back, _("It is not public any more."))


def _step(request: DeskRequest, code: str, verb: Callable[..., Any], done: str | Promise) -> HttpResponse:
    found = event_for(request.user, code)
    try:
        verb(event=found, by=request.user)
    except Problem as problem:
        return _home(request, found, problem)
    return saved(request, found, "event", done)
