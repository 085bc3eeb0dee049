"""Erasing somebody at their own request (PIPL art. 47). What was counted stays, parted from the person."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import transaction

from worldday.base import audit, clock
from worldday.base.audit import System

from .models import Consent, Identity, Participant

Part = Callable[[Collection[int]], bool]  # numbers → whether nothing of ours points at them any more
_partings: list[Part] = []


def when_erased(part: Part) -> None:
    """Areas above this one that keep a person's number register here, when their app starts, how they part from it."""
    _partings.append(part)


@transaction.atomic
def erase(*, participant: Participant) -> bool:
    """Forget every identity of this person at once; True when every trace of the number is gone, too.

    While a quiz is still open the number stays until it has closed, because otherwise erasing would win a further try;
    `finish` sees to the rest, and the privacy notice says so.
    """
    row = Participant.objects.select_for_update().get(pk=(participant.merged_into or participant).pk)
    Identity.objects.filter(participant=row).delete()
    Consent.objects.filter(participant_number__in=_numbers(row), withdrawn_at=None).update(withdrawn_at=clock.now())
    row.erased_at = clock.now()
    row.save(update_fields=["erased_at"])
    audit.record(by=System("people"), action="person-erased", target=row, scope_path="")
    return _part(row)


def finish() -> int:
    """Part from whoever asked for it, where that had to wait. Run every day; how many are gone now."""
    waiting = Participant.objects.filter(erased_at__isnull=False, merged_into=None)
    return sum(_part_from(row.pk) for row in waiting)


@transaction.atomic
def _part_from(pk: int) -> bool:
    row = Participant.objects.select_for_update().filter(pk=pk).first()
    return row is not None and _part(row)


def _part(row: Participant) -> bool:
    numbers = _numbers(row)
    parted = [part(numbers) for part in _partings]
    if all(parted):
        Participant.objects.filter(merged_into=row).delete()
        row.delete()
    return all(parted)


def _numbers(row: Participant) -> set[int]:
    return {row.number, *row.merged.values_list("number", flat=True)}
