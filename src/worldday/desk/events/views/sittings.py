"""Sittings: listed, added one by one or as a series, changed, cancelled, and given away when people stay away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import changed, show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.forms import ReasonForm, SeriesForm, SlotForm
from worldday.desk.events.frame import page, saved
from worldday.events import series as pattern
from worldday.events.actions.releasing import release_absent
from worldday.events.actions.series import add_slots
from worldday.events.actions.slots import MOVING, add_slot, cancel_slot, change_slot, parties_of, remove_slot
from worldday.events.attendance import attendance
from worldday.events.models import Event, Slot
from worldday.units.permissions import Permission

SHOWN = 20  # sittings of a series shown before it is made
WHY = {"days": _("The last day lies before the first, or more than a year after it."), "none": _("No day is left."), "many": _("That makes more than 500 sittings; please choose fewer days.")}  # fmt: skip


def _slot(event: Event, pk: int) -> Slot:
    found: Slot = get_object_or_404(Slot.objects.select_related("site"), event=event, pk=pk)
    return found


@needs(Permission.RUN_ACTIVITY)
@require_GET
def sittings(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, event_for(request.user, code))


def _page(request: DeskRequest, event: Event, problem: Problem | None = None) -> HttpResponse:
    return page(request, event, "sittings", count=attendance(event), sites=event.sites.all(), problem=problem)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def slot(request: DeskRequest, code: str, pk: int | None = None) -> HttpResponse:
    """One sitting, new or changed; whoever has booked is told of another hour or place."""
    event = event_for(request.user, code)
    found = _slot(event, pk) if pk else None
    form = SlotForm(request.POST or None, event=event, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                add_slot(event=event, values=form.cleaned_data, by=request.user)
            else:
                changes = changed(form)
                change_slot(slot=found, changes=changes, by=request.user)
                if changes.keys() & MOVING and parties_of(found):
                    return saved(request, event, "sent", _("Saved. Everybody who booked or waits is being told."))
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, "sittings")
    heading = _("Change a sitting") if found else _("New sitting")
    return page(request, event, "form", "sittings", form=form, heading=heading, slot=found)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def series(request: DeskRequest, code: str) -> HttpResponse:
    """First the list of what would be made, then the press that makes it."""
    event = event_for(request.user, code)
    form, shown = SeriesForm(request.POST or None, event=event), {}
    if request.method == "POST" and form.is_valid():
        try:
            times = _times(form)
            if "make" in request.POST:
                said = {"places": form.cleaned_data["places"], "site": form.cleaned_data["site"]}
                made = add_slots(event=event, times=times, by=request.user, **said)
                done = ngettext("{n} sitting was added.", "{n} sittings were added.", made).format(n=made)
                return saved(request, event, "sittings", done)
            shown = {"preview": times[:SHOWN], "number": len(times), "more": max(0, len(times) - SHOWN)}
        except Problem as problem:
            show(form, problem)
    return page(request, event, "series", "sittings", form=form, **shown)


def _times(form: SeriesForm) -> list[Any]:
    said = form.cleaned_data
    try:
        on = pattern.days(said["first"], said["last"], said["weekdays"], said["skip"])
        return [(make_aware(a), make_aware(b)) for a, b in pattern.sittings(on, said["hours"])]
    except pattern.BadSeries as bad:
        raise Problem(WHY[bad.why]) from None


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def cancel(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """A page says how many will be told before anybody is."""
    event = event_for(request.user, code)
    found = _slot(event, pk)
    parties = next(one.parties for one in attendance(event).sittings if one.slot.pk == pk)
    problem = None
    if request.method == "POST":
        form = ReasonForm(request.POST)
        if form.said:
            told = cancel_slot(slot=found, reason=form.said, reason_en=form.said_en, by=request.user)
            done = ngettext("Cancelled; {n} party is told.", "Cancelled; {n} parties are told.", told)
            return saved(request, event, "sent" if told else "sittings", done.format(n=told))
        problem = Problem(_("Please say why: everybody who booked will read it. Nothing was cancelled."))
    return page(request, event, "cancel_slot", "sittings", slot=found, parties=parties, problem=problem)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    event = event_for(request.user, code)
    try:
        remove_slot(slot=_slot(event, pk), by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    return saved(request, event, "sittings")


@needs(Permission.RUN_ACTIVITY)
@require_POST
def release(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """The places of people who have not come, now."""
    event = event_for(request.user, code)
    try:
        freed = release_absent(slot=_slot(event, pk), by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    said = ngettext("The places of {n} party were given away.", "The places of {n} parties were given away.", freed)
    return saved(request, event, "sittings", said.format(n=freed))
