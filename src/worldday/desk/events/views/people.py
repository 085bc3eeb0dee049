"""One booking: what is known of the party, and cancelling for somebody who called."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.events.actions import changing
from worldday.events.models import Booking, BookingState, Event
from worldday.units.permissions import Permission


def booking_of(event: Event, code: str) -> Booking:
    rows = Booking.objects.select_related("slot__site", "details", "arrival")
    found: Booking = get_object_or_404(rows, event=event, code=code)
    found.event = event
    return found


def booking_page(request: DeskRequest, found: Booking, problem: Problem | None = None) -> HttpResponse:
    more = {
        "booking": found,
        "details": getattr(found, "details", None),
        "arrival": getattr(found, "arrival", None),
        "state": BookingState(found.state).label,
        "scans": found.scans.select_related("door").order_by("at", "pk"),
        "names": [guest.person.get("name", "") for guest in found.guests.all()],
        "problem": problem,
    }
    return page(request, found.event, "booking", "bookings", **more)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def booking(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    return booking_page(request, booking_of(event_for(request.user, code), booking))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def cancel(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    """Somebody called: their places go to whoever waits, and they are told."""
    found = booking_of(event_for(request.user, code), booking)
    try:
        changing.cancel(booking=found, by=request.user)
    except Problem as problem:
        return booking_page(request, found, problem)
    return saved(request, found.event, "bookings", _("Cancelled, and told. The places are free again."))
