"""Where an event and its sittings stand at a moment: what the page says and what a verb allows are the same answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from .models import Admission, Event, EventState, Slot


class Standing(StrEnum):
    """What somebody who wants to come meets."""

    NOT_ANNOUNCED = "not-announced"
    INVITATION = "invitation"
    FREE = "free"
    BEFORE = "before"  # booking has not opened yet
    OPEN = "open"
    FULL = "full"  # the waiting list is open
    CLOSED = "closed"  # booking is over, the event is not
    CANCELLED = "cancelled"
    ONLINE = "online"
    OVER = "over"


def of_slot(slot: Slot, event: Event, now: datetime) -> Standing:
    """One sitting."""
    general = _general(event, now)
    if general == Standing.NOT_ANNOUNCED or now >= slot.ends_at:
        return Standing.OVER if general != Standing.NOT_ANNOUNCED else general
    if slot.cancelled:
        return Standing.CANCELLED
    if general is not None:
        return general
    if now >= slot.starts_at:
        return Standing.CLOSED
    return Standing.FULL if slot.waiting or not slot.left else Standing.OPEN


def of_event(event: Event, slots: Iterable[Slot], now: datetime) -> Standing:
    """The event as a whole: what the best of its sittings still offers."""
    general = _general(event, now)
    if general == Standing.NOT_ANNOUNCED:
        return general
    found = {of_slot(slot, event, now) for slot in slots}
    order = (
        *(Standing.OPEN, Standing.FULL, Standing.BEFORE, Standing.ONLINE, Standing.FREE, Standing.INVITATION),
        *(Standing.CLOSED, Standing.OVER, Standing.CANCELLED),
    )
    return next((standing for standing in order if standing in found), general or Standing.OVER)


def _general(event: Event, now: datetime) -> Standing | None:
    """What holds for every sitting that is not over; None = its places decide."""
    by_state = {
        EventState.DRAFT: Standing.NOT_ANNOUNCED,
        EventState.CLOSED: Standing.OVER,
        EventState.MOVED_ONLINE: Standing.ONLINE,
    }
    by_admission = {Admission.INVITATION: Standing.INVITATION, Admission.FREE: Standing.FREE}
    known = by_state.get(EventState(event.state)) or by_admission.get(Admission(event.admission))
    if known is not None:
        return known
    if event.opens_at is not None and now < event.opens_at:
        return Standing.BEFORE
    return Standing.CLOSED if event.closes_at is not None and now >= event.closes_at else None
