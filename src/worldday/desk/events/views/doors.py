"""The doors: links for the phones of whoever stands there, taken back with one press."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.desk.quizzes.links import qr
from worldday.events.actions.doors import close_door, open_door
from worldday.events.models import Door, Event
from worldday.units.permissions import Permission


def _page(
    request: DeskRequest, event: Event, problem: Problem | None = None, link: str = "", name: str = ""
) -> HttpResponse:
    rows = event.doors.exclude(token_digest="").order_by("revoked_at", "-pk")
    shown = {"doors": rows, "problem": problem, "link": link, "made": name, "code": qr(link) if link else ""}
    return page(request, event, "doors", **shown)


def _address(door: Door, secret: str) -> str:
    """The secret stands behind #, where no server and no log sees it."""
    return f"{reverse('public:door', args=[door.code])}#{secret}"


@needs(Permission.RUN_ACTIVITY)
@never_cache
@require_http_methods(["GET", "POST"])
def doors(request: DeskRequest, code: str) -> HttpResponse:
    """A new door's link is shown once: who scans it checks in from then on."""
    event = event_for(request.user, code)
    if request.method != "POST":
        return _page(request, event)
    try:
        door, secret = open_door(event=event, name=request.POST.get("name", ""), by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    return _page(request, event, link=f"{settings.PUBLIC_URL}{_address(door, secret)}", name=door.name)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def here(request: DeskRequest, code: str) -> HttpResponse:
    """A door of this person's own, opened on this very device."""
    event = event_for(request.user, code)
    try:
        door, secret = open_door(event=event, name=request.user.actor_name, by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    return redirect(_address(door, secret))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def close(request: DeskRequest, code: str, door: str) -> HttpResponse:
    event = event_for(request.user, code)
    close_door(door=get_object_or_404(Door, event=event, code=door), by=request.user)
    return saved(request, event, "doors", _("Taken back: the link opens nothing any more."))
