"""Counting places: one conditional UPDATE decides, whoever asks at the same moment, and the table's constraint stands behind it."""

from __future__ import annotations

from django.db.models import F, QuerySet

from .models import Slot


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
