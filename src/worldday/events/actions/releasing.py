"""Giving the places of people who did not come to those who did, some minutes after the beginning; the absent are told."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.events import places
from worldday.events.models import Booking, BookingState, Event, EventState, Slot

from .mailing import post
from .rows import held_in_order, locked_slot, record

DAY = timedelta(days=1)


def release_due() -> int:
    """In every slot whose minutes are over, of events that give places away; how many parties. Run by the worker."""
    now = clock.now()
    with scope.everything("the worker looks at every event"):
        events = list(Event.objects.filter(release_minutes__isnull=False, state=EventState.OPEN))
    asked = Q(pk__in=[])
    for event in events:
        asked |= Q(event=event, starts_at__lte=now - timedelta(minutes=event.release_minutes or 0))
    due = Slot.objects.filter(asked, starts_at__gt=now - DAY, ends_at__gt=now, cancelled=False)
    absent = due.filter(bookings__state=BookingState.BOOKED).distinct()
    return sum(release_absent(slot=slot, by=System("release")) for slot in absent)


@transaction.atomic
def release_absent(*, slot: Slot, by: Actor) -> int:
    """Give away the places of everybody in this slot who has not come, and tell them how to come all the same; how many parties.
    Raises `Problem` before it begins."""
    slot = locked_slot(slot.pk)
    now = clock.now()
    if now < slot.starts_at:
        raise Problem(_("The sitting has not begun yet; nobody is absent. Nothing was changed."))
    absent = held_in_order(Booking.objects.filter(slot=slot, state=BookingState.BOOKED))
    freed = sum(size for _pk, size in absent)
    rows = Booking.objects.filter(pk__in=[pk for pk, _size in absent])
    released = rows.update(state=BookingState.RELEASED, ended=F("id"), settled_at=now)
    places.give_back(slot.pk, freed)
    if released:
        record("events-released", slot.event, by, after={"parties": released, "places": freed})
        post(event=slot.event, occasion="released", whom="released", slot=slot, mark=new_code(), ended_at=now, by=by)
    return released
