"""Holds and offers that ran out give their places back: by the worker every half minute, and at once where somebody needs them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Sum

from worldday.base import audit, clock
from worldday.base.audit import System
from worldday.events import places
from worldday.events.models import Booking, BookingState, Slot, WaitingParty
from worldday.events.telling import tell

from .rows import locked_slot
from .settling import settle

RUN_OUT = (BookingState.HELD, BookingState.OFFERED)
AT_A_TIME = 500


def lapse_overdue() -> int:
    """In every slot; how many places came back. Safe to run twice at once."""
    overdue = Booking.objects.filter(clock.has_come("held_until"), state__in=RUN_OUT)
    slots = list(overdue.order_by().values_list("slot", flat=True).distinct()[:AT_A_TIME])
    return sum(lapse_slot(pk) for pk in slots)


def lapse_slot(slot: int) -> int:
    """In one slot; how many places came back. Whose turn it is in the queue is told."""
    if not Booking.objects.filter(clock.has_come("held_until"), slot=slot, state__in=RUN_OUT).exists():
        return 0
    return _lapse(slot)


@transaction.atomic
def _lapse(pk: int) -> int:
    slot = locked_slot(pk)
    overdue = Booking.objects.filter(clock.has_come("held_until"), slot=slot, state__in=RUN_OUT)
    offers = list(overdue.filter(state=BookingState.OFFERED)[:AT_A_TIME])
    rows = Booking.objects.filter(pk__in=list(overdue.values_list("pk", flat=True)[: 4 * AT_A_TIME]))
    freed: int = rows.aggregate(size=Sum("size"))["size"] or 0
    rows.update(state=BookingState.LAPSED, ended=F("id"), held_until=None, settled_at=clock.now())
    WaitingParty.objects.filter(booking__in=offers).delete()
    places.give_back(slot.pk, freed)
    _record(slot, freed)
    tell(slot.event, [(offer, None, slot) for offer in offers], "offer-over")
    settle(slot)
    return freed


def _record(slot: Slot, freed: int) -> None:
    path = slot.event.activity.campaign.owner.path
    audit.record(
        by=System("holds"),
        action="events-lapsed",
        target=slot.event.activity,
        scope_path=path,
        after={"slot": slot.pk, "places": freed},
    )
