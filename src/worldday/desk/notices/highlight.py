"""The notice's text cut into pieces so that every recognised value can be marked where it stands. Pure.

Spans nest and overlap (a unit inside “units, as printed”, a warning across two cells), and HTML cannot overlap: the text
is cut at every border, and each piece knows all spans over it, the innermost first.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A run of text under the same spans; `begins` are the spans whose first piece this is."""

    text: str
    over: tuple[str, ...]
    begins: tuple[str, ...]


def pieces(text: str, spans: Mapping[str, Span]) -> list[Piece]:
    """Cut `text` at the borders of `spans` (name → [start, end)); spans outside the text or empty are left out."""
    sound = {name: (start, end) for name, (start, end) in spans.items() if 0 <= start < end <= len(text)}
    borders = sorted({0, len(text), *(border for span in sound.values() for border in span)})
    begin: dict[int, list[str]] = {}
    for name, (start, _end) in sound.items():
        begin.setdefault(start, []).append(name)
    found, over = [], dict[str, Span]()
    for start, end in itertools.pairwise(borders):
        over = {name: span for name, span in over.items() if span[1] > start}
        over |= {name: sound[name] for name in begin.get(start, ())}
        inner = tuple(sorted(over, key=lambda name: (over[name][1] - over[name][0], name)))
        found.append(Piece(text[start:end], inner, tuple(name for name in inner if name in begin.get(start, ()))))
    return found
