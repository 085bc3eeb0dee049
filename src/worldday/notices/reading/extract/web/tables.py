"""Tables of a page: real ones as a full grid, those which only arrange the page told apart."""

from collections.abc import Callable, Iterator

from lxml import etree

from worldday.notices.reading.extract import limits

MAX_COLSPAN = 100
MAX_ROWSPAN = 1000
"""Far above any notice; HTML itself caps colspan at 1000 and rowspan at 65534."""
PROSE = 1500
"""Characters in one cell that make it a page column rather than a table cell."""

Place = tuple[int, str]


def text_of(element: etree._Element) -> str:
    """All text under an element as it stands in the markup."""
    return "".join(str(text) for text in element.itertext())


def is_data(element: etree._Element) -> bool:
    """Whether a table holds rows and columns to look up, not the layout of a page."""
    if element.tag != "table" or element.get("role") == "presentation":
        return False
    if next(element.iterdescendants("table"), None) is not None:
        return False
    rows = [list(_cells(row)) for row in _rows(element)]
    wide = sum(1 for row in rows if len(row) > 1)
    longest = max((len(text_of(cell).strip()) for row in rows for cell in row), default=0)
    return wide > 1 and longest < PROSE


def grid_of(table: etree._Element, text_of_cell: Callable[[etree._Element], str]) -> list[list[Place]]:
    """Rows of (identity, text), merged cells in every place they cover."""
    rows: list[list[Place]] = []
    hanging: dict[int, tuple[int, Place]] = {}
    identity = taken = 0
    for row in _rows(table):
        places: list[Place] = []
        for cell in _cells(row):
            _hang(places, hanging)
            identity += 1
            place = (identity, text_of_cell(cell))
            down = _span(cell, "rowspan", MAX_ROWSPAN)
            for _ in range(_span(cell, "colspan", MAX_COLSPAN)):
                if down > 1:
                    hanging[len(places)] = (down, place)
                places.append(place)
        _hang(places, hanging)
        hanging = {column: (left - 1, place) for column, (left, place) in hanging.items() if left > 1}
        rows.append(places)
        taken += len(places)
        limits.refuse_more_cells(taken)
    return rows


def _hang(places: list[Place], hanging: dict[int, tuple[int, Place]]) -> None:
    """Cells from rows above that reach down into the next columns of this row."""
    while len(places) in hanging:
        places.append(hanging[len(places)][1])


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), most)) if text.isdecimal() else 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return row.iterchildren("td", "th")
