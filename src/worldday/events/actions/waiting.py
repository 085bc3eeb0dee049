"""The waiting list: joining, taking an offer, leaving. A party is given all its places or none (events.queueing)."""

from __future__ import annotations

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events import links, places
from worldday.events.checking import AlreadyBooked, NotOpen, check_open, check_party
from worldday.events.models import Booking, BookingState, Slot, WaitingParty
from worldday.events.party import Party
from worldday.events.personal import keep_details
from worldday.events.telling import tell
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind

from .booking import Asked, new_booking, numbers
from .rows import locked_slot, locked_with_slots, record_booking
from .settling import settle


class OfferOver(Problem):
    sentence = _(
        "The time to accept these places is over and they went to the next party. You can join the list again."
    )


def join(*, slot: Slot, party: Party, key: str, by: Actor | None = None) -> Booking:
    """Put the party at the end of the slot's queue. When its places are free already, it has them: the booking comes back as
    booked. Raises `Invalid`, `NotOpen`, `AlreadyBooked`."""
    number = links.key_number(key)
    known = Booking.objects.filter(key=number).exclude(state=BookingState.HELD).first()
    if known is not None:
        return known
    check_open(slot, slot.event)
    check_party(slot.event, party, slot)
    asked = Asked(party, number_of(IdentityKind.PHONE, party.phone), number)
    try:
        return _insert(slot, asked, by)
    except IntegrityError:
        known = Booking.objects.filter(key=number).exclude(state=BookingState.HELD).first()
        if known is not None:
            return known
        raise AlreadyBooked from None


@transaction.atomic
def _insert(slot: Slot, asked: Asked, by: Actor | None) -> Booking:
    if not places.is_announced(slot.event_id):
        raise NotOpen
    held = locked_slot(slot.pk)
    check_open(held, held.event)  # again: it was read before anybody held it
    _let_go(held, asked.key)
    secret = links.new_secret()
    booking = new_booking(held, asked, BookingState.WAITING, secret)
    details = keep_details(booking, held.event, asked.party, secret)
    WaitingParty.objects.create(booking=booking, slot=held, joined_at=clock.now())
    places.count_waiting(held.pk, 1)
    record_booking("booking-waiting", booking, held.event, by, numbers(booking))
    if any(one.pk == booking.pk for one in settle(held)):
        return accept(booking=booking)
    tell(held.event, [(booking, details, held)], "waiting")
    return booking


def _let_go(slot: Slot, key: int) -> None:
    """A hold of fewer places under the same key ends here: the party waits for all of them."""
    hold = Booking.objects.select_for_update().filter(key=key, state=BookingState.HELD, slot=slot).first()
    if hold is not None:
        places.give_back(slot.pk, hold.size)
        hold.delete()


@transaction.atomic
def accept(*, booking: Booking, by: Actor | None = None) -> Booking:
    """Take the places that were offered; a second time nothing changes. Raises `OfferOver`."""
    booking, slots = locked_with_slots(booking)
    slot = slots[booking.slot_id]
    if booking.state in (BookingState.BOOKED, BookingState.CAME):
        return booking
    until = booking.held_until
    if booking.state != BookingState.OFFERED or until is None or clock.now() >= until:
        raise OfferOver
    booking.state, booking.held_until, booking.settled_at = BookingState.BOOKED, None, clock.now()
    booking.save(update_fields=["state", "held_until", "settled_at"])
    WaitingParty.objects.filter(booking=booking).delete()
    record_booking("booking-accepted", booking, slot.event, by)
    tell(slot.event, [(booking, None, slot)], "booked")
    return booking


class Turn(NamedTuple):
    """Where a waiting party stands: its number in the queue, how many people the parties before it are, and how often a
    smaller one behind it was let past because it did not fit."""

    number: int
    people_before: int
    passed_over: int


def turn_of(booking: Booking) -> Turn | None:
    """None for a party that does not wait."""
    mine = WaitingParty.objects.filter(booking=booking).first()
    if mine is None:
        return None
    waiting = WaitingParty.objects.filter(slot=booking.slot_id, booking__state=BookingState.WAITING, pk__lt=mine.pk)
    before = waiting.aggregate(parties=Count("pk"), people=Sum("booking__size"))
    return Turn(before["parties"] + 1, before["people"] or 0, mine.passed_over)
