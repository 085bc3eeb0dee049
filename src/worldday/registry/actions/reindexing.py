"""Records found by other words, because the schema says so now."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from worldday.base.audit import Actor
from worldday.registry import indexing, rows
from worldday.registry.models import Block, Record, Registry
from worldday.registry.schema import fields_of

from . import reshaping

WORK = "reindex-registry"


def reindex(code: str, _by: Actor) -> str:
    """Block by block; each is found by the old words or by the new ones, never by none. And what does not fit any more is counted."""
    registry: Registry = Registry._base_manager.get(code=code)
    done = 0
    for pk in Block.objects.filter(registry=registry).order_by("pk").values_list("pk", flat=True):
        done += _reindex(pk, registry)
    said = [_("The search index is up to date: {n} records.").format(n=done)]
    count, told = reshaping.misfits(registry)
    if count:
        said.append(_("{n} records do not fit what is asked of new ones; they stay as they are:").format(n=count))
        said += told
    return " ".join(said)


@transaction.atomic
def _reindex(pk: int, registry: Registry) -> int:
    block, fields = indexing.hold(pk), fields_of(registry)
    found = list(Record._base_manager.filter(pk__range=indexing.places_of_block(pk)))
    changed = []
    for record in found:
        folded = rows.folded(record, fields)
        if folded != record.folded:
            record.folded = folded
            changed.append(record)
    Record._base_manager.bulk_update(changed, ["folded"], batch_size=500)
    if block.indexed:
        block.registry = registry
        Block.objects.filter(pk=pk).update(indexed=False)  # nobody sees it: the row is held
        indexing.index_block(block)
    return len(found)
