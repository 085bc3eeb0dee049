"""Counting places: one conditional UPDATE decides, whoever asks at the same moment, and the table's constraint stands behind it."""

from __future__ import annotations

from django.db import connection
from django.db.models import F, QuerySet

from worldday.base import clock

from .models import Slot

# As SQL, because the ORM knows no FOR SHARE: whoever changes an event waits for the bookings that are being made, and finds
# them; whoever books waits for the change, and is refused. On SQLite one writes at a time anyway.
ANNOUNCED = "SELECT id FROM events_event WHERE id = %s AND state = 'open'"
BOOKABLE = f"{ANNOUNCED} AND admission = 'booking' AND (opens_at IS NULL OR opens_at <= %s) AND (closes_at IS NULL OR closes_at > %s)"
TAKE = (
    "UPDATE events_slot SET taken = taken + %s WHERE id = %s AND taken + %s <= places AND waiting = 0 AND NOT cancelled"
    " AND starts_at = %s AND ends_at = %s AND coalesce(site_id, 0) = %s AND starts_at > %s"
)


def take_if_open(slot: Slot, size: int) -> bool:
    """Take `size` places of a sitting that can be booked at this very moment, and is when and where `slot` says: its row, and
    that of its event, may have been read a while ago. False when anything of that is not so, or there are too few places."""
    written = connection.ops.adapt_datetimefield_value
    now = written(clock.now())
    as_read = written(slot.starts_at), written(slot.ends_at), slot.site_id or 0
    values = size, slot.pk, size, *as_read, now, slot.event_id, now, now
    with connection.cursor() as cursor:
        cursor.execute(f"{TAKE} AND event_id IN ({BOOKABLE}{_shared()})", values)
        return bool(cursor.rowcount)


def is_announced(event: int) -> bool:
    """Whether the event takes place as announced, and does so until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ANNOUNCED}{_shared()}", [event])
        return cursor.fetchone() is not None


def _shared() -> str:
    return " FOR SHARE" if connection.features.has_select_for_update else ""


def take(slot: int, size: int) -> bool:
    """Take `size` places for somebody who comes from outside; False when there are not so many, when parties wait for what
    comes free, or when the sitting is cancelled."""
    return _take(Slot.objects.filter(pk=slot, waiting=0), size)


def take_for_queue(slot: int, size: int) -> bool:
    """Likewise for a party of the waiting list, whose turn it is."""
    return _take(Slot.objects.filter(pk=slot), size)


def _take(rows: QuerySet[Slot], size: int) -> bool:
    free = rows.filter(cancelled=False, taken__lte=F("places") - size)
    return bool(free.update(taken=F("taken") + size))


def give_back(slot: int, size: int) -> None:
    """Places that nobody has any more."""
    if size:
        Slot.objects.filter(pk=slot).update(taken=F("taken") - size)


def count_waiting(slot: int, change: int) -> None:
    """More or fewer parties wait."""
    if change:
        Slot.objects.filter(pk=slot).update(waiting=F("waiting") + change)
