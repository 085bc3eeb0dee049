"""How large a text may be to fit its place, estimated from its characters. Pure.

Estimates lean to the wide side, so that what is said to fit does fit; laying out several sizes to find one that fits would double
the time a certificate takes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MM = 72 / 25.4
NARROW, BROAD = 0.56, 0.8  # em of a small and of a capital Latin letter, at most, in the wider of our faces
AVERAGE = 0.47  # em of small letters and blanks in running text
LINE = 1.66  # em from line to line


@lru_cache(maxsize=512)  # the words of a design are the same on thousands of papers
def ems(text: str, narrow: float = NARROW) -> float:
    """Width of one line of `text` in its own size."""
    return sum(_em(character, narrow) for character in text)


def size_for(text: str, width_mm: float, sizes: Sequence[float], *, tracking: float = 0.0) -> float:
    """The largest of `sizes` (points) at which the text stands on one line; the smallest when none does. `tracking` in em."""
    wide = ems(text) + tracking * len(text)
    return next((size for size in sizes if wide * size <= width_mm * MM), sizes[-1])


def height(paragraphs: Sequence[tuple[str, float]], width_mm: float) -> float:
    """Points that paragraphs of (text, size) take at most, one below the other."""
    return sum(_lines(text, size, width_mm) * size * LINE + size * 0.7 for text, size in paragraphs if text)


def _lines(text: str, size: float, width_mm: float) -> int:
    return math.ceil((ems(text, AVERAGE) + 2) * size * 1.08 / (width_mm * MM))  # a word that does not fit leaves a gap


def _em(character: str, narrow: float) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    return BROAD if character.isupper() or character in "mwMW@%&—…" else narrow
