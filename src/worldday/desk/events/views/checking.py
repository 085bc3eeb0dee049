"""Checking in at the desk, without a phone at the door."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import saved
from worldday.desk.events.views.bookings import bookings_page
from worldday.desk.events.views.people import booking_of
from worldday.events.actions import checking_in, walking_in
from worldday.events.models import Slot, WalkIn
from worldday.events.party import age_field
from worldday.people.ages import BANDS
from worldday.units.permissions import Permission

MOST = checking_in.MOST_PERSONS


def _persons(text: str, otherwise: int) -> int:
    return max(1, min(int(text), MOST)) if text.isdecimal() and len(text) < 5 else otherwise


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0


@needs(Permission.RUN_ACTIVITY)
@require_POST
def enter(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    found = booking_of(event_for(request.user, code), booking)
    persons = _persons(request.POST.get("persons", ""), found.size)
    checking_in.check_in(booking=found, persons=persons, by=request.user)
    messages.success(request, _("Checked in."))
    return redirect("desk_events:booking", code, booking)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def back(request: DeskRequest, code: str, booking: str) -> HttpResponse:
    found = booking_of(event_for(request.user, code), booking)
    checking_in.take_back(booking=found, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("desk_events:booking", code, booking)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def walk_in(request: DeskRequest, code: str) -> HttpResponse:
    """People without a booking: how many, in which sitting."""
    event = event_for(request.user, code)
    chosen = request.POST.get("slot", "")
    slot = get_object_or_404(Slot, event=event, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
    district = request.POST.get("district", "")
    known = district if district in settings.DISTRICTS else ""
    persons = _persons(request.POST.get("persons", ""), 1)
    ages = {band: n for band in BANDS if (n := _whole(request.POST.get(age_field(band), "")))}
    try:
        made = walking_in.walk_in(slot=slot, persons=persons, district=known, ages=ages, by=request.user)
    except Problem as problem:
        return bookings_page(request, event, problem)
    said = ngettext("{n} person counted.", "{n} people counted.", made.persons).format(n=made.persons)
    return saved(request, event, "bookings", said)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def walk_back(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    event = event_for(request.user, code)
    walking_in.take_back_walk(walk=get_object_or_404(WalkIn, slot__event=event, pk=pk), by=request.user)
    return saved(request, event, "bookings", _("Taken back."))
