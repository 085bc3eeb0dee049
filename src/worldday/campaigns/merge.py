"""Three-way merging and matching, as used when a notice arrives a second time. Pure: no Django, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from worldday.base.text import fold

Values = dict[str, Any]
ALIKE = 0.75  # likeness of folded names from which two rows are one activity renamed …
ALIKE_WITH_NUMBER = 0.5  # … and when they also bear the same number


@dataclass(frozen=True)
class FieldChange:
    field: str
    ours: Any
    theirs: Any
    kept: bool  # people changed it since the notice was last confirmed, so ours stands


def merge(base: Values, ours: Values, theirs: Values) -> list[FieldChange]:
    """Where the new notice (`theirs`) differs from what we have (`ours`), knowing what was last confirmed (`base`).

    A value nobody touched follows the notice; a value people edited is kept. A field without a base was never the
    notice's, so it is kept too.
    """
    return [
        FieldChange(field, ours[field], theirs[field], kept=field not in base or base[field] != ours[field])
        for field in theirs
        if ours[field] != theirs[field]
    ]


def touched(base: Values, ours: Values) -> bool:
    """Whether people changed anything since the notice was last confirmed."""
    return any(ours[field] != base[field] for field in ours if field in base)


Row = tuple[str, str]  # (number, name) of an activity


def match(known: list[Row], incoming: list[Row]) -> dict[int, int]:
    """Which incoming row is which known one, as {incoming index: known index}, one to one.

    Same number and name first, then the same name, then the likest names, a shared number allowing more change.
    """
    found: dict[int, int] = {}
    for same in (_same_row, _same_name):
        for here, row in _left(incoming, found):
            if (there := next((k for k, other in _left(known, found.values()) if same(other, row)), None)) is not None:
                found[here] = there
    scored = [
        (likeness, here, there)
        for here, row in _left(incoming, found)
        for there, other in _left(known, found.values())
        if (likeness := _likeness(other, row)) > 0
    ]
    for _likest, here, there in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if here not in found and there not in found.values():
            found[here] = there
    return found


def _left(rows: list[Row], taken: Iterable[int]) -> list[tuple[int, Row]]:
    gone = set(taken)
    return [(place, row) for place, row in enumerate(rows) if place not in gone]


def _same_row(one: Row, other: Row) -> bool:
    return one[0] == other[0] and fold(one[1]) == fold(other[1])


def _same_name(one: Row, other: Row) -> bool:
    return fold(one[1]) == fold(other[1])


def _likeness(one: Row, other: Row) -> float:
    """0 when the two are different activities, else how like their names are (0–1)."""
    ratio = SequenceMatcher(None, fold(one[1]), fold(other[1]), autojunk=False).ratio()
    same_number = bool(one[0]) and one[0] == other[0]
    return ratio if ratio >= (ALIKE_WITH_NUMBER if same_number else ALIKE) else 0.0
