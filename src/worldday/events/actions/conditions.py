"""“If conditions allow”: one press turns the visit into the online tour, tells everybody, and keeps their interest; one press
turns it back. The background does the telling."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Event, EventState

from .mailing import INTERESTED, post, recipients
from .rows import locked_event, locked_slot, record
from .settling import settle


@transaction.atomic
def move_online(*, event: Event, reason: str, by: Actor, reason_en: str = "") -> Event:
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
    event.state, event.moved_at = EventState.MOVED_ONLINE, clock.now()
    event.moved_reason, event.moved_reason_en = reason.strip()[:300], reason_en.strip()[:400]
    _switched(event, "event-moved-online", by)
    _post(event, "moved-online", by)
    if event.online_url:
        _post(event, "online-link", by, whom=INTERESTED)
    return event


@transaction.atomic
def move_back(*, event: Event, by: Actor) -> Event:
    """The visit takes place on site after all; whoever still has a place or a turn is told, and who left their interest."""
    event = locked_event(event)
    if event.state != EventState.MOVED_ONLINE:
        return event
    event.state, event.moved_at = EventState.OPEN, None
    _switched(event, "event-moved-back", by)
    _post(event, "moved-back", by)
    _post(event, "visit-after-all", by, whom=INTERESTED)
    for pk in event.slots.filter(waiting__gt=0).order_by("pk").values_list("pk", flat=True):
        settle(locked_slot(pk))
    return event


def tell_link(event: Event, by: Actor) -> None:
    """Inside the caller's transaction: the online tour has its address now; who waits for it is told, once for each switch."""
    if event.state == EventState.MOVED_ONLINE:
        _post(event, "online-link", by)
        _post(event, "online-link", by, whom=INTERESTED)


def _switched(event: Event, action: str, by: Actor) -> None:
    event.switches += 1
    event.save(update_fields=["state", "moved_at", "moved_reason", "moved_reason_en", "switches", "updated_at"])
    record(action, event, by, after={"reason": event.moved_reason})


def _post(event: Event, occasion: str, by: Actor, whom: str = "moved") -> None:
    if recipients(event, whom).exists():
        post(event=event, occasion=occasion, mark=str(event.switches), whom=whom, by=by)
