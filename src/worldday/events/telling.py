"""Telling whoever booked what became of it, by text message and e-mail, inside the transaction of the verb that did it.

No account exists: people are reached by what they typed, and the message holds the link that opens their booking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.urls import reverse

from worldday.base import clock
from worldday.messages import outbox
from worldday.messages.letters import Letter, stranger
from worldday.messages.quiet import next_waking

from .models import Booking, Details, Event, Interest, Slot
from .wording import words_for, words_of_interest

OWN = ("booked", "waiting", "changed", "cancelled", "link")
"""What answers a press of the person's own, who is awake; everything else rings by day."""
LATEST = timedelta(hours=1)  # before the beginning: what cannot wait until people are awake rings at night
Row = tuple[Booking, Details | None, Slot]


def tell(
    event: Event, rows: Iterable[Row], occasion: str, *, mark: str = "", facts: Mapping[str, str] | None = None
) -> int:
    """Queue one message for each channel a party can be reached by; how many were new. `mark` tells two events of one
    occasion apart: the same occasion and mark never reach anybody twice. `event` has its activity, campaign and owner."""
    known = list(rows)
    missing = [booking.pk for booking, details, _slot in known if details is None]
    found = Details.objects.in_bulk(missing) if missing else {}
    return outbox.queue(
        _letter(event, (booking, whose, slot), occasion, mark, facts or {})
        for booking, details, slot in known
        if (whose := details or found.get(booking.pk)) is not None
    )


def _letter(
    event: Event, row: tuple[Booking, Details, Slot], occasion: str, mark: str, facts: Mapping[str, str]
) -> Letter:
    booking, details, slot = row
    campaign = event.activity.campaign
    return Letter(
        key=f"event:{occasion}:{booking.code}:{mark}",
        occasion=f"event-{occasion}",
        to=stranger(booking.code, details.language, details.person),
        about=booking.code,
        campaign=campaign.code,
        scope_path=campaign.owner.path,
        said=words_for(occasion, event, slot, booking, language=details.language, facts=facts),
        link=link_path(booking, details),
        rings_at=clock.now() if occasion in OWN else awake(slot),
    )


def tell_interested(event: Event, rows: Iterable[Interest], occasion: str, *, mark: str = "", own: bool = False) -> int:
    """Likewise who had not booked. `own`: it answers a press of theirs."""
    campaign = event.activity.campaign
    return outbox.queue(
        Letter(
            key=f"event:{occasion}:{one.code}:{mark}",
            occasion=f"event-{occasion}",
            to=stranger(one.code, one.language, one.person),
            about=one.code,
            campaign=campaign.code,
            scope_path=campaign.owner.path,
            said=words_of_interest(occasion, event, one),
            link=interest_path(one),
            rings_at=clock.now() if own else None,
        )
        for one in rows
    )


def awake(slot: Slot) -> datetime:
    """When somebody with places in this slot may be rung: by day, unless it begins before."""
    now = clock.now()
    morning = next_waking(now)
    return morning if morning <= slot.starts_at - LATEST else now


def link_path(booking: Booking, details: Details) -> str:
    """The address that opens this booking; "" when its link was erased."""
    secret = details.person.get("link", "")
    return reverse("public:booking", args=[booking.code, secret]) if secret else ""


def interest_path(interest: Interest) -> str:
    """The address of what somebody left who had not booked; "" when its link was erased."""
    secret = interest.person.get("link", "")
    return reverse("public:interest", args=[interest.code, secret]) if secret else ""
