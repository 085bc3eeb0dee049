"""Sittings: added, moved, enlarged, cancelled. Whoever has booked is told, by the background."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.changes import change as set_fields
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.events.models import LIVE, Booking, BookingState, Event, Slot, WaitingParty

from .mailing import WHOM, post
from .rows import held_in_order, locked_event, locked_slot, record
from .settling import settle

CHANGEABLE = ("site", "name", "name_en", "starts_at", "ends_at", "places")
MOST_SLOTS = 500
MOVING = {"site", "starts_at", "ends_at"}  # what people must hear of
TOLD = WHOM["moved"]  # the states of parties that must hear of a change


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
    if after.keys() & MOVING and parties_of(slot):
        post(event=slot.event, occasion="moved-slot", whom="moved", slot=slot, mark=new_code(), by=by)
    settle(slot)
    return slot


@transaction.atomic
def cancel_slot(*, slot: Slot, reason: str, by: Actor, reason_en: str = "") -> int:
    """It does not take place: all its bookings end and everybody is told why; how many parties. A second time, nobody.
    Raises `Problem` once it has begun."""
    slot = locked_slot(slot.pk)
    if slot.cancelled:
        return 0
    if clock.now() >= slot.starts_at:
        raise Problem(_("This sitting has begun; it cannot be cancelled any more. Nothing was changed."))
    told = _end_all(slot, now := clock.now())
    WaitingParty.objects.filter(slot=slot).delete()
    Slot.objects.filter(pk=slot.pk).update(cancelled=True, taken=0, waiting=0)
    record("event-slot-cancelled", slot.event, by, after={"parties": told, "reason": reason})
    if told:
        said = {"text": reason, "text_en": reason_en}
        post(event=slot.event, occasion="slot-cancelled", whom="called-off", slot=slot, ended_at=now, by=by, **said)
    return told


@transaction.atomic
def remove_slot(*, slot: Slot, by: Actor) -> None:
    """Only one that nobody ever booked. Raises `Problem`."""
    slot = locked_slot(slot.pk)
    if slot.bookings.exists():
        raise Problem(_("Somebody has booked this sitting. Cancel it, so that everybody is told. Nothing was changed."))
    record("event-slot-removed", slot.event, by, {"starts_at": slot.starts_at.isoformat(), "places": slot.places})
    slot.delete()


def parties_of(slot: Slot) -> int:
    """How many must hear of a change."""
    return Booking.objects.filter(slot=slot, state__in=TOLD).count()


def _end_all(slot: Slot, now: datetime) -> int:
    """Every booking ends, and forms that are open lead to none; how many parties had booked or waited."""
    live = Booking.objects.filter(slot=slot, state__in=LIVE)
    held_in_order(live)  # as doors do, so that none waits for the other for ever
    ended = {"ended": F("id"), "held_until": None, "settled_at": now}
    live.filter(state=BookingState.HELD).update(state=BookingState.LAPSED, **ended)
    return live.update(state=BookingState.CANCELLED, **ended)
