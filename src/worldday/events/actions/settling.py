"""Giving what came free to the waiting list, with the slot held (rows.locked_slot)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F

from worldday.base import clock
from worldday.base.audit import System
from worldday.events import places
from worldday.events.models import Booking, BookingState, Event, EventState, Slot, WaitingParty
from worldday.events.queueing import Waiting, serve
from worldday.events.telling import tell
from worldday.messages.quiet import next_waking

from .rows import record_booking

LAST_OFFER = timedelta(hours=1)  # before the beginning: later nobody would read it in time
FINAL = timedelta(hours=24)  # before the beginning: from then on nobody in the queue is held back for another
LOOKED_AT = 500  # parties at the head of the queue


def settle(slot: Slot) -> list[Booking]:
    """Offer free places of a slot that is held to whose turn it is, tell them, and give the bookings that were offered."""
    now, event = clock.now(), slot.event
    slot.refresh_from_db(fields=["places", "taken", "waiting", "cancelled", "starts_at"])
    if not slot.waiting or slot.cancelled or event.state != EventState.OPEN or now >= slot.starts_at - LAST_OFFER:
        return []
    parties = WaitingParty.objects.filter(slot=slot, booking__state=BookingState.WAITING).select_related("booking")
    queue = {party.pk: party for party in parties.order_by("pk")[:LOOKED_AT]}
    order = [Waiting(party.pk, party.booking.size, party.passed_over) for party in queue.values()]
    turn = serve(slot.left, order, final=now >= slot.starts_at - FINAL)
    for pk, times in turn.passed.items():
        WaitingParty.objects.filter(pk=pk).update(passed_over=F("passed_over") + times)
    return _offer(slot, [queue[pk].booking for pk in turn.served], now)


def _offer(slot: Slot, bookings: Sequence[Booking], now: datetime) -> list[Booking]:
    until = offered_until(slot.event, slot, now)
    offered = []
    for booking in bookings:
        if not places.take_for_queue(slot.pk, booking.size):
            break
        booking.state, booking.held_until, booking.settled_at = BookingState.OFFERED, until, now
        booking.save(update_fields=["state", "held_until", "settled_at"])
        record_booking("booking-offered", booking, slot.event, System("waiting-list"), {"size": booking.size})
        offered.append(booking)
    places.count_waiting(slot.pk, -len(offered))
    tell(slot.event, [(one, None, slot) for one in offered], "offered")
    return offered


def offered_until(event: Event, slot: Slot, now: datetime) -> datetime:
    """Until when an offer stands: the hours the event grants from the moment people are awake, at most until the beginning."""
    return min(next_waking(now) + timedelta(hours=event.offer_hours), slot.starts_at)
