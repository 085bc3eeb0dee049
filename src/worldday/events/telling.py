"""Telling whoever booked what became of it, by text message and e-mail, inside the transaction of the verb that did it.

No account exists: people are reached by what they typed, and the message holds the link that opens their booking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from worldday.base import clock
from worldday.messages import channels, outbox
from worldday.messages.models import Channel
from worldday.messages.outbox import Letter
from worldday.messages.quiet import next_waking

from .models import Booking, Details, Event, Slot
from .wording import Words, words_for

OWN = ("booked", "waiting", "changed", "cancelled", "link")
"""What answers a press of the person's own, who is awake; everything else rings by day."""
LATEST = timedelta(hours=1)  # before the beginning: what cannot wait until people are awake rings at night
Row = tuple[Booking, Details | None, Slot]
AT_A_TIME = 500


def tell(
    event: Event, rows: Iterable[Row], occasion: str, *, mark: str = "", facts: Mapping[str, str] | None = None
) -> int:
    """Queue one message for each channel a party can be reached by; how many were new. `mark` tells two events of one
    occasion apart: the same occasion and mark never reach anybody twice. `event` has its activity, campaign and owner."""
    known = list(rows)
    if not known:
        return 0
    missing = [booking.pk for booking, details, _slot in known if details is None]
    found = Details.objects.in_bulk(missing) if missing else {}
    letters: list[Letter] = []
    for booking, details, slot in known:
        whose = details or found.get(booking.pk)
        if whose is not None and whose.person:
            letters += _letters(event, (booking, whose, slot), occasion, mark, facts or {})
    return outbox.queue(letters) if letters else 0


def _letters(
    event: Event, row: tuple[Booking, Details, Slot], occasion: str, mark: str, facts: Mapping[str, str]
) -> Iterator[Letter]:
    booking, details, slot = row
    path = link_path(booking, details)
    said: Words = words_for(occasion, event, slot, booking, language=details.language, facts=facts)
    campaign = event.activity.campaign
    for channel, address in _reached_by(details):
        yield Letter(
            key=f"event:{occasion}:{booking.code}:{mark}:{channel}",
            occasion=f"event-{occasion}",
            channel=channel,
            to=booking.code,
            to_name=booking.code,  # the log needs no name: the booking has it, as long as it may
            address=address,
            about=booking.code,
            campaign=campaign.code,
            scope_path=campaign.owner.path,
            language=details.language,
            subject=said.subject,
            text=_with_link(said.text, path) if channel == Channel.SMS else said.text,
            link=path,
            facts={**said.facts, "link": f"{settings.PUBLIC_URL}{path}"},
            due_at=None if channel != Channel.SMS or occasion in OWN else awake(slot),
        )


def awake(slot: Slot) -> datetime:
    """When somebody with places in this slot may be rung: by day, unless it begins before."""
    now = clock.now()
    morning = next_waking(now)
    return morning if morning <= slot.starts_at - LATEST else now


def _with_link(text: str, path: str) -> str:
    return f"{text} {settings.PUBLIC_URL}{path}" if path else text


def _reached_by(details: Details) -> Iterator[tuple[str, str]]:
    person: dict[str, Any] = details.person
    if person.get("phone") and channels.channel(Channel.SMS).is_available():
        yield Channel.SMS, person["phone"]
    if person.get("email"):
        yield Channel.EMAIL, person["email"]


def link_path(booking: Booking, details: Details) -> str:
    """The address that opens this booking; "" when its link was erased, or where no public pages are installed."""
    secret = details.person.get("link", "")
    if not secret:
        return ""
    try:
        return reverse("public:booking", args=[booking.code, secret])
    except NoReverseMatch:
        return ""
