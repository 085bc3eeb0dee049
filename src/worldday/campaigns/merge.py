"""Three-way merging and matching, as used when a notice arrives a second time. Pure: no Django, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    ours, theirs = ([(number, fold(name)) for number, name in rows] for rows in (known, incoming))
    found: dict[int, int] = {}
    _pair_equal(ours, theirs, found, key=lambda row: row)
    _pair_equal(ours, theirs, found, key=lambda row: row[1])
    for here, there in _likest(ours, theirs, found):
        if here not in found and there not in found.values():
            found[here] = there
    return found


def _pair_equal(ours: list[Row], theirs: list[Row], found: dict[int, int], *, key: Callable[[Row], object]) -> None:
    waiting: dict[object, list[int]] = {}
    for there, row in _left(ours, found.values()):
        waiting.setdefault(key(row), []).append(there)
    for here, row in _left(theirs, found):
        if waiting.get(key(row)):
            found[here] = waiting[key(row)].pop(0)


def _likest(ours: list[Row], theirs: list[Row], found: dict[int, int]) -> list[tuple[int, int]]:
    """Pairs that may be one activity renamed, the likest first. Compares every row left with every other."""
    scored = []
    for here, (number, name) in _left(theirs, found):
        matcher = SequenceMatcher(None, b=name, autojunk=False)
        for there, (other_number, other) in _left(ours, found.values()):
            enough = ALIKE_WITH_NUMBER if number and number == other_number else ALIKE
            matcher.set_seq1(other)
            # two cheap upper bounds spare nearly all full comparisons
            if matcher.real_quick_ratio() >= enough and matcher.quick_ratio() >= enough and matcher.ratio() >= enough:
                scored.append((-matcher.ratio(), here, there))
    return [(here, there) for _score, here, there in sorted(scored)]


def _left(rows: list[Row], taken: Iterable[int]) -> list[tuple[int, Row]]:
    gone = set(taken)
    return [(place, row) for place, row in enumerate(rows) if place not in gone]
