"""Telling many parties: asked for by a press, done by the background in short turns, however many they are.

A batch moves the mailing's `last` on in the transaction that queues its messages: a worker that is killed loses one batch of
work and nobody's message, two workers at one mailing wait for each other, and a party is told once.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.longwork import REST_S
from worldday.events.models import Booking, BookingState, Event, EventState, Interest, Mailing, Slot, Survey
from worldday.events.telling import tell, tell_interested

from .rows import event_of

BATCH = 200  # parties: a few tenths of a second
TURN_S = 2.0  # then the worker's other tasks and jobs have theirs
QUIET = timedelta(minutes=1)  # a mailing that did nothing for longer has lost its worker
WHOM = {
    "booked": (BookingState.BOOKED, BookingState.CAME),
    "absent": (BookingState.BOOKED,),
    "came": (BookingState.CAME,),
    "waiting": (BookingState.WAITING, BookingState.OFFERED),
    "moved": (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING),
    "called-off": (BookingState.CANCELLED,),
    "released": (BookingState.RELEASED,),
}
INTERESTED = "interested"  # who had not booked
SWITCHED = {
    "moved-online": EventState.MOVED_ONLINE,
    "online-link": EventState.MOVED_ONLINE,
    "moved-back": EventState.OPEN,
    "visit-after-all": EventState.OPEN,
}


def post(
    *, event: Event, occasion: str, whom: str, by: Actor, mark: str = "", text: str = "", text_en: str = "",
    slot: Slot | None = None, ended_at: datetime | None = None,
) -> Mailing:  # fmt: skip
    """Inside the caller's transaction: have it told from now on. The same asked for while it is under way is the same mailing."""
    same = Mailing.objects.filter(event=event, occasion=occasion, mark=mark, whom=whom, slot=slot, done_at=None)
    found = same.first()
    if found is None:
        found = Mailing.objects.create(
            event=event, occasion=occasion, mark=mark, whom=whom, slot=slot, ended_at=ended_at, text=text, text_en=text_en,
            parties=recipients(event, whom, slot, ended_at).count(), asked_by=by.actor_ref, asked_name=by.actor_name,
            asked_at=clock.now(), beat_at=clock.wall(),
        )  # fmt: skip
    code = found.code
    transaction.on_commit(lambda: _begin(code))
    return found


def _begin(code: str) -> None:
    from worldday.events.tasks import go_on  # tasks are made of this

    go_on.enqueue(code)


def recipients(event: Event, whom: str, slot: Slot | None = None, ended_at: datetime | None = None) -> QuerySet[Any]:
    """The parties it is for; who left neither phone nor mail hears nothing, nor does whose sitting is over of its moving."""
    if whom == INTERESTED:
        return Interest.objects.filter(event=event, contact__isnull=False)
    rows = Booking.objects.filter(event=event, state__in=WHOM[whom])
    if whom == "moved":
        rows = rows.filter(slot__ends_at__gt=clock.now())
    if ended_at is not None:
        rows = rows.filter(settled_at=ended_at)
    return rows.filter(slot=slot) if slot else rows


def turn(code: str, seconds: float = TURN_S) -> bool:
    """Work on the mailing for about `seconds`; whether there is more to do."""
    until = time.monotonic() + seconds
    asked = Mailing.objects.filter(code=code).values_list("asked_at", flat=True).first()
    day = clock.theirs(localtime(asked).date()) if asked else None
    with scope.everything("the background works for whoever asked"), clock.standing_at(day):
        while _batch(code):
            if time.monotonic() >= until:
                return True
            time.sleep(REST_S)
    return False


def silent() -> list[str]:
    """Codes of mailings whose worker has died."""
    rows = Mailing.objects.filter(done_at=None, beat_at__lt=clock.wall() - QUIET)
    return list(rows.order_by("pk").values_list("code", flat=True)[:20])


@transaction.atomic
def _batch(code: str) -> bool:
    """Tell the next parties; whether there may be more."""
    rows = Mailing.objects.select_for_update(of=("self",)).select_related("slot")
    held = rows.filter(code=code, done_at=None).first()
    if held is None:
        return False
    event = event_of(held.event_id)
    ahead = recipients(event, held.whom, held.slot, held.ended_at).filter(pk__gt=held.last).order_by("pk")
    some = [] if _overtaken(held, event) else _told(held, event, ahead)
    held.beat_at = clock.wall()
    if some:
        held.last, held.told = some[-1].pk, held.told + len(some)
    else:
        held.done_at = clock.now()
    held.save(update_fields=["last", "told", "beat_at", "done_at"])
    return bool(some)


def _told(held: Mailing, event: Event, rows: QuerySet[Any]) -> list[Any]:
    """The next parties, who know it now."""
    if held.whom == INTERESTED:
        some = list(rows[:BATCH])
        tell_interested(event, some, held.occasion, mark=held.mark)
        return some
    some = list(rows.select_related("slot__site")[:BATCH])
    name = "reason" if held.occasion == "slot-cancelled" else "message"
    facts = {name: held.text, f"{name}_en": held.text_en} if held.text else {}
    tell(event, [(one, None, one.slot) for one in some], held.occasion, mark=held.mark, facts=facts)
    return some


def _overtaken(held: Mailing, event: Event) -> bool:
    """What is left of this news would be false: the survey has closed, the event or the sitting moved again, or is over."""
    if held.occasion == "survey":
        survey = Survey.objects.filter(event=event).first()
        return survey is None or not survey.is_open(clock.now())
    if held.occasion == "moved-slot":
        later = Mailing.objects.filter(occasion="moved-slot", slot=held.slot, pk__gt=held.pk)
        return held.slot is None or held.slot.cancelled or later.exists()
    if held.occasion == "released":
        return held.slot is None or clock.now() >= held.slot.ends_at
    state = SWITCHED.get(held.occasion)
    return state is not None and (state != event.state or held.mark != str(event.switches))
