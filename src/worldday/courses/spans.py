"""Which parts of something have been seen: stretches of a line, merged and in order. Pure.

A video's line is measured in seconds, a document's in pages (page 3 is the stretch from 2 to 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[float, float]
CLOSE = 0.25  # stretches this near to each other are one: players report their time a few times a second
DIGITS = 2


def merge(spans: Iterable[Sequence[float]]) -> list[Span]:
    """The same line with overlapping, touching and nearly touching stretches made one, in order; empty ones are left out."""
    merged: list[Span] = []
    for start, end in sorted((round(float(a), DIGITS), round(float(b), DIGITS)) for a, b in spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1] + CLOSE:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def length(spans: Iterable[Sequence[float]]) -> float:
    """Of all stretches together; they must be merged."""
    return round(sum(end - start for start, end in spans), DIGITS)


def within(spans: Iterable[Sequence[float]], whole: float) -> list[Span]:
    """What lies between 0 and `whole`."""
    cut = [(max(0.0, float(start)), min(float(whole), float(end))) for start, end in spans]
    return [(start, end) for start, end in cut if end > start]


def percent(spans: Iterable[Sequence[float]], whole: float) -> int:
    """Of a line of length `whole`, rounded down, except that a missing `CLOSE` at its end is forgiven (players stop short)."""
    if whole <= 0:
        return 0
    seen = length(within(spans, whole))
    return 100 if seen + CLOSE >= whole else int(100 * seen / whole)
