"""Looking into a roster: its first rows, its wrong ones, the one to show as a sample."""

from __future__ import annotations

from collections.abc import Iterator

from .checking import Raw, award_of
from .models import Lot, LotPart, PartSort

LOOKED_AT = 3  # parts of 250 rows in which the longest name is looked for


def first_rows(lot: Lot, sort: str, most: int) -> list[Raw]:
    """The first rows of this sort, [number, cells, reasons], as long as they are kept."""
    part = LotPart.objects.filter(lot=lot, sort=sort, done=False).first()
    return list(part.content.get("rows", []))[:most] if part else []


def wrong_rows(lot: Lot) -> Iterator[Raw]:
    """Every row that cannot be issued, in its order."""
    for part in LotPart.objects.filter(lot=lot, sort=PartSort.WRONG).iterator(chunk_size=1):
        yield from part.content.get("rows", [])


def sample_row(lot: Lot, *, longest: bool = False) -> Raw | None:
    """The first right row, or the one with the longest name among the first parts."""
    parts = LotPart.objects.filter(lot=lot, sort=PartSort.RIGHT, done=False)[: LOOKED_AT if longest else 1]
    rows: list[Raw] = [row for part in parts for row in part.content.get("rows", [])]
    if not rows:
        return None
    return max(rows, key=lambda row: len(award_of(lot, row).holder.name)) if longest else rows[0]
