"""Doing what a batch is to do to public records: within the transaction of its release, all of it or nothing.

What was decided for a record between review and release is kept: a record that was withdrawn meanwhile is not suspended, and the
release goes on. Such amendments stay in the batch with the reason why they were left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.registry import bulk, grams, indexing
from worldday.registry.amending import FROM, TO, last_day, with_texts
from worldday.registry.models import Amendment, Batch, ChangeKind, LeftOut, Record, RecordChange, RecordState, Registry
from worldday.registry.queries.look import state_today
from worldday.registry.rows import PLACE_BITS, entry_of, put
from worldday.registry.schema import CORE, Field, fields_of, public_fields

from . import claims

WRITTEN = (
    *("number", "number_key", "name", "name_key", "state", "valid_from", "valid_until", "source", "source_url"),
    *("values", "folded", "changed_at"),
)
AT_ONCE = 200


@dataclass(frozen=True)
class Doing:
    """What holds for all amendments of one release."""

    batch: Batch
    registry: Registry
    fields: list[Field]
    shown: frozenset[str]  # keys the public reads
    by: Actor


def do_all(batch: Batch, registry: Registry, by: Actor) -> dict[str, int]:
    """How many were done and how many left out. The caller holds the batch; blocks are held in their order."""
    rows = list(Amendment._base_manager.filter(batch=batch, done_at=None).order_by("record_id"))
    shown = frozenset([*CORE, *(one.key for one in public_fields(registry))])
    doing = Doing(batch, registry, fields_of(registry), shown, by)
    _check_numbers(registry, rows)
    for block, some in groupby(rows, key=lambda row: row.record_id >> PLACE_BITS):
        _do_block(block, list(some), doing)
    left = sum(bool(row.left_out) for row in rows)
    return {"done": len(rows) - left, "left_out": left}


def _check_numbers(registry: Registry, rows: list[Amendment]) -> None:
    """Claims have kept the numbers free; whatever happened, none is given twice. Raises `claims.NumberTaken`."""
    keys = {row.number_key for row in rows if row.number_key}
    if keys and claims.taken(registry.pk, keys, but=[row.record_id for row in rows if row.number_key]):
        raise claims.NumberTaken


def _do_block(block: int, rows: list[Amendment], doing: Doing) -> None:
    """The amendments of one block: records, their tokens, their history."""
    indexing.hold(block)
    found = dict(_held([row.record_id for row in rows]))
    moves, changed, lines = [], [], []
    for row in rows:
        record = found[row.record_id]
        record.registry = doing.registry
        row.done_at, row.left_out = clock.now(), _hindrance(record, row)
        if row.left_out:
            continue
        before = _tokens(record, row, doing.fields)
        _set(record, row, doing.fields)
        moves.append((record.pk, before, _tokens(record, row, doing.fields)))
        changed.append(record)
        lines.append(_line(record, row, doing))
    bulk.update(Record, WRITTEN, changed)
    indexing.move_many(block, moves)
    RecordChange.objects.bulk_create(lines, batch_size=AT_ONCE)
    bulk.update(Amendment, ("done_at", "left_out"), rows)


def _tokens(record: Record, row: Amendment, fields: list[Field]) -> set[str]:
    """By which it is found, as far as the amendment can change it."""
    if row.kind == ChangeKind.CHANGED:
        return indexing.tokens_with(record, fields)
    return {grams.state_token(record.state)}


def _held(pks: list[int]) -> Iterator[tuple[int, Record]]:
    for start in range(0, len(pks), 500):
        rows = Record._base_manager.select_for_update().filter(pk__in=pks[start : start + 500]).order_by("pk")
        yield from ((record.pk, record) for record in rows)


def _hindrance(record: Record, row: Amendment) -> str:
    if record.erased_at:
        return LeftOut.ERASED
    return "" if state_today(record) in FROM[ChangeKind(row.kind)] else LeftOut.STATE


def _set(record: Record, row: Amendment, fields: list[Field]) -> None:
    """The record as it stands from now on."""
    if row.kind == ChangeKind.CHANGED:
        put(record, fields, with_texts(entry_of(record), row.after))
        lift_if_renewed(record)
    else:
        record.state = TO[ChangeKind(row.kind)]
    if row.kind == ChangeKind.EXPIRED:
        end = last_day(row.since or clock.today())
        record.valid_until = max(end, record.valid_from or end)
    record.changed_at = clock.now()


def lift_if_renewed(record: Record) -> None:
    """An expired record whose days go on is valid again."""
    if record.state == RecordState.EXPIRED and (record.valid_until is None or record.valid_until >= clock.today()):
        record.state = RecordState.VALID


def _line(record: Record, row: Amendment, doing: Doing) -> RecordChange:
    """The line of the public history; what is for staff only does not get into it."""
    since: date = row.since or clock.today()
    return RecordChange(
        record=record,
        registry=doing.registry,
        batch=doing.batch,
        kind=row.kind,
        at=clock.now(),
        since=since,
        reason=row.reason,
        source=row.source,
        source_url=row.source_url,
        before={key: text for key, text in row.before.items() if key in doing.shown},
        after={key: text for key, text in row.after.items() if key in doing.shown},
        by_name=doing.by.actor_name,
    )
