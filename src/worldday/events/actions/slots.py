"""Sittings: added, moved, enlarged, cancelled. Whoever has booked is told."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.changes import change as set_fields
from worldday.base.problems import Problem
from worldday.events.models import LIVE, Booking, BookingState, Event, Slot, WaitingParty
from worldday.events.telling import tell

from .rows import locked_event, locked_slot, record
from .settling import settle

CHANGEABLE = ("site", "name", "name_en", "starts_at", "ends_at", "places")
MOST_SLOTS = 500
AT_A_TIME = 500


@transaction.atomic
def add_slot(*, event: Event, values: Values, by: Actor) -> Slot:
    """Raises `Invalid`, `Problem` beyond `MOST_SLOTS`."""
    event = locked_event(event)
    if event.slots.count() >= MOST_SLOTS:
        raise Problem(_("This event has 500 sittings already. Nothing was added."))
    slot = Slot(event=event, places=0)
    _before, after = set_fields(slot, values, allowed=CHANGEABLE)
    slot.save()
    record("event-slot-added", event, by, after=after)
    return slot


@transaction.atomic
def change_slot(*, slot: Slot, changes: Values, by: Actor) -> Slot:
    """Everybody who has booked is told of another time or site. Raises `Invalid`, `Problem` for fewer places than are taken."""
    slot = locked_slot(slot.pk)
    wanted = changes.get("places", slot.places)
    if wanted < slot.taken:
        raise Problem(
            format_lazy(
                _("{taken} places are taken already; please choose at least so many. Nothing was changed."),
                taken=slot.taken,
            )
        )
    before, after = set_fields(slot, changes, allowed=CHANGEABLE)
    if not after:
        return slot
    slot.save(update_fields=[*after])
    record("event-slot-changed", slot.event, by, before, after)
    if after.keys() & {"starts_at", "ends_at", "site"}:
        mark = f"{clock.wall().timestamp():.0f}"
        for some in live_bookings(slot):
            tell(slot.event, [(booking, None, slot) for booking in some], "moved-slot", mark=mark)
    settle(slot)
    return slot


@transaction.atomic
def cancel_slot(*, slot: Slot, reason: str, by: Actor) -> int:
    """It does not take place: all its bookings end and everybody is told why; how many parties. A second time, nobody.
    Raises `Problem` once it has begun."""
    slot = locked_slot(slot.pk)
    if slot.cancelled:
        return 0
    if clock.now() >= slot.starts_at:
        raise Problem(_("This sitting has begun; it cannot be cancelled any more. Nothing was changed."))
    told = 0
    for some in live_bookings(slot):
        tell(slot.event, [(booking, None, slot) for booking in some], "slot-cancelled", facts={"reason": reason})
        told += len(some)
    WaitingParty.objects.filter(slot=slot).delete()
    live = Booking.objects.filter(slot=slot, state__in=LIVE)
    live.update(state=BookingState.CANCELLED, ended=F("id"), held_until=None, settled_at=clock.now())
    Slot.objects.filter(pk=slot.pk).update(cancelled=True, taken=0, waiting=0)
    record("event-slot-cancelled", slot.event, by, after={"parties": told, "reason": reason})
    return told


@transaction.atomic
def remove_slot(*, slot: Slot, by: Actor) -> None:
    """Only one that nobody ever booked. Raises `Problem`."""
    slot = locked_slot(slot.pk)
    if slot.bookings.exists():
        raise Problem(_("Somebody has booked this sitting. Cancel it, so that everybody is told. Nothing was changed."))
    record("event-slot-removed", slot.event, by, {"starts_at": slot.starts_at.isoformat(), "places": slot.places})
    slot.delete()


def live_bookings(slot: Slot) -> Iterator[list[Booking]]:
    """Parties of a slot that is held who must hear of a change, some at a time."""
    rows = Booking.objects.filter(
        slot=slot, state__in=(BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED)
    )
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield some
        last = some[-1].pk
