"""Places held while somebody corrects a form, so that nobody loses them to a mistyped number; abandoned, they come back."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.events import links, places
from worldday.events.checking import Full, NotOpen, check_numbers
from worldday.events.models import Booking, BookingState, Slot
from worldday.events.numbering import new_id
from worldday.events.opening import Standing, of_slot
from worldday.events.party import Party

from .booking import counts, numbers
from .rows import record_booking


def hold(*, slot: Slot, party: Party, key: str, by: Actor | None = None) -> Booking:
    """Hold the party's places for the minutes the event grants; the same key gives the same hold, and never a longer one.

    Until the form is complete nobody knows a person, so the key stands in for one. Raises `Invalid` for the numbers, `NotOpen`,
    `Full`.
    """
    number = links.key_number(key)
    known = Booking.objects.filter(key=number).first()
    if known is not None:
        return known
    standing = of_slot(slot, slot.event, clock.now())
    if standing != Standing.OPEN:
        raise Full if standing == Standing.FULL else NotOpen
    check_numbers(slot.event, party, slot)
    try:
        return _insert(slot, party, number, by)
    except IntegrityError:
        return Booking.objects.get(key=number)


@transaction.atomic
def _insert(slot: Slot, party: Party, key: int, by: Actor | None) -> Booking:
    now = clock.now()
    booking = Booking.objects.create(
        id=new_id(), key=key, event_id=slot.event_id, slot=slot, booker=key, state=BookingState.HELD,
        held_until=now + timedelta(minutes=slot.event.hold_minutes), made_at=now, settled_at=now, **counts(party),
    )  # fmt: skip
    record_booking("booking-held", booking, slot.event, by, numbers(booking))
    if not places.take_if_open(slot, booking.size):
        raise Full
    return booking
