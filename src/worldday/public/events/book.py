"""Booking on one page: what was typed is never lost, places are held while it is corrected, and the same form sent twice is one booking."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base.address import client_address
from worldday.base.problems import Invalid, Problem
from worldday.events import checking, links, queries
from worldday.events.actions.booking import Full, book, book_at_once
from worldday.events.actions.holding import hold
from worldday.events.actions.sparing import TooOften
from worldday.events.actions.waiting import join
from worldday.events.models import Admission, Booking, BookingState, PartySort, Slot
from worldday.events.slowing import Recent
from worldday.events.telling import link_path
from worldday.people import riddles
from worldday.people.identity import NotAPhone, number_of
from worldday.people.models import IdentityKind

from . import proving
from .form import BookingForm
from .found import Found, context, find_to_book
from .lately import seen_lately

DAY_S = 86_400
MOST_A_DAY = (
    20  # bookings for one number: each sends messages to whoever has it, and can be cancelled and made again at once
)
recent = Recent()
phones = Recent(MOST_A_DAY, DAY_S, of=lambda phone: phone_key(phone or ""))


def phone_key(phone: str) -> str:
    """A number however it was typed, kept in no readable form; "" for none."""
    try:
        return str(number_of(IdentityKind.PHONE, phone))
    except NotAPhone:
        return ""


@dataclass
class Answer:
    """What the page says beside the form."""

    problem: Problem | None = None
    full: bool = False
    held_until: datetime | None = None
    riddle: riddles.Riddle | None = None
    proof: str = ""  # that the phone is theirs
    code_asked: bool = False
    demo_code: str = ""


@never_cache
@csrf_exempt  # nobody is signed in: the form's once-only key stands for it, and no cookie is read
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The form for `?slot=` and `?as=group`; sent, it leads to the booking's own page."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied  # a page of another site would book with its visitors' browsers
    if request.method == "POST" and (made := _at_once(request, campaign, activity)) is not None:
        _count(request)
        return HttpResponseRedirect(link_path(made, made.details))
    found = find_to_book(campaign, activity)
    if found.event.admission != Admission.BOOKING:
        raise Http404
    group = _is_group(request, found)
    if request.method == "GET":
        filled = BookingForm(found=found, group=group, initial=_initial(request, found, group=group))
        return _page(request, found, filled, Answer(), _key(request.GET.get("key", "")))
    return _sent(request, found, group=group)


def _at_once(request: HttpRequest, campaign: str, activity: str) -> Booking | None:
    """The booking of a form as nearly all are: good, sent once, in time, and not from a busy network. None = look at it closely,
    with rows as they are now; those here may be a second old, and the count of places has the last word."""
    key = request.POST.get("key", "")
    if "wait" in request.POST or not links.is_key(key) or _is_busy(request):
        return None
    found = seen_lately(campaign, activity)
    filled = BookingForm(request.POST, found=found, group=_is_group(request, found))
    slot = queries.slot_of(found.event, filled.cleaned_data["slot"]) if filled.is_valid() else None
    return book_at_once(slot=slot, party=filled.party(), key=key) if slot is not None else None


def _is_busy(request: HttpRequest) -> bool:
    now = time.monotonic()
    return recent.is_busy(client_address(request), now) or phones.is_busy(request.POST.get("phone", ""), now)


def _count(request: HttpRequest) -> None:
    now = time.monotonic()
    recent.count(client_address(request), now)
    phones.count(request.POST.get("phone", ""), now)


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
    if (made := _made_before(key)) is not None:
        if _is_of(made, request.POST.get("phone", "")):
            return redirect(link_path(made, made.details))
        key = links.new_key()
    if _must_answer(request, found):
        answer.riddle = riddles.make_riddle()
    question = answer.riddle.question if answer.riddle else ""
    filled = BookingForm(request.POST, found=found, group=group, riddle=question)
    if answer.riddle is None:
        booking = _try(request, found, filled, key, answer)
        mistaken = answer.held_until is not None and not answer.code_asked  # a code has limits of its own
        if mistaken:  # places held by a form full of mistakes count, too
            recent.count(client_address(request), time.monotonic())
        if booking is not None:
            _count(request)
            return redirect(link_path(booking, booking.details))
    return _page(request, found, filled, answer, key)


def _made_before(key: str) -> Booking | None:
    """The booking of this form, if the line broke after it was made."""
    done = Booking.objects.select_related("details").filter(key=links.key_number(key)).exclude(state=BookingState.HELD)
    return done.exclude(token="").first()


def _is_of(booking: Booking, phone: str) -> bool:
    """Whether it was made for this phone. A form's address may hold a key that somebody else knows, and opens nobody's booking."""
    return str(booking.booker) == phone_key(phone)


def _must_answer(request: HttpRequest, found: Found) -> bool:
    """From a network with many bookings lately, or many codes asked for, a person shows to be one."""
    asks_code = found.event.phone_code and proving.is_busy(request)
    if not asks_code and not recent.is_busy(client_address(request), time.monotonic()):
        return False
    return not riddles.is_solved(request.POST.get("riddle_token", ""), request.POST.get("riddle", ""))


def _try(request: HttpRequest, found: Found, filled: BookingForm, key: str, answer: Answer) -> Booking | None:
    """The booking, or None with `filled` and `answer` saying why not."""
    valid = filled.is_valid()
    slot = queries.slot_of(found.event, filled.cleaned_data.get("slot") or 0)
    if slot is None:
        return None
    party = filled.party()
    if found.event.phone_code:
        answer.proof = proving.look(filled, party.phone)
        answer.code_asked = "code" in request.POST and not answer.proof
        party = replace(party, proven=bool(answer.proof))
    try:
        if party.phone and phones.is_busy(party.phone, time.monotonic()):
            raise TooOften
        if not valid:
            checking.check_party(found.event, party, slot)
            return _keep_places(filled, slot, key, answer)
        made = (join if "wait" in request.POST else book)(slot=slot, party=party, key=key)
        if _is_of(made, party.phone):
            return made
        answer.problem = Problem()  # another one's, sent under the same key at this moment
    except Invalid as invalid:
        if valid and set(invalid.errors) == {"code"}:
            _ask_code(request, filled, party.phone, answer)
        _mark(filled, invalid)
        return _keep_places(filled, slot, key, answer)
    except Full as full:
        answer.problem, answer.full = full, True
    except Problem as problem:
        answer.problem = problem
    return None


def _ask_code(request: HttpRequest, filled: BookingForm, phone: str, answer: Answer) -> None:
    """Everything else is right: a code is on its way, or the one that was typed is not the one."""
    answer.code_asked = True
    if filled.has_error("code"):
        return
    try:
        answer.demo_code = proving.send(request, phone)
    except Problem as problem:
        answer.problem = problem


def _mark(filled: BookingForm, invalid: Invalid) -> None:
    """Every fault beside its field, once; a field that this form does not show speaks for the whole form."""
    known = {*filled.errors, "code"}  # it is asked for when all else is right
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
    if answer.code_asked:
        filled.fields["code"].required = True  # said on the page; what was sent before did not need it
    wrong = filled.is_bound
    return render(request, "public/events/book.html", context(found, **more), status=422 if wrong else 200)


def _only_waiting(found: Found, filled: BookingForm) -> bool:
    """The chosen sitting is full: the one button joins its waiting list."""
    chosen = str(filled["slot"].value() or "")
    rows = [row for row in found.bookable if str(row.slot.pk) == chosen] or found.bookable
    return bool(rows) and all(row.standing == "full" for row in rows)
