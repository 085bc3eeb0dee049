"""Rows held until the transaction ends, always in the order event, slots by number, booking; and the audit row.

A slot is held without its key (`FOR NO KEY UPDATE`): a booking being inserted keeps a share of the slot's key, and the two must
not wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.events.models import Booking, Event, Slot


def locked_event(event: Event) -> Event:
    """The event as it is now, with its activity and campaign."""
    with scope.everything("the caller has fetched it through its permission"):
        held: Event = Event.objects.select_for_update().get(pk=event.pk)
    held.activity = event.activity
    return held


def locked_slot(slot: int) -> Slot:
    """The slot as it is now, with its event."""
    held = _slots([slot])[0]
    held.event = event_of(held.event_id)
    return held


def locked_slots(slots: Iterable[int]) -> dict[int, Slot]:
    """Several, by number, so that two verbs with the same slots never wait for each other."""
    held = _slots(slots)
    for slot in held:
        slot.event = event_of(slot.event_id)
    return {slot.pk: slot for slot in held}


def _slots(slots: Iterable[int]) -> list[Slot]:
    without_key = connection.features.has_select_for_no_key_update
    rows = Slot.objects.select_for_update(no_key=without_key).order_by("pk")
    return [rows.get(pk=pk) for pk in sorted(set(slots))]


def locked_booking(booking: int) -> Booking:
    """The booking as it is now; its slot is held already."""
    return Booking.objects.select_for_update().get(pk=booking)


def event_of(event: int) -> Event:
    """With everything that sentences and audit rows about it need, in one query."""
    with scope.everything("a booking reaches its own event"):
        found: Event = Event.objects.select_related("activity__campaign__owner").get(pk=event)
    return found


def record(action: str, event: Event, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    """An audit row about an event names its activity, which is what people call it."""
    target = event.activity
    path = target.campaign.owner.path
    audit.record(by=by, action=action, target=target, scope_path=path, before=before, after=after)


def record_booking(action: str, booking: Booking, event: Event, by: Actor | None, after: Values | None = None) -> None:
    """An audit row about a booking, `after` saying what is so now; without `by` it was the one who booked."""
    path = event.activity.campaign.owner.path
    audit.record(by=by or Booker(booking), action=action, target=booking, scope_path=path, after=after)


class Booker:
    """Whoever holds the link of a booking: in the audit trail a code and no person."""

    actor_name = "booker"

    def __init__(self, booking: Booking) -> None:
        self.actor_ref = f"booking:{booking.code}"
