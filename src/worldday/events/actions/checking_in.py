"""Taking in what phones at the doors saw: each record once, however often and in whatever order it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.events.arrivals import Seen, standing
from worldday.events.models import Arrival, Booking, BookingState, Door, Event, Scan

from .doors import DoorKeeper, desk_door
from .rows import locked_booking, record
from .walking_in import Walk, take_walks

MOST_PERSONS = 500
EARLIEST = timedelta(days=14)  # a record older than this tells of a broken clock, not of an event


@dataclass(frozen=True)
class Entry:
    """One record of a phone about a booking; `at` by our clock."""

    number: int
    booking: str
    at: datetime
    entered: bool = True
    persons: int = 1


@dataclass(frozen=True)
class Report:
    """What one phone sends at once."""

    device: str
    entries: Sequence[Entry] = ()
    walks: Sequence[Walk] = ()


@transaction.atomic
def take_report(*, door: Door, report: Report, by: Actor | None = None) -> list[int]:
    """Keep what is new of it; the numbers that are kept now, for the phone to let go of. A record of a booking that this
    event does not have is kept nowhere and counts as dealt with: sending it again would change nothing.

    Slots are held before bookings, and both in one order, so that two doors that send at once wait for each other and never
    for ever.
    """
    received = clock.now()
    known = {one.code: one for one in _bookings(door.event, {entry.booking for entry in report.entries})}
    entries = sorted((e for e in report.entries if e.booking in known), key=lambda e: (known[e.booking].pk, e.number))
    walked = take_walks(door=door, device=report.device, walks=report.walks, received=received)
    came = sum(_take(door, report.device, entry, known[entry.booking], received) for entry in entries)
    if came or walked:
        after = {"door": door.name, "records": came, "walk_ins": walked}
        record("event-checked-in", door.event, by or DoorKeeper(door), after=after)
    Door.objects.filter(pk=door.pk).update(seen_at=received)
    return [*(entry.number for entry in report.entries), *(walk.number for walk in report.walks)]


def check_in(*, booking: Booking, persons: int, by: Actor) -> Arrival | None:
    """Somebody at the desk says that this party is here; said twice, the first counts."""
    return _at_desk(booking, by, Entry(1, booking.code, clock.now(), persons=persons))


def take_back(*, booking: Booking, by: Actor) -> None:
    """It was a mistake: the party is not inside."""
    _at_desk(booking, by, Entry(1, booking.code, clock.now(), entered=False))


def _at_desk(booking: Booking, by: Actor, entry: Entry) -> Arrival | None:
    door = desk_door(booking.event)
    take_report(door=door, report=Report(device=f"desk-{new_code()}", entries=[entry]), by=by)
    return Arrival.objects.filter(booking=booking).first()


def _bookings(event: Event, codes: set[str]) -> Iterable[Booking]:
    return Booking.objects.filter(event=event, code__in=codes).order_by("pk")


def _take(door: Door, device: str, entry: Entry, booking: Booking, received: datetime) -> bool:
    """Whether the record was new."""
    locked = locked_booking(booking.pk)
    at = min(max(entry.at, received - EARLIEST), received)
    _scan, made = Scan.objects.get_or_create(
        door=door,
        device=device,
        number=entry.number,
        defaults={
            "booking": locked,
            "entered": entry.entered,
            "persons": min(max(entry.persons, 1), MOST_PERSONS),
            "at": at,
            "received_at": received,
        },
    )
    if made:
        settle(locked)
    return made


def settle(booking: Booking) -> None:
    """Write down what follows from all records of a booking that is locked. A cancelled or released party that was let in
    all the same has come: its places stay with whoever has them now."""
    rows = {(f"{scan.door_id}/{scan.device}", scan.number): scan for scan in booking.scans.all()}
    inside = standing(Seen(r.at, device, number, r.entered, r.persons) for (device, number), r in rows.items())
    if inside is None:
        Arrival.objects.filter(booking=booking).delete()
    else:
        counts = {"scan": rows[inside.device, inside.number], "persons": inside.persons, "at": inside.at}
        Arrival.objects.update_or_create(booking=booking, defaults=counts)
    before, after = (BookingState.BOOKED, BookingState.CAME) if inside else (BookingState.CAME, BookingState.BOOKED)
    if booking.state == before:
        booking.state, booking.settled_at = after, clock.now()
        booking.save(update_fields=["state", "settled_at"])
