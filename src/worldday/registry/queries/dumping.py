"""All public records of a registry, piece by piece: a million of them never stand in memory together."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.registry.indexing import places_of_block
from worldday.registry.models import Batch, BatchState, Block, Record, Registry

PIECE = 2000


def public_records(registry: Registry) -> Iterator[Record]:
    """In the order they came in. What is released meanwhile is left out: the whole batch or nothing of it."""
    batches = Batch.objects.filter(registry=registry, state=BatchState.RELEASED)
    seen = dict(batches.values_list("pk", "released_at"))
    last = -1
    while piece := list(_after(registry, last)):
        last = piece[-1].pk
        yield from (record for record in piece if record.batch_id in seen)


def _after(registry: Registry, last: int) -> Iterator[Record]:
    """The next records of the registry's public blocks; each block is one range of ids."""
    blocks = (
        Block.objects.filter(
            registry=registry, batch__state=BatchState.RELEASED, used__gt=0, pk__gte=max(0, last >> 16)
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for pk in blocks.iterator(chunk_size=100):
        first, end = places_of_block(pk)
        rows = Record.objects.filter(pk__gt=max(last, first - 1), pk__lte=end).order_by("pk")[:PIECE]
        if found := list(rows):
            yield from found
            return
