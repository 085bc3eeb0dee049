"""Validity ends by itself: the day after, the record says so and its history too."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from worldday.base import audit, clock
from worldday.base.audit import System
from worldday.registry import indexing
from worldday.registry.models import BatchState, ChangeKind, Record, RecordChange, RecordState, Registry
from worldday.registry.rows import PLACE_BITS

A_TURN = 500  # records each time the job comes round: it is short, and comes again


def expire_due() -> int:
    """Record what has expired, public records only; how many."""
    rows = Record._base_manager.filter(
        state=RecordState.VALID, valid_until__lt=clock.today(), batch__state=BatchState.RELEASED
    )
    due = list(rows.order_by("valid_until").values_list("pk", "registry_id")[:A_TURN])
    done: dict[int, int] = {}
    for pk, registry in due:
        done[registry] = done.get(registry, 0) + _expire(pk)
    for registry, count in done.items():
        _tell(registry, count)
    return sum(done.values())


@transaction.atomic
def _expire(pk: int) -> int:
    indexing.hold(pk >> PLACE_BITS)
    record: Record = Record._base_manager.select_for_update().get(pk=pk)
    if record.state != RecordState.VALID or record.valid_until is None or record.valid_until >= clock.today():
        return 0
    record.registry = Registry._base_manager.get(pk=record.registry_id)
    before = indexing.tokens(record)
    record.state, record.changed_at = RecordState.EXPIRED, clock.now()
    record.save(update_fields=["state", "changed_at"])
    indexing.move(record, before=before, after=indexing.tokens(record))
    RecordChange.objects.create(
        record=record,
        registry_id=record.registry_id,
        kind=ChangeKind.EXPIRED,
        at=clock.now(),
        since=record.valid_until + timedelta(days=1),
        by_name="",
    )
    return 1


def _tell(registry: int, count: int) -> None:
    found: Registry = Registry._base_manager.select_related("owner").get(pk=registry)
    if count:
        audit.record(
            by=System("registry"),
            action="records-expired",
            target=found,
            scope_path=found.owner.path,
            after={"expired": count},
        )
