"""Rows held until the transaction ends, always in the order event, slots by number, booking; and the audit row.

Both are held without their keys (`FOR NO KEY UPDATE`): a booking being inserted keeps a share of the keys of its event and slot,
and the two must not wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db import connection, transaction
from django.db.models import QuerySet

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.events.models import Booking, Event, Interest, Slot


def locked_event(event: Event) -> Event:
    """The event as it is now, with its activity and campaign."""
    with scope.everything("the caller has fetched it through its permission"):
        held: Event = Event.objects.select_for_update(no_key=_without_key()).get(pk=event.pk)
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
    rows = Slot.objects.select_for_update(no_key=_without_key()).order_by("pk")
    return [rows.get(pk=pk) for pk in sorted(set(slots))]


def _without_key() -> bool:
    return connection.features.has_select_for_no_key_update


def locked_booking(booking: int) -> Booking:
    """The booking as it is now; its slot is held already."""
    return Booking.objects.select_for_update().get(pk=booking)


class _Moved(Exception):
    """To another sitting, before the rows were held."""


def locked_with_slots(booking: Booking, *more: int) -> tuple[Booking, dict[int, Slot]]:
    """The booking as it is now with its sitting, and `more` sittings. Whoever read it a while ago may have read another sitting."""
    while True:
        slot = Booking.objects.values_list("slot_id", flat=True).get(pk=booking.pk)
        with suppress(_Moved), transaction.atomic():  # the wrong sitting is let go when this is undone
            return _with_slots(booking.pk, [slot, *more])


def _with_slots(booking: int, wanted: Iterable[int]) -> tuple[Booking, dict[int, Slot]]:
    slots = locked_slots(wanted)
    held = locked_booking(booking)
    if held.slot_id not in slots:
        raise _Moved
    return held, slots


def held_in_order(bookings: QuerySet[Booking]) -> list[tuple[int, int]]:
    """(key, size) of those that are still so once they are held: what doors let in meanwhile is not among them."""
    rows = bookings.select_for_update().order_by("pk")
    return list(rows.values_list("pk", "size"))


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


def record_interest(action: str, interest: Interest, event: Event) -> None:
    """An audit row about what somebody left who had not booked; it is always their own press."""
    audit.record(by=Booker(interest), action=action, target=interest, scope_path=event.activity.campaign.owner.path)


class Booker:
    """Whoever holds the link of a booking, or of an interest: in the audit trail a code and no person."""

    actor_name = "booker"

    def __init__(self, booked: Booking | Interest) -> None:
        self.actor_ref = f"{booked._meta.model_name}:{booked.code}"
