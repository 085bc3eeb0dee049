"""Records written by hand, while nobody but staff sees them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.problems import Invalid
from worldday.registry import indexing, postings
from worldday.registry.folding import number_key
from worldday.registry.models import Batch, Block, Record, Registry
from worldday.registry.rows import PLACE_BITS, put, row_of
from worldday.registry.schema import Entry, Schema, fields_of

from .claims import NumberTaken, check_unclaimed, share
from .holding import batch_in_preparation, held_record, record_audit, registry_of


@transaction.atomic
def add_record(*, batch: Batch, entry: Entry, by: Actor) -> Record:
    """One more record in a batch. Raises `Invalid`, `NumberTaken`, `AlreadySeen`."""
    held = batch_in_preparation(batch, by)
    registry = registry_of(held)
    _check(Schema.of(registry), entry)
    block = _block_by_hand(held)
    made = row_of(held, fields_of(registry), entry, block=block.pk, place=block.used)
    made.registry = registry
    save_record(made, new=True)
    Block.objects.filter(pk=block.pk).update(used=F("used") + 1)
    Batch._base_manager.filter(pk=held.pk).update(size=F("size") + 1)
    indexing.move(made, before=set(), after=indexing.tokens(made))
    record_audit("record-added", made, registry, by, after={"number": made.number, "batch": held.name})
    return made


def _block_by_hand(batch: Batch) -> Block:
    """The block of what is typed in; the batch's row is held, so no second one is made."""
    block = Block.objects.filter(batch=batch, intake=None, used__lt=postings.PLACES).first()
    if block is None:
        block = Block.objects.create(registry_id=batch.registry_id, batch=batch, indexed=True)
    return block


def _check(schema: Schema, entry: Entry) -> None:
    if faults := schema.faults(entry):
        raise Invalid({"entry": faults})


def save_record(record: Record, *, new: bool, numbered: str | None = None) -> None:
    """`numbered` is the key of the number it has had until now. Raises `NumberTaken`."""
    renumbered = record.number_key != numbered
    if renumbered:
        share(record.registry_id)
    try:
        with transaction.atomic():
            record.save(force_insert=new, force_update=not new)
    except IntegrityError:
        if record.number_key and _taken(record):
            raise NumberTaken from None
        raise
    if renumbered:
        check_unclaimed(record)


def _taken(record: Record) -> bool:
    with scope.everything("a number is taken, whoever sees its record"):
        rows = Record.objects.filter(registry_id=record.registry_id, number_key=number_key(record.number))
        return bool(rows.exclude(pk=record.pk).exists())


@transaction.atomic
def rewrite(*, record: Record, entry: Entry, by: Actor) -> Record:
    """Change what nobody has seen yet; no public history comes of it."""
    held, registry = _unseen(record, by)
    _check(Schema.of(registry), entry)
    before, was, numbered = indexing.tokens(held), _said(held), held.number_key
    put(held, fields_of(registry), entry)
    save_record(held, new=False, numbered=numbered)
    indexing.move(held, before=before, after=indexing.tokens(held))
    record_audit("record-rewritten", held, registry, by, before=was, after=_said(held))
    return held


@transaction.atomic
def remove(*, record: Record, by: Actor) -> None:
    """Take a record out of its batch, as if it had never been written."""
    held, registry = _unseen(record, by)
    indexing.move(held, before=indexing.tokens(held), after=set())
    Batch._base_manager.filter(pk=held.batch_id).update(size=F("size") - 1)
    record_audit("record-removed", held, registry, by, before=_said(held))
    held.delete()


def _unseen(record: Record, by: Actor) -> tuple[Record, Registry]:
    """The record and its registry; batch, block and record are held, in this order. Raises `AlreadySeen`."""
    batch = batch_in_preparation(record.batch, by)
    indexing.hold(record.pk >> PLACE_BITS)
    held = held_record(record)
    held.registry = registry_of(batch)
    return held, held.registry


def _said(record: Record) -> dict[str, str]:
    return {"number": record.number, "name": record.name}
