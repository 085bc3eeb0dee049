"""Word tables as a full grid (ECMA-376 part 1, 17.4): merged cells stand in every place they cover."""

from collections.abc import Callable, Iterator

from lxml import etree

from worldday.notices.reading.extract import limits

from .inline import is_on
from .names import child, local, value

MAX_SPAN = 63
"""Word's own limit of columns; a larger w:gridSpan is an error or an attack."""
TRANSPARENT = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))

Place = tuple[int, str]


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    """Every w:tc of the table itself, not of tables inside it."""
    for row in _inner(table, "tr"):
        yield from _inner(row, "tc")


def is_layout(table: etree._Element) -> bool:
    """A frame drawn with a table: one column, so there is nothing to look up across."""
    return all(sum(1 for _ in _inner(row, "tc")) <= 1 for row in _inner(table, "tr"))


def grid_of(table: etree._Element, text_of_cell: Callable[[etree._Element], str]) -> list[list[Place]]:
    """Rows of (identity, text); ``text_of_cell`` is called once per visible cell, in order."""
    rows: list[list[Place]] = []
    identity = taken = 0
    for row in _inner(table, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is not None or is_on(child(properties, "hidden")):
            continue
        above = rows[-1] if rows else []
        places: list[Place] = _blank(properties, "gridBefore", identity)
        identity += len(places)
        for cell in _inner(row, "tc"):
            identity += 1
            place = _place(cell, places, above) or (identity, text_of_cell(cell))
            places.extend([place] * _span(child(child(cell, "tcPr"), "gridSpan")))
        rows.append(places)
        taken += len(places)
        limits.refuse_more_cells(taken)
    return rows


def _place(cell: etree._Element, left: list[Place], above: list[Place]) -> Place | None:
    """The cell this one continues: above (w:vMerge) or to the left (w:hMerge); None if it is its own."""
    properties = child(cell, "tcPr")
    down = child(properties, "vMerge")
    if down is not None and value(down) != "restart" and len(left) < len(above):
        return above[len(left)]
    across = child(properties, "hMerge")
    return left[-1] if across is not None and value(across) != "restart" and left else None


def _blank(properties: etree._Element | None, name: str, identity: int) -> list[Place]:
    """Grid columns which a row skips before its first cell."""
    skipped = child(properties, name)
    return [(identity + 1, "")] * _span(skipped) if skipped is not None else []


def _span(element: etree._Element | None) -> int:
    text = value(element) or "1"
    return max(1, min(int(text), MAX_SPAN)) if text.isdecimal() else 1


def _inner(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for node in element:
        found = local(node)
        if found == name:
            yield node
        elif found in TRANSPARENT:
            yield from _inner(node, name)
