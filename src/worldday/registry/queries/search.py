"""Looking things up by any part of name or number. Exact where that is quick, honest where it is not.

The words' tokens meet block by block; long words are compared once more with the record itself. Nothing is looked at that the
viewer's scope does not show: a block is seen with its batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import F, Sum
from django.db.models.functions import Length

from worldday.registry import grams, postings
from worldday.registry.folding import number_key, words_of
from worldday.registry.models import Batch, Block, Posting, Record, Registry
from worldday.registry.rows import PLACE_BITS

PAGE = 20
LOOKED_AT = 3000  # candidates compared with the record itself; what lies behind needs a closer question
PIECE = 500  # compared at once
LONGEST_QUERY = 100
MOST_TOKENS = 8  # met for one question: as many as words (folding.words_of), so that short words are all among them
SAMPLED = 20  # blocks by which the telling tokens are chosen


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, a state, values of filters (key → value)."""

    text: str = ""
    state: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return words_of(self.text[:LONGEST_QUERY])


@dataclass(frozen=True)
class Found:
    """One page. `total` is exact, or, when `more` is set, what has been counted so far."""

    records: list[Record]
    total: int
    more: bool
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.page < self.pages


@dataclass(frozen=True)
class Places:
    """The places of one block that have all tokens."""

    block: int
    bits: int

    def __len__(self) -> int:
        return self.bits.bit_count()

    def ids(self) -> Iterator[int]:
        return (self.block << PLACE_BITS | place for place in postings.places_of(self.bits))


def search(registries: Sequence[Registry], wanted: Wanted, *, page: int = 1, size: int = PAGE) -> Found:
    """The page of records in these registries that have all words, the newest release first; an exact number before all."""
    words = wanted.words
    candidates = _candidates(registries, wanted, words)
    start = (max(1, page) - 1) * size
    if grams.surely_found(words):
        ids, total, more = list(islice(_ids(candidates, start), size)), sum(map(len, candidates)), False
    else:
        ids, total, more = _compared(candidates, words, start, size)
    records = _in_order(ids)
    if page <= 1 and words and not wanted.filters and not wanted.state:
        records = _exact_first(registries, wanted.text, records, size)
    return Found(records, max(total, len(records)), more, max(1, page), size)


def _candidates(registries: Sequence[Registry], wanted: Wanted, words: list[str]) -> list[Places]:
    """Blocks in the order of the page, each with the places that have all tokens."""
    if wanted.text.strip() and not words:
        return []  # only punctuation was asked for
    blocks = _blocks(registries)
    tokens = _telling(grams.tokens_wanted(words), blocks)
    tokens |= {grams.filter_token(*pair) for pair in wanted.filters.items() if pair[1]}
    tokens |= {grams.state_token(wanted.state)} if wanted.state else set()
    tokens = tokens or {grams.EVERY}
    kept = _postings(tokens, blocks)
    met = (Places(block, postings.meet(kept[block])) for block in blocks if len(kept[block]) == len(tokens))
    return [places for places in met if places.bits]


def _telling(tokens: set[str], blocks: list[int]) -> set[str]:
    """Of many tokens the few that tell most; what only seems to fit is sorted out by comparing with the record itself.

    Two characters a word, and thus a question without long words, never come here with more than MOST_TOKENS.
    """
    if len(tokens) <= MOST_TOKENS:
        return tokens
    rows = Posting.objects.filter(token__in=sorted(tokens), block_id__in=blocks[:SAMPLED])
    sizes = dict(rows.values_list("token").annotate(size=Sum(Length("places"))).order_by())
    return set(sorted(tokens, key=lambda token: sizes.get(token, 0))[:MOST_TOKENS])


def _blocks(registries: Sequence[Registry]) -> list[int]:
    rows = Block.objects.filter(registry__in=registries, indexed=True, batch__in=Batch.objects.all())
    newest = rows.order_by(F("batch__released_at").desc(nulls_first=True), "-batch_id", "pk")
    return list(newest.values_list("pk", flat=True))


def _postings(tokens: set[str], blocks: list[int]) -> dict[int, list[bytes]]:
    """Of each block, the postings of these tokens, shortest first."""
    found: dict[int, list[bytes]] = defaultdict(list)
    wanted = sorted(tokens)
    for start in range(0, len(blocks), 500):
        rows = Posting.objects.filter(token__in=wanted, block_id__in=blocks[start : start + 500])
        for block, places in rows.values_list("block_id", "places"):
            found[block].append(bytes(places))
    for kept in found.values():
        kept.sort(key=len)
    return found


def _ids(candidates: Iterable[Places], start: int = 0) -> Iterator[int]:
    """Ids from the `start`-th on; whole blocks before it are only counted."""
    for places in candidates:
        if start >= len(places):
            start -= len(places)
            continue
        yield from islice(places.ids(), start, None)
        start = 0


def _compared(candidates: list[Places], words: list[str], start: int, size: int) -> tuple[list[int], int, bool]:
    """Candidates that really contain the words: ids of the page, how many there are so far, whether there may be more.

    They are looked at by the piece until the page and the beginning of the next one are known, or LOOKED_AT is reached.
    """
    right: list[int] = []
    every = _ids(candidates)
    for _piece in range(LOOKED_AT // PIECE):
        ids = list(islice(every, PIECE))
        rows = dict(Record.objects.filter(pk__in=ids).values_list("pk", "folded"))
        right += [pk for pk in ids if pk in rows and all(word in rows[pk] for word in words)]
        if len(ids) < PIECE:
            return right[start : start + size], len(right), False
        if len(right) > start + size:
            break
    return right[start : start + size], len(right), next(every, None) is not None


def _in_order(ids: list[int]) -> list[Record]:
    found = {record.pk: record for record in Record.objects.filter(pk__in=ids).select_related("registry", "batch")}
    return [found[pk] for pk in ids if pk in found]


def _exact_first(registries: Sequence[Registry], text: str, records: list[Record], size: int) -> list[Record]:
    key = number_key(text[:LONGEST_QUERY])
    exact = list(
        Record.objects.filter(registry__in=registries, number_key=key).select_related("registry", "batch")[:size]
        if key
        else ()
    )
    first = {record.pk for record in exact}
    return (exact + [record for record in records if record.pk not in first])[:size]
