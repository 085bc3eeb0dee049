"""Booking by the form: one transaction, the count of places last, so that a popular sitting is held for a moment only.

One key makes one booking, however often the form is sent; one person has a sitting once, the table says so; and no place is given
that is not there, the conditional UPDATE and a constraint say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.events import links, places, queries
from worldday.events.checking import AlreadyBooked, Full, NotOpen, check_open, check_party
from worldday.events.models import LIVE, Booking, BookingState, Event, PartySort, Slot
from worldday.events.numbering import new_id
from worldday.events.opening import Standing, of_slot
from worldday.events.party import Party
from worldday.events.personal import keep_details
from worldday.events.telling import tell
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind

from .lapsing import lapse_slot
from .rows import locked_booking, locked_slots, record_booking


@dataclass(frozen=True)
class Asked:
    """A form that is good: who asks (`booker`, a person's number), under which once-only `key`."""

    party: Party
    booker: int | None  # None: a guest known by name only
    key: int


UNFINISHED = (BookingState.HELD, BookingState.LAPSED)


def book_at_once(*, slot: Slot, party: Party, key: str, by: Actor | None = None) -> Booking | None:
    """What nearly every form is: new, good, and there are places. `slot`, with its event, may have been read a while ago: the
    count of places looks at both again. None = anything else, and nothing was written; `book`, with fresh rows, says what it is.
    """
    if of_slot(slot, slot.event, clock.now()) != Standing.OPEN:
        return None
    try:
        check_party(slot.event, party, slot)
        return _insert(slot, _asked(party, key), by)
    except (IntegrityError, Problem):
        return None


def book(*, slot: Slot, party: Party, key: str, by: Actor | None = None) -> Booking:
    """Book `slot` (its event loaded) for `party`. The same key gives the same booking, whatever comes with it.

    Raises `Invalid` for the form, `NotOpen`, `Full`, `AlreadyBooked`.
    """
    known = Booking.objects.filter(key=links.key_number(key)).first()
    if known is not None and known.state not in UNFINISHED:
        return known
    if known is None and of_slot(slot, slot.event, clock.now()) != Standing.OPEN:
        slot = _after_refusal(slot, party.size)
    check_party(slot.event, party, slot)
    asked = _asked(party, key)
    for _try in range(2):
        try:
            return _insert(slot, asked, by) if known is None else _complete(known, slot, asked, by)
        except IntegrityError:
            if (found := _after_conflict(slot, asked, by)) is not None:
                return found
        except Full:
            slot = _after_refusal(slot, party.size)
    raise Full


def _asked(party: Party, key: str) -> Asked:
    return Asked(party, number_of(IdentityKind.PHONE, party.phone), links.key_number(key))


def _after_refusal(slot: Slot, size: int) -> Slot:
    """The sitting as it is now, after holds and offers that ran out gave their places back. Raises `NotOpen`, `Full`."""
    lapse_slot(slot.pk)
    now = queries.slot_to_book(slot.pk)
    standing = of_slot(now, now.event, clock.now()) if now is not None else Standing.CANCELLED
    if now is None or standing not in (Standing.OPEN, Standing.FULL):
        raise NotOpen
    if standing == Standing.FULL or now.left < size:
        raise Full
    return now


@transaction.atomic
def _insert(slot: Slot, asked: Asked, by: Actor | None) -> Booking:
    """Raises `IntegrityError` for a key, a person or a number that is there already; `Full` also when `slot` is not as it was read."""
    secret = links.new_secret()
    booking = new_booking(slot, asked, BookingState.BOOKED, secret)
    details = keep_details(booking, slot.event, asked.party, secret)
    record_booking("booking-made", booking, slot.event, by, numbers(booking))
    tell(slot.event, [(booking, details, slot)], "booked")
    if not places.take_if_open(slot, booking.size):
        raise Full
    return booking


def new_booking(slot: Slot, asked: Asked, state: BookingState, secret: str) -> Booking:
    """The bare row with its link; places are not counted yet."""
    now = clock.now()
    return Booking.objects.create(
        id=new_id(), key=asked.key, token=links.digest_of(secret), event_id=slot.event_id, slot=slot,
        booker=asked.booker, nth=_nth(slot.event, asked.booker), state=state, made_at=now, settled_at=now, **counts(asked.party),
    )  # fmt: skip


def counts(party: Party) -> Values:
    """The columns of a booking that come from its party."""
    return {
        "sort": PartySort.GROUP if party.group else PartySort.FAMILY,
        "size": party.size,
        "adults": party.adults,
        "minors": party.minors,
        "district": party.district,
    }


def numbers(booking: Booking) -> Values:
    """What the audit trail says of a booking."""
    return {"slot": booking.slot_id, "adults": booking.adults, "minors": booking.minors}


def _nth(event: Event, booker: int | None) -> int:
    """The lowest number this person has not used among the live bookings of the event. Raises `AlreadyBooked`."""
    if event.bookings_each == 1 or booker is None:
        return 0  # the table refuses a second one
    live = Booking.objects.filter(event_id=event.pk, booker=booker, ended=0)
    used = set(live.values_list("nth", flat=True))
    free = next((n for n in range(event.bookings_each) if n not in used), None)
    if free is None:
        raise AlreadyBooked
    return free


def _after_conflict(slot: Slot, asked: Asked, by: Actor | None) -> Booking | None:
    """Something of the new row was there: the same form before, or the same person; None = neither, so try again."""
    known = Booking.objects.filter(key=asked.key).first()
    if known is not None:
        return _complete(known, slot, asked, by) if known.state in UNFINISHED else known
    if Booking.objects.filter(event_id=slot.event_id, booker=asked.booker, state__in=LIVE).exists():
        raise AlreadyBooked
    return None


def _complete(held: Booking, slot: Slot, asked: Asked, by: Actor | None) -> Booking:
    """The form of a hold has been filled in. A hold that lapsed meanwhile is booked as long as one can book and there are places."""
    try:
        return _finish(held, slot, asked, by)
    except IntegrityError:
        raise AlreadyBooked from None


@transaction.atomic
def _finish(held: Booking, slot: Slot, asked: Asked, by: Actor | None) -> Booking:
    if not places.is_announced(slot.event_id):
        raise NotOpen
    slots = locked_slots([held.slot_id, slot.pk])
    booking = locked_booking(held.pk)
    if booking.state not in UNFINISHED:
        return booking
    kept = booking.size if booking.state == BookingState.HELD else 0
    if not (kept and booking.slot_id == slot.pk):
        check_open(slots[slot.pk], slots[slot.pk].event)
    move_places(booking.slot_id, kept, slot.pk, asked.party.size)
    booking.booker, booking.nth = asked.booker, _nth(slot.event, asked.booker)
    booking.slot, booking.state, booking.ended = slots[slot.pk], BookingState.BOOKED, 0
    booking.held_until, booking.settled_at = None, clock.now()
    secret = links.new_secret()
    for name, value in counts(asked.party).items():
        setattr(booking, name, value)
    booking.token = links.digest_of(secret)
    booking.save()
    details = keep_details(booking, slot.event, asked.party, secret)
    record_booking("booking-made", booking, slot.event, by, numbers(booking))
    tell(slot.event, [(booking, details, slot)], "booked")
    return booking


def move_places(from_slot: int, kept: int, to_slot: int, size: int) -> None:
    """From `kept` places in one sitting to `size` in another or the same. Raises `Full`."""
    if from_slot == to_slot and size <= kept:
        places.give_back(from_slot, kept - size)
        return
    more = size - kept if from_slot == to_slot else size
    if not places.take(to_slot, more):
        raise Full
    if from_slot != to_slot:
        places.give_back(from_slot, kept)
