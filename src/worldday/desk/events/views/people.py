"""One booking: what is known of the party, and what staff do for somebody who called or stands at the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events.change_form import ChangeForm, may_change
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.events.actions import agreeing, changing
from worldday.events.actions.waiting import turn_of
from worldday.events.models import Booking, BookingState, Event
from worldday.events.personal import ages_of, briefed, briefing_digest, names_of
from worldday.people.age_words import AGE_WORDS
from worldday.units.permissions import Permission


def booking_of(event: Event, code: str) -> Booking:
    rows = Booking.objects.select_related("slot__site", "details", "arrival")
    found: Booking = get_object_or_404(rows, event=event, code=code)
    found.event = event
    return found


def booking_page(
    request: DeskRequest, found: Booking, problem: Problem | None = None, form: ChangeForm | None = None
) -> HttpResponse:
    details: Any = getattr(found, "details", None)
    more = {
        "booking": found,
        "details": details,
        "known": bool(details and details.person),
        "arrival": getattr(found, "arrival", None),
        "state": BookingState(found.state).label,
        "turn": turn_of(found) if found.state == BookingState.WAITING else None,
        "scans": found.scans.select_related("door").order_by("at", "pk"),
        "names": names_of(found),
        "ages": [(AGE_WORDS[band], n) for band, n in ages_of(found).items()],
        "briefed": briefed(found.event, details).value,
        "briefing_digest": briefing_digest(found.event),
        "form": form or (ChangeForm(booking=found) if may_change(found) else None),
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


@needs(Permission.RUN_ACTIVITY)
@require_POST
def change(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    """Somebody called: another number of people, another sitting. They are told."""
    found = booking_of(event_for(request.user, code), booking)
    form = ChangeForm(request.POST, booking=found)
    try:
        changing.change(booking=found, wanted=form.wanted(), by=request.user)
    except Problem as problem:
        if not isinstance(problem, Invalid):
            return booking_page(request, found, problem, form)
        if form.is_valid():
            show(form, problem)
        return booking_page(request, found, form=form)
    return _done(request, found, _("Changed, and told."))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def renew_link(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    """The old link opens nothing from now on; the new one goes to the phone and mail that booked, never onto this page."""
    return _pressed(
        request, code, booking, lambda found: changing.renew_link(booking=found, by=request.user),
        _("The old link opens nothing any more; a new one was sent."),
    )  # fmt: skip


@needs(Permission.RUN_ACTIVITY)
@require_POST
def brief(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    """They read the safety briefing at the door."""
    text = request.POST.get("text", "")
    return _pressed(
        request, code, booking, lambda found: agreeing.sign_briefing(booking=found, text=text, by=request.user),
        _("Signed off."),
    )  # fmt: skip


@needs(Permission.RUN_ACTIVITY)
@require_POST
def photos(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    agreed = request.POST.get("photos") == "yes"
    return _pressed(
        request, code, booking, lambda found: agreeing.say_photos(booking=found, agreed=agreed, by=request.user),
        _("Saved."),
    )  # fmt: skip


def _pressed(
    request: DeskRequest, code: str, booking: str, verb: Callable[[Booking], object], said: str | Promise
) -> HttpResponse:
    """One press on the booking's page: done, back to it; refused, the page with the reason."""
    found = booking_of(event_for(request.user, code), booking)
    try:
        verb(found)
    except Problem as problem:
        return booking_page(request, found, problem)
    return _done(request, found, said)


def _done(request: DeskRequest, found: Booking, said: str | Promise) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk_events:booking", found.event.activity.code, found.code)
