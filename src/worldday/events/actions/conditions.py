"""“If conditions allow”: one press turns the visit into the online tour, tells everybody, and keeps their interest; one press
turns it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, longwork
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Booking, BookingState, Event, EventState, Slot
from worldday.events.telling import tell

from .rows import event_of, locked_event, locked_slot, record
from .settling import settle

WORK = "tell-event-moved"
AT_ONCE = 500  # parties that are told within the press; more of them the worker tells
TOLD = (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)


@transaction.atomic
def move_online(*, event: Event, reason: str, by: Actor) -> Event:
    """Everybody booked or waiting is told and keeps place and turn, should conditions allow the visit after all.

    Raises `Problem` without an online tour to go to or without a reason.
    """
    event = locked_event(event)
    if event.state == EventState.MOVED_ONLINE:
        return event
    if not event.online_url and not event.online_text:
        raise Problem(_("Please say first where the online tour is, or how it works. Nothing was changed."))
    if event.state != EventState.OPEN:
        raise Problem(_("Only an event that has been announced can move online. Nothing was changed."))
    if not reason.strip():
        raise Problem(_("Please write why, in one sentence: everybody who booked will read it. Nothing was changed."))
    event.state, event.moved_at, event.moved_reason = EventState.MOVED_ONLINE, clock.now(), reason.strip()[:300]
    return _switched(event, "event-moved-online", by)


@transaction.atomic
def move_back(*, event: Event, by: Actor) -> Event:
    """The visit takes place on site after all; whoever still has a place or a turn is told."""
    event = locked_event(event)
    if event.state != EventState.MOVED_ONLINE:
        return event
    event.state, event.moved_at = EventState.OPEN, None
    event = _switched(event, "event-moved-back", by)
    for pk in event.slots.filter(waiting__gt=0).order_by("pk").values_list("pk", flat=True):
        settle(locked_slot(pk))
    return event


def _switched(event: Event, action: str, by: Actor) -> Event:
    event.switches += 1
    event.save(update_fields=["state", "moved_at", "moved_reason", "switches", "updated_at"])
    record(action, event, by, after={"reason": event.moved_reason})
    if Booking.objects.filter(event=event, state__in=TOLD).count() <= AT_ONCE:
        tell_moved(event)
    else:
        longwork.ask(name=WORK, target=event.code, by=by)
    return event


def tell_in_background(code: str, _by: Actor) -> str:
    """The work `WORK`, for many parties."""
    event = event_of(Event.objects.values_list("pk", flat=True).get(code=code))
    return str(_("{parties} parties were told.")).format(parties=tell_moved(event))


def tell_moved(event: Event) -> int:
    """Tell everybody how the event stands now; how many parties. Nobody twice of one press, however often it is run."""
    occasion = "moved-online" if event.state == EventState.MOVED_ONLINE else "moved-back"
    slots = {slot.pk: slot for slot in Slot.objects.filter(event=event).select_related("site")}
    rows, last, told = Booking.objects.filter(event=event, state__in=TOLD), 0, 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        tell(event, [(one, None, slots[one.slot_id]) for one in some], occasion, mark=str(event.switches))
        last, told = some[-1].pk, told + len(some)
    return told
