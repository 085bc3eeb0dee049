"""Writing the search index: a whole block at once for an import, a single record's tokens otherwise."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction

from . import bulk, grams, postings
from .models import Block, Posting, Record, Registry
from .rows import PLACE_BITS, tokens_of
from .schema import Field, fields_of

AT_ONCE = 4000  # postings written in one transaction: other writers get their turn between
TURN_S = 0.2  # how long a worker that met another one waits at most before it begins again
PLACE = (1 << PLACE_BITS) - 1


def index_block(block: Block) -> bool:
    """Write all postings of a block nobody sees yet; whether they are all there now.

    Killed in between it is begun again: nothing is found twice. Two workers at one block get into each other's way, which the table
    or the count at the end tells; then the block is not called indexed, and one of them begins again.
    """
    with transaction.atomic():
        if hold(block.pk).indexed:
            return True
        Posting.objects.filter(block=block).delete()
    found = _tokens_of_block(block, filters_of(block.registry))
    rows = [(block.pk, token, postings.pack(places)) for token, places in found.items()]
    try:
        for start in range(0, len(rows), AT_ONCE):
            with transaction.atomic():
                bulk.insert(Posting, ("block", "token", "places"), rows[start : start + AT_ONCE])
    except IntegrityError:
        time.sleep(random.uniform(0, TURN_S))  # noqa: S311  not in step with the other one
        return False
    return _call_indexed(block, len(rows))


@transaction.atomic
def _call_indexed(block: Block, postings_written: int) -> bool:
    hold(block.pk)
    complete = Posting.objects.filter(block=block).count() == postings_written
    if complete:
        Block.objects.filter(pk=block.pk).update(indexed=True)
    return complete


def filters_of(registry: Registry) -> list[Field]:
    return [one for one in fields_of(registry) if one.filtered and one.public]


def _tokens_of_block(block: Block, filters: list[Field]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = Record._base_manager.filter(pk__range=places_of_block(block.pk)).order_by("pk")
    for pk, folded, state, values in rows.values_list("pk", "folded", "state", "values").iterator(chunk_size=5000):
        tokens = grams.tokens_of_text(folded)
        tokens |= grams.tokens_of_facts(state, {one.key: values.get(one.key, "") for one in filters})
        place = pk & PLACE
        for token in tokens:
            found[token].append(place)
    return found


def places_of_block(block: int) -> tuple[int, int]:
    """First and last id a record of this block can have."""
    return block << PLACE_BITS, (block << PLACE_BITS) + PLACE


def move(record: Record, *, before: set[str], after: set[str]) -> None:
    """One record is found by other tokens from now on. The caller holds the row of its block."""
    move_many(record.pk >> PLACE_BITS, [(record.pk, before, after)])


@transaction.atomic
def move_many(block: int, moves: Iterable[tuple[int, set[str], set[str]]]) -> None:
    """Records of one block: (id, tokens until now, tokens from now on). Each posting is written once, however many records."""
    gone, new = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for pk, before, after in moves:
        for token in before - after:
            gone[token].append(pk & PLACE)
        for token in after - before:
            new[token].append(pk & PLACE)
    kept = []
    for one in _postings(block, gone.keys() | new.keys()):
        added = new.pop(one.token, ())
        one.places = postings.changed(bytes(one.places), add=added, remove=gone.get(one.token, ()))
        kept.append(one)
    bulk.update(Posting, ["places"], [one for one in kept if one.places])
    empty = [one.pk for one in kept if not one.places]
    for start in range(0, len(empty), 500):
        Posting.objects.filter(pk__in=empty[start : start + 500]).delete()
    fresh = [Posting(block_id=block, token=token, places=postings.pack(places)) for token, places in new.items()]
    Posting.objects.bulk_create(fresh, batch_size=500)


def _postings(block: int, tokens: Iterable[str]) -> Iterator[Posting]:
    wanted = sorted(tokens)
    for start in range(0, len(wanted), 500):
        yield from Posting.objects.filter(block_id=block, token__in=wanted[start : start + 500])


def tokens(record: Record) -> set[str]:
    """All tokens of a record as it stands now; nothing for one that is not to be found any more."""
    return tokens_with(record, fields_of(record.registry))


def tokens_with(record: Record, fields: list[Field]) -> set[str]:
    """The same for many records of one registry, whose `fields` are read once."""
    return tokens_of(record, fields)


def hold(block: int) -> Block:
    """The block's row, locked: whoever changes its postings waits here for one another."""
    return Block.objects.select_for_update().get(pk=block)
