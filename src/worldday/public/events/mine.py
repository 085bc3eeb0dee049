"""One's own booking, opened by the link in the message: see, show at the door, change, cancel, accept, be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from worldday.base import clock, scope
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import PUBLISHED
from worldday.events import forgetting, links, queries, when, wording
from worldday.events.actions import changing, waiting
from worldday.events.models import Booking, BookingState, EventState, PartySort
from worldday.events.opening import Standing

from .form import MOST, OF_GROUP
from .found import Found, find

Verb = Callable[[Booking, Found, HttpRequest], None]


class ChangeForm(forms.Form):
    """Another sitting, or another number of people."""

    slot = forms.TypedChoiceField(label=gettext_lazy("Sitting"), coerce=int)
    adults = forms.IntegerField(label=gettext_lazy("Adults"), min_value=0, max_value=MOST)
    minors = forms.IntegerField(label=gettext_lazy("Under 18"), min_value=0, max_value=MOST)

    def __init__(self, data: Any = None, *, booking: Booking, found: Found) -> None:
        said = {"slot": booking.slot_id, "adults": booking.adults, "minors": booking.minors}
        super().__init__(data, initial=said)
        rows = [row for row in found.rows if row.standing == Standing.OPEN or row.slot.pk == booking.slot_id]
        self.fields["slot"].choices = [(row.slot.pk, f"{row.hours} · {row.words}") for row in rows]
        if booking.sort == PartySort.GROUP:
            for name in ("adults", "minors"):
                self.fields[name].label = OF_GROUP[name]


def opened(code: str, secret: str) -> tuple[Booking, Found]:
    """The booking and its event; 404 for every other link, and once the campaign is not public any more."""
    with scope.everything("the link is the permission"):
        booking = queries.booking_by_link(code, secret)
        if booking is None or booking.event.activity.campaign.state not in PUBLISHED:
            raise Http404
        activity = booking.event.activity
    return booking, find(activity.campaign.slug, activity.code)


@never_cache
@require_safe
def booking(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    mine, found = opened(code, secret)
    return _page(request, mine, found, secret)


def pressed(verb: Verb) -> Callable[..., HttpResponse]:
    """One press of the page: done, back to it; refused, the page with the reason."""

    @never_cache
    @csrf_exempt  # the secret in the address says who asks; no cookie does
    @require_POST
    @wraps(verb)
    def view(request: HttpRequest, code: str, secret: str) -> HttpResponse:
        mine, found = opened(code, secret)
        try:
            verb(mine, found, request)
        except Problem as problem:
            return _page(request, mine, found, secret, problem=problem)
        return redirect("public:booking", code, secret)

    return view


@pressed
def accept(mine: Booking, _found: Found, _request: HttpRequest) -> None:
    waiting.accept(booking=mine)


@pressed
def cancel(mine: Booking, _found: Found, _request: HttpRequest) -> None:
    changing.cancel(booking=mine)


@pressed
def change(mine: Booking, found: Found, request: HttpRequest) -> None:
    form = ChangeForm(request.POST, booking=mine, found=found)
    if not form.is_valid():
        raise Invalid({name: list(said) for name, said in form.errors.items()})
    given = form.cleaned_data
    slot = queries.slot_of(found.event, given["slot"])
    if slot is None:
        raise Http404
    changing.change(booking=mine, wanted=changing.Wanted(slot, given["adults"], given["minors"]))


@never_cache
@csrf_exempt  # likewise
@require_POST
def forget(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Everything about the person is erased at once; the link opens nothing any more."""
    mine, found = opened(code, secret)
    forgetting.forget(booking=mine)
    return render(request, "public/events/forgotten.html", _context(mine, found))


def _page(
    request: HttpRequest, mine: Booking, found: Found, secret: str, problem: Problem | None = None
) -> HttpResponse:
    bound = request.POST if problem is not None and "adults" in request.POST else None
    more = {
        "secret": secret,
        "problem": problem,
        "form": ChangeForm(bound, booking=mine, found=found),
        "said": _says(mine, found),
        "ahead": waiting.ahead_of(mine) if mine.state == BookingState.WAITING else 0,
        "qr_text": links.check_in_text(mine.code),
        "may_change": mine.state == BookingState.BOOKED and clock.now() < mine.slot.starts_at and found.event.state == EventState.OPEN,
        "may_cancel": not mine.ended and mine.state != BookingState.CAME and clock.now() < mine.slot.ends_at,
    }  # fmt: skip
    return render(request, "public/events/mine.html", _context(mine, found) | more, status=422 if problem else 200)


def _context(mine: Booking, found: Found) -> dict[str, Any]:
    return {
        "mine": mine,
        "found": found,
        "event": found.event,
        "activity": found.activity,
        "campaign": found.campaign,
        "hours": when.span(mine.slot.starts_at, mine.slot.ends_at, found.language),
        "where": wording.place_of(mine.slot, found.language),
        "people": wording.people(mine.size, found.language),
        "texts": {name: found.text(name) for name in ("announcement", "bring", "safety", "access", "online_text")},
    }


def _says(mine: Booking, found: Found) -> tuple[str, str]:
    """The state of the booking in a word or two, and what to do."""
    if found.event.state == EventState.MOVED_ONLINE and not mine.ended:
        return _("Online instead"), _(
            "Conditions do not allow the visit. Your place is kept in case it can take place after all."
        )
    until = when.moment(mine.held_until, found.language) if mine.held_until else ""
    words = {
        BookingState.BOOKED: (_("Booked"), _("Show this page at the entrance, on the phone or on paper.")),
        BookingState.CAME: (_("Here"), _("Checked in. We hope you like it.")),
        BookingState.OFFERED: (_("Places are free for you"), _("Please accept by %(until)s; after that they go to the next party.") % {"until": until}),
        BookingState.WAITING: (_("On the waiting list"), _("We write to you when places come free for all of you.")),
        BookingState.CANCELLED: (_("Cancelled"), _("These places are free for others. You can book anew on the event's page.")),
        BookingState.RELEASED: (_("Given away"), _("The sitting had begun and you were not there, so the places went to others. At the entrance they may still have room.")),
        BookingState.LAPSED: (_("Lapsed"), _("The time to accept ran out, and the places went to the next party. You can join the list again.")),
    }  # fmt: skip
    return words.get(BookingState(mine.state), ("", ""))
