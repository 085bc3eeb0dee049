"""A part of a page as paragraphs and tables, in reading order."""

import re
from collections.abc import Iterator
from itertools import count

from lxml import etree

from .tables import Place, grid_of, is_data

INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
     "mark", "o:p", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
     "u", "var", "wbr", "img")
)  # fmt: skip
SPACES = re.compile("[ \t\n\r\xa0]+")
EDGES = " \t\n\u3000"

Block = str | list[list[Place]]


def blocks(element: etree._Element) -> Iterator[Block]:
    """Paragraphs as text, tables as grids of (identity, text)."""
    line: list[str] = []
    for piece in _pieces(element):
        if isinstance(piece, str):
            line.append(piece)
            continue
        yield from _flushed(line)
        if piece is not None:
            yield piece
    yield from _flushed(line)


def _pieces(element: etree._Element, label: str = "") -> Iterator[str | list[list[Place]] | None]:
    """Text, tables, and None where a line ends; ``label`` is the number before a list item."""
    if is_data(element):
        yield grid_of(element, _cell_text)
        return
    block = element.tag not in INLINE
    keeps = element.tag == "pre"
    number = count(_first_number(element)) if element.tag == "ol" else None
    if block:
        yield None
    yield label + _shown(element.text, keeps=keeps)
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in {"rt", "rp"}:
            yield from _pieces(child, f"{next(number)}. " if number and child.tag == "li" else "")
        yield _shown(child.tail, keeps=keeps)
    if block:
        yield None


def _flushed(line: list[str]) -> Iterator[str]:
    """The paragraph collected so far, if it has any text, one line per <br>."""
    lines = [SPACES.sub(" ", part).strip(EDGES) for part in "".join(line).split("\n")]
    line.clear()
    text = "\n".join(part for part in lines if part)
    if text:
        yield text


def _shown(text: str | None, *, keeps: bool) -> str:
    return (text or "") if keeps else SPACES.sub(" ", text or "")


def _first_number(element: etree._Element) -> int:
    """Where a browser begins to number the items of an <ol>."""
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() else 1


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(block for block in blocks(cell) if isinstance(block, str))
