"""Who is inside, from what the phones at the doors saw: the same records give the same answer in whatever order they come.

Pure. A phone without a line keeps what it saw and sends it later, perhaps twice, perhaps after another phone let the same
people in. Records are put in the order in which things happened: the first that lets a party in counts, whatever follows is
“already inside”, until a record takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Seen:
    """What one phone saw once. `at` is by the server's clock; `number` counts on the phone (`device`) from 1."""

    at: datetime
    device: str
    number: int
    entered: bool  # False: an earlier “came in” is taken back
    persons: int = 1


def standing(records: Iterable[Seen]) -> Seen | None:
    """The record by which a party is inside, or None. A record that came twice counts once."""
    inside: Seen | None = None
    for seen in in_order(records):
        if not seen.entered:
            inside = None
        elif inside is None:
            inside = seen
    return inside


def in_order(records: Iterable[Seen]) -> list[Seen]:
    """As things happened, each once; at one moment, in the order of the phones' own counting."""
    each = {(seen.device, seen.number): seen for seen in records}
    return sorted(each.values(), key=lambda seen: (seen.at, seen.device, seen.number))


def corrected(at_ms: int, sent_ms: int, received_ms: int) -> int:
    """A moment by the phone's clock, told at `sent_ms` of the same clock, as milliseconds of the server's clock.

    A phone may be hours off; how long ago something was, it knows. Nothing lies in the future.
    """
    return received_ms - max(0, sent_ms - at_ms)
