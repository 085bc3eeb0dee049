"""One's own booking, opened by the link in the message: see, show at the door, change, cancel, accept, be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from worldday.base import clock, scope
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import PUBLISHED
from worldday.events import forgetting, links, queries, when, wording
from worldday.events.actions import agreeing, changing, waiting
from worldday.events.models import Booking, BookingState, EventState
from worldday.events.personal import Briefed, briefed, briefing_digest
from worldday.events.queueing import PATIENCE

from .change import ChangeForm
from .found import Found, find

Verb = Callable[[Booking, Found, HttpRequest], None]


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
    changing.change(booking=mine, wanted=ChangeForm(request.POST, booking=mine, found=found).wanted(found))


@pressed
def brief(mine: Booking, _found: Found, request: HttpRequest) -> None:
    """The safety briefing, signed off after booking: it was written or changed since."""
    agreeing.sign_briefing(booking=mine, text=request.POST.get("text", ""))


@pressed
def photos(mine: Booking, _found: Found, request: HttpRequest) -> None:
    """Consent to photos is taken back, or given."""
    agreeing.say_photos(booking=mine, agreed=request.POST.get("photos") == "yes")


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
    event, ahead = found.event, not mine.ended and clock.now() < mine.slot.starts_at
    more = {
        "secret": secret,
        "problem": problem,
        "form": _change_form(request, mine, found, problem),
        "said": _says(mine, found),
        "turn": waiting.turn_of(mine) if mine.state == BookingState.WAITING else None,
        "patience": PATIENCE,
        "qr_text": links.check_in_text(mine.code),
        "may_change": ahead and mine.state in changing.CHANGEABLE and event.state == EventState.OPEN,
        "may_cancel": not mine.ended and mine.state != BookingState.CAME and clock.now() < mine.slot.ends_at,
        "to_brief": not mine.ended and clock.now() < mine.slot.ends_at and _to_brief(mine, found),
        "briefing": found.text("briefing"),
        "briefing_digest": briefing_digest(event),
        "asks_photos": event.photos and not mine.ended and mine.details.person,
    }
    return render(request, "public/events/mine.html", _context(mine, found) | more, status=422 if problem else 200)


def _change_form(request: HttpRequest, mine: Booking, found: Found, problem: Problem | None) -> ChangeForm:
    """What was typed stays, with every fault beside its field."""
    form = ChangeForm(request.POST if problem and "adults" in request.POST else None, booking=mine, found=found)
    if form.is_bound and form.is_valid() and isinstance(problem, Invalid):
        for name, said in problem.errors.items():
            form.add_error(name if name in form.fields else None, said)
    return form


def _to_brief(mine: Booking, found: Found) -> bool:
    """The briefing as it stands now has not been signed off."""
    return briefed(found.event, mine.details) in (Briefed.NOT_YET, Briefed.EARLIER)


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
    if mine.slot.cancelled:
        return _("Does not take place"), _(
            "This sitting was cancelled. What else can be booked stands on the event's page."
        )
    until = when.moment(mine.held_until, found.language) if mine.held_until else ""
    words = {
        BookingState.BOOKED: (_("Booked"), _("Show this page at the entrance, on the phone or on paper.")),
        BookingState.CAME: (_("Here"), _("Checked in. We hope you like it.")),
        BookingState.OFFERED: (_("Places are free for you"), _("Please accept by %(until)s; after that they go to the next party.") % {"until": until}),
        BookingState.WAITING: (_("On the waiting list"), _("We write to you when places come free for all of you.")),
        BookingState.CANCELLED: (_("Cancelled"), _("These places are free for others. You can book anew on the event's page.")),
        BookingState.RELEASED: (_("Given away"), _released(mine)),
        BookingState.LAPSED: (_("Lapsed"), _("The time to accept ran out, and the places went to the next party. You can join the list again.")),
    }  # fmt: skip
    return words.get(BookingState(mine.state), ("", ""))


def _released(mine: Booking) -> str:
    """How to come all the same, while there is room."""
    left, over = mine.slot.left, clock.now() >= mine.slot.ends_at
    if over:
        return _("The sitting had begun and you were not there, so the places went to others.")
    if not left:
        return _(
            "The sitting had begun and you were not there, so the places went to others. At the entrance they may still have room."
        )
    return ngettext(
        "The sitting has begun and you were not there, so your places are free for others. %(n)s place is left just now: come to "
        "the entrance and show the number below.",
        "The sitting has begun and you were not there, so your places are free for others. %(n)s places are left just now: come "
        "to the entrance and show the number below.",
        left,
    ) % {"n": left}
