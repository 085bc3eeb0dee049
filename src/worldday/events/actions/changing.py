"""Changing and cancelling by the link in the message, or by staff. What comes free goes to the waiting list at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events import links, places
from worldday.events.checking import AlreadyBooked, NotOpen, check_numbers
from worldday.events.models import Booking, BookingState, Details, EventState, PartySort, Slot, WaitingParty
from worldday.events.party import Party
from worldday.events.telling import tell

from .booking import move_places, numbers
from .rows import locked_booking, locked_slot, locked_slots, record_booking
from .settling import settle

TAKEN = (BookingState.HELD, BookingState.OFFERED, BookingState.BOOKED)


class Started(Problem):
    sentence = _("This sitting has begun, so the booking cannot be changed any more. Nothing was changed.")


class Ended(Problem):
    sentence = _("This booking has ended already; nothing was changed. You can book anew on the event's page.")


@dataclass(frozen=True)
class Wanted:
    """What a booking should become."""

    slot: Slot
    adults: int
    minors: int = 0


def change(*, booking: Booking, wanted: Wanted, by: Actor | None = None) -> Booking:
    """Another number of people or another sitting of the same event; until that is certain, the old places stay.

    Raises `Invalid` for the numbers, `Full`, `AlreadyBooked`, `Ended`, `Started`, `NotOpen`.
    """
    try:
        return _change(booking, wanted, by)
    except IntegrityError:
        raise AlreadyBooked from None


@transaction.atomic
def _change(booking: Booking, wanted: Wanted, by: Actor | None) -> Booking:
    slots = locked_slots([booking.slot_id, wanted.slot.pk])
    booking = locked_booking(booking.pk)
    old, new = slots[booking.slot_id], slots[wanted.slot.pk]
    party = Party(wanted.adults, wanted.minors, group=booking.sort == PartySort.GROUP)
    _check(booking, old, new, party)
    if (old.pk, booking.adults, booking.minors) == (new.pk, party.adults, party.minors):
        return booking
    move_places(old.pk, booking.size, new.pk, party.size)
    booking.slot, booking.adults, booking.minors, booking.size = new, party.adults, party.minors, party.size
    booking.save(update_fields=["slot", "adults", "minors", "size"])
    record_booking("booking-changed", booking, new.event, by, numbers(booking))
    Details.objects.filter(booking=booking).update(reminded_for=None)
    tell(new.event, [(booking, None, new)], "changed", mark=links.new_key()[:8])
    settle(old)
    return booking


def _check(booking: Booking, old: Slot, new: Slot, party: Party) -> None:
    now, event = clock.now(), new.event
    if booking.state != BookingState.BOOKED:
        raise Ended
    if old.event_id != new.event_id or new.cancelled or event.state != EventState.OPEN:
        raise NotOpen
    if now >= old.starts_at or now >= new.starts_at:
        raise Started
    check_numbers(event, party, new)


@transaction.atomic
def cancel(*, booking: Booking, by: Actor | None = None, told: bool = True) -> Booking:
    """The party does not come; a second time nothing changes. Raises `Problem` for one that has come."""
    slot = locked_slot(booking.slot_id)
    booking = locked_booking(booking.pk)
    if booking.ended:
        return booking
    if booking.state == BookingState.CAME:
        raise Problem(_("This party has come already; the booking cannot be cancelled. Nothing was changed."))
    before = booking.state
    end(booking, slot, BookingState.CANCELLED)
    record_booking("booking-cancelled", booking, slot.event, by, {"was": str(before), "size": booking.size})
    if told and clock.now() < slot.ends_at:
        tell(slot.event, [(booking, None, slot)], "cancelled")
    settle(slot)
    return booking


def end(booking: Booking, slot: Slot, state: BookingState) -> None:
    """With slot and booking held: it is over in this state, and its places or its turn in the queue are free."""
    if booking.state in TAKEN:
        places.give_back(slot.pk, booking.size)
    if booking.state == BookingState.WAITING:
        places.count_waiting(slot.pk, -1)
    WaitingParty.objects.filter(booking=booking).delete()
    booking.state, booking.ended, booking.held_until = state, booking.pk, None
    booking.settled_at = clock.now()
    booking.save(update_fields=["state", "ended", "held_until", "settled_at"])


@transaction.atomic
def renew_link(*, booking: Booking, by: Actor) -> str:
    """A new secret for the manage link, when the old one fell into wrong hands; the person is told it. Raises `Problem`."""
    slot = locked_slot(booking.slot_id)
    booking = locked_booking(booking.pk)
    details = Details.objects.filter(booking=booking).first()
    if details is None or not details.person:
        raise Problem(_("Nothing is known any more of who made this booking; nothing was changed."))
    secret = links.new_secret()
    details.person = details.person | {"link": secret}
    details.save(update_fields=["person"])
    Booking.objects.filter(pk=booking.pk).update(token=links.digest_of(secret))
    record_booking("booking-link-renewed", booking, slot.event, by)
    tell(slot.event, [(booking, details, slot)], "link", mark=secret[:8])
    return secret
