"""Reminding people of what they booked, once for each beginning: the hours before that the event says."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from worldday.base import clock, scope

from .actions.rows import event_of
from .models import Booking, BookingState, Details, Event, EventState, Slot
from .telling import tell

AT_A_TIME = 500
FARTHEST = timedelta(days=14)


def remind() -> int:
    """Queue what is due; how many parties were reminded. Safe to run twice, also at once: the message's key is good once."""
    return sum(_remind_slot(slot) for slot in _near())


def _near() -> list[Slot]:
    """Slots of announced events whose hour of reminding has come and which have not begun."""
    now, near = clock.now(), Q(pk__in=[])
    with scope.everything("the worker looks at every event"):
        events = list(Event.objects.filter(state=EventState.OPEN, remind_hours__gt=0).values_list("pk", "remind_hours"))
    for pk, hours in events:
        near |= Q(event=pk, starts_at__lte=now + min(timedelta(hours=hours), FARTHEST))
    return list(Slot.objects.filter(near, starts_at__gt=now, cancelled=False).select_related("site"))


def _remind_slot(slot: Slot) -> int:
    reminded = 0
    event = None
    due = Booking.objects.filter(slot=slot, state=BookingState.BOOKED, made_at__lt=clock.now() - timedelta(hours=1))
    fresh = due.filter(~Q(details__reminded_for=F("slot__starts_at")) | Q(details__reminded_for=None))
    while some := list(fresh.order_by("pk")[:AT_A_TIME]):
        event = event or event_of(slot.event_id)
        with transaction.atomic():
            mark = f"{slot.starts_at.timestamp():.0f}"
            tell(event, [(booking, None, slot) for booking in some], "reminder", mark=mark)
            marked = Details.objects.filter(booking__in=some).update(reminded_for=slot.starts_at)
        reminded += len(some)
        if marked < len(some):
            break
    return reminded
