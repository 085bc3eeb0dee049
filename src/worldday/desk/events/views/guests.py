"""Guests of a ceremony or forum, and whoever rings up: one by one, or a list that is looked at before anybody is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page
from worldday.desk.events.guest_forms import GuestForm, GuestListForm
from worldday.events.actions.inviting import Added, add_guest, add_guests
from worldday.events.checking import check_guest
from worldday.events.models import Event, Slot
from worldday.events.party import Party
from worldday.people import rosters
from worldday.people.roster_sentences import FAULTS, not_readable
from worldday.units.permissions import Permission

FIELDS = (rosters.NAME, rosters.UNIT, rosters.PHONE, rosters.EMAIL)
MOST = 500  # written in one request; a hall for more is filled by several lists
SALT = "worldday.guest-list"
Row = tuple[int, str, str, str, str]  # its number in the sheet, name, unit, phone, e-mail


@dataclass(frozen=True)
class Checked:
    """A list as it was read: who can be added, and what is wrong with the rest, row by row."""

    good: list[Row]
    wrong: list[tuple[int, list[str]]]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def guests(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, event_for(request.user, code))


def _page(request: DeskRequest, event: Event, **shown: Any) -> HttpResponse:
    forms = {"form": GuestForm(event=event), "upload": GuestListForm(event=event)}
    return page(request, event, "guests", tab="bookings", most=MOST, **{**forms, **shown})


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add(request: DeskRequest, code: str) -> HttpResponse:
    """One guest."""
    event = event_for(request.user, code)
    form = GuestForm(request.POST, event=event)
    if form.is_valid():
        try:
            made = add_guest(slot=_with(event, form.cleaned_data["slot"]), party=form.party(), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("On the list: {code}.").format(code=made.code))
            return redirect("desk_events:guests", code)
    return _page(request, event, form=form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def guest_list(request: DeskRequest, code: str) -> HttpResponse:
    """What the list says, before anything is written or anybody is told."""
    event = event_for(request.user, code)
    upload = GuestListForm(request.POST, request.FILES, event=event)
    if not upload.is_valid():
        return _page(request, event, upload=upload)
    try:
        checked = _checked(upload.cleaned_data["file"].file)
    except rosters.NotReadable as broken:
        upload.add_error("file", not_readable(broken.why, most=MOST))
        return _page(request, event, upload=upload)
    slot = upload.cleaned_data["slot"]
    packed = signing.dumps([slot.pk, checked.good], salt=SALT, compress=True)
    return page(request, event, "guest_list", tab="bookings", checked=checked, slot=slot, packed=packed)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add_list(request: DeskRequest, code: str) -> HttpResponse:
    """The list that was looked at; what stands on it already stays as it is."""
    event = event_for(request.user, code)
    try:
        pk, rows = signing.loads(request.POST.get("list", ""), salt=SALT, max_age=86400)
    except signing.BadSignature:
        raise Http404 from None
    slot = _with(event, get_object_or_404(Slot, event=event, pk=pk))
    try:
        done = add_guests(slot=slot, guests=[_guest(row) for row in rows], by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        _say(request, done)
    return redirect("desk_events:bookings", code)


def _say(request: DeskRequest, done: Added) -> None:
    said = ngettext("{n} guest was added.", "{n} guests were added.", done.added).format(n=done.added)
    messages.success(request, said)
    if done.known:
        messages.info(request, _("On the list before: row {rows}.").format(rows=_rows(done.known)))
    if done.full:
        messages.warning(request, _("No place left for row {rows}.").format(rows=_rows(done.full)))


def _rows(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _with(event: Event, slot: Slot) -> Slot:
    slot.event = event
    return slot


def _guest(row: Row) -> tuple[int, Party]:
    number, name, unit, phone, email = row
    return number, Party(adults=1, name=name, organisation=unit, phone=phone, email=email)


def _checked(file: Any) -> Checked:
    number, headings = rosters.headings_of(file)
    mapping = rosters.guess(headings, FIELDS)
    if rosters.NAME not in mapping:
        raise rosters.NotReadable("headings")
    good, wrong, seen = list[Row](), list[tuple[int, list[str]]](), rosters.Seen()
    for at, cells in rosters.rows_of(file, number, most=MOST):
        values = rosters.picked(cells, mapping)
        one, faults = rosters.person(values, FIELDS)
        if faults:
            wrong.append((at, [str(FAULTS[fault]) for fault in faults]))
        elif first := seen.before(values, at):
            wrong.append((at, [_("The same as row {row}.").format(row=first)]))
        elif said := _refused(row := (at, one.name, one.unit, one.phone, one.email)):
            wrong.append((at, said))
        else:
            good.append(row)
    return Checked(good, wrong)


def _refused(row: Row) -> list[str]:
    """What a booking asks beyond what any roster does."""
    try:
        check_guest(_guest(row)[1])
    except Invalid as invalid:
        return [said for several in invalid.errors.values() for said in several]
    return []
