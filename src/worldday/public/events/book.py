"""Booking on one page: what was typed is never lost, places are held while it is corrected, and the same form sent twice is one booking."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base.address import client_address
from worldday.base.problems import Invalid, Problem
from worldday.events import checking, links, queries
from worldday.events.actions.booking import Full, book
from worldday.events.actions.holding import hold
from worldday.events.actions.waiting import join
from worldday.events.models import Admission, Booking, BookingState, PartySort, Slot
from worldday.events.slowing import Recent
from worldday.events.telling import link_path
from worldday.people import riddles

from .form import BookingForm
from .found import Found, context, find_to_book

recent = Recent()


@dataclass
class Answer:
    """What the page says beside the form."""

    problem: Problem | None = None
    full: bool = False
    held_until: datetime | None = None
    riddle: riddles.Riddle | None = None


@never_cache
@csrf_exempt  # nobody is signed in: the form's once-only key stands for it, and no cookie is read
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The form for `?slot=` and `?as=group`; sent, it leads to the booking's own page."""
    found = find_to_book(campaign, activity)
    if found.event.admission != Admission.BOOKING:
        raise Http404
    group = _is_group(request, found)
    if request.method == "GET":
        filled = BookingForm(found=found, group=group, initial=_initial(request, found, group=group))
        return _page(request, found, filled, Answer(), _key(request.GET.get("key", "")))
    return _sent(request, found, group=group)


def _is_group(request: HttpRequest, found: Found) -> bool:
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("as") == PartySort.GROUP and bool(found.event.largest_group)


def _initial(request: HttpRequest, found: Found, *, group: bool) -> dict[str, Any]:
    """What is known before: the sitting that was pressed, and the numbers of a hold."""
    said: dict[str, Any] = {"slot": request.GET.get("slot", "")}
    if group:
        said |= {"adults": "", "minors": ""}
    held = _held(request.GET.get("key", ""), found)
    return said | {"slot": held.slot_id, "adults": held.adults, "minors": held.minors} if held else said


def _held(key: str, found: Found) -> Booking | None:
    if not links.is_key(key):
        return None
    held = Booking.objects.filter(key=links.key_number(key), event=found.event.pk, state=BookingState.HELD)
    return held.first()


def _key(given: str) -> str:
    return given if links.is_key(given) else links.new_key()


def _sent(request: HttpRequest, found: Found, *, group: bool) -> HttpResponse:
    key, answer = _key(request.POST.get("key", "")), Answer()
    if again := _made_before(key):
        return redirect(again)
    if _must_answer(request):
        answer.riddle = riddles.make_riddle()
    question = answer.riddle.question if answer.riddle else ""
    filled = BookingForm(request.POST, found=found, group=group, riddle=question)
    if answer.riddle is None:
        booking = _try(request, found, filled, key, answer)
        if booking is not None or answer.held_until is not None:  # places held by a form full of mistakes count, too
            recent.count(client_address(request), time.monotonic())
        if booking is not None:
            return redirect(link_path(booking, booking.details))
    return _page(request, found, filled, answer, key)


def _made_before(key: str) -> str:
    """Where the booking of this form is, if the line broke after it was made."""
    done = Booking.objects.select_related("details").filter(key=links.key_number(key)).exclude(state=BookingState.HELD)
    booking = done.exclude(token="").first()
    return link_path(booking, booking.details) if booking is not None else ""


def _must_answer(request: HttpRequest) -> bool:
    """From a network with many bookings lately, a person shows to be one."""
    if not recent.is_busy(client_address(request), time.monotonic()):
        return False
    return not riddles.is_solved(request.POST.get("riddle_token", ""), request.POST.get("riddle", ""))


def _try(request: HttpRequest, found: Found, filled: BookingForm, key: str, answer: Answer) -> Booking | None:
    """The booking, or None with `filled` and `answer` saying why not."""
    valid = filled.is_valid()
    slot = queries.slot_of(found.event, filled.cleaned_data.get("slot") or 0)
    if slot is None:
        return None
    party = filled.party()
    try:
        if not valid:
            checking.check_party(found.event, party, slot)
            return _keep_places(filled, slot, key, answer)
        return (join if "wait" in request.POST else book)(slot=slot, party=party, key=key)
    except Invalid as invalid:
        _mark(filled, invalid)
        return _keep_places(filled, slot, key, answer)
    except Full as full:
        answer.problem, answer.full = full, True
    except Problem as problem:
        answer.problem = problem
    return None


def _mark(filled: BookingForm, invalid: Invalid) -> None:
    """Every fault beside its field, once; a field that this form does not show speaks for the whole form."""
    known = set(filled.errors)
    for name, said in invalid.errors.items():
        if name not in known:
            filled.add_error(name if name in filled.fields else None, said)


def _keep_places(filled: BookingForm, slot: Slot, key: str, answer: Answer) -> None:
    """While the form is corrected its places are held, if the numbers are right and there are so many."""
    if {"slot", "adults", "minors"} & set(filled.errors):
        return
    try:
        answer.held_until = hold(slot=slot, party=filled.party(), key=key).held_until
    except Full as full:
        answer.problem, answer.full = full, True
    except Problem:
        pass


def _page(request: HttpRequest, found: Found, filled: BookingForm, answer: Answer, key: str) -> HttpResponse:
    prefetch_related_objects([found.event], "activity__roles__unit")  # whom to ask
    more = {
        "form": filled,
        "answer": answer,
        "key": key,
        "notice": found.notice,
        "briefing": found.text("briefing"),
        "wait_first": _only_waiting(found, filled),
    }
    wrong = filled.is_bound
    return render(request, "public/events/book.html", context(found, **more), status=422 if wrong else 200)


def _only_waiting(found: Found, filled: BookingForm) -> bool:
    """The chosen sitting is full: the one button joins its waiting list."""
    chosen = str(filled["slot"].value() or "")
    rows = [row for row in found.bookable if str(row.slot.pk) == chosen] or found.bookable
    return bool(rows) and all(row.standing == "full" for row in rows)
