"""Watch time, measured fairly: the page says which stretches it played and how fast, wall time says whether that can be. Pure.

Seeking adds no stretch. A stretch costs its length divided by its rate of the wall time that has really passed since the last
report that was taken in; what costs more than there was is cut off and not believed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .spans import Span, merge, within

SLOWEST, FASTEST = 0.25, 2.0  # rates; what is played faster counts as if played at FASTEST
FORGIVEN_S = 3.0  # a clock that runs fast, a report that was on its way
MOST_STRETCHES = 500  # of one report


@dataclass(frozen=True)
class Played:
    """From second `start` to second `end` of the video, at `rate`."""

    start: float
    end: float
    rate: float = 1.0

    @property
    def cost(self) -> float:
        """Seconds of wall time."""
        return (self.end - self.start) / min(FASTEST, max(SLOWEST, self.rate))


@dataclass(frozen=True)
class Taken:
    """The merged stretches after a report; `spent` seconds of wall time; `refused` seconds of the video were not believed."""

    spans: list[Span]
    spent: float
    refused: float


def stretches_of(said: object) -> list[Played]:
    """A report's `[[start, end, rate] …]`; whatever is no stretch is left out, since pages of any age may be open."""
    rows = said[:MOST_STRETCHES] if isinstance(said, list) else []
    return [Played(*map(float, row)) for row in rows if _is_stretch(row)]


def _is_stretch(row: object) -> bool:
    if not isinstance(row, list) or len(row) not in (2, 3):
        return False
    if not all(
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) for value in row
    ):
        return False
    return 0 <= row[0] < row[1] and (len(row) == 2 or row[2] > 0)


def take(spans: Iterable[Sequence[float]], played: Iterable[Played], *, whole: float, time: float) -> Taken:
    """Add what was played to `spans` of a video that lasts `whole` seconds, when `time` seconds of wall time have passed."""
    left, spent, refused, added = time + FORGIVEN_S, 0.0, 0.0, []
    for stretch in played:
        start, end = max(0.0, stretch.start), min(whole, stretch.end)
        if end <= start:
            continue
        cost = Played(start, end, stretch.rate).cost
        share = min(1.0, max(0.0, left) / cost)
        believed = end if share == 1.0 else start + (end - start) * share
        added.append((start, believed))
        left, spent, refused = left - cost * share, spent + cost * share, refused + end - believed
    return Taken(merge([*within(spans, whole), *added]), spent, refused)
