"""One message of the organiser's own to everybody who has booked."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Booking, BookingState, Event, Slot
from worldday.events.telling import tell

from .rows import event_of, record

LONGEST = 300  # characters: a text message is billed by its length, and read at a glance
AT_A_TIME = 500
WHOM = {
    "booked": (BookingState.BOOKED, BookingState.CAME),
    "absent": (BookingState.BOOKED,),
    "came": (BookingState.CAME,),
    "waiting": (BookingState.WAITING, BookingState.OFFERED),
}


def parties(event: Event, whom: str, slot: Slot | None = None) -> int:
    """How many a message would reach at most; who left neither phone nor mail hears nothing."""
    return _rows(event, whom, slot).count()


@transaction.atomic
def message_all(*, event: Event, text: str, whom: str, by: Actor, slot: Slot | None = None) -> int:
    """Queue `text` for everybody meant; how many parties. The same text goes to nobody twice. Raises `Problem`."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Problem(_("Please write between 1 and 300 characters. Nothing was sent."))
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    told = _tell(event, _rows(event, whom, slot), "message", mark, {"message": text})
    record("event-message-sent", event, by, after={"whom": whom, "parties": told, "text": text})
    return told


@transaction.atomic
def ask_how_it_was(*, event: Event, by: Actor) -> int:
    """Tell everybody who came that the survey is open, once."""
    told = _tell(event, _rows(event, "came"), "survey", "", {})
    record("event-survey-sent", event, by, after={"parties": told})
    return told


def _tell(event: Event, rows: QuerySet[Booking], occasion: str, mark: str, facts: dict[str, str]) -> int:
    event = event_of(event.pk)
    slots = {one.pk: one for one in Slot.objects.filter(event=event).select_related("site")}
    last, told = 0, 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        tell(event, [(one, None, slots[one.slot_id]) for one in some], occasion, mark=mark, facts=facts)
        last, told = some[-1].pk, told + len(some)
    return told


def _rows(event: Event, whom: str, slot: Slot | None = None) -> QuerySet[Booking]:
    rows = Booking.objects.filter(event=event, state__in=WHOM[whom])
    return rows.filter(slot=slot) if slot else rows
