"""Lines and tables of successive pages as one running text."""

from itertools import pairwise

from worldday.notices.reading.extract.builder import Builder

from .layout import Sheet, Table
from .lines import Line, continues, glued

INDENT = 0.6
"""In font sizes: a line that begins further in than this begins a paragraph."""
LOOSE = 0.9
"""In font sizes: more space than this above a line, beyond the usual, parts paragraphs."""


class Flow:
    """Joins lines into paragraphs and the parts of a table cut by a page end."""

    def __init__(self, builder: Builder, sheets: list[Sheet]) -> None:
        self._builder = builder
        self._margins = {size: _margins(sheets, size) for size in {_size(sheet) for sheet in sheets}}
        self._text = ""
        self._last: Line | None = None
        self._table: Table | None = None

    def sheet(self, sheet: Sheet) -> None:
        """Add one page."""
        left, right = self._margins[_size(sheet)]
        first = True
        for item in sheet.items:
            if isinstance(item, Table):
                self._add_table(item, may_continue=first)
            else:
                self._add_line(item, left, right, turned=first)
            first = False

    def finish(self) -> None:
        """Write out what is still held back."""
        if self._last is not None:
            self._builder.paragraph(self._text)
        self._last = None
        if self._table is not None:
            self._builder.table(self._table.rows)
        self._table = None

    def _add_line(self, line: Line, left: float, right: float, *, turned: bool) -> None:
        last = self._last
        if last is not None and self._joins(last, line, left, right, turned=turned):
            self._text = glued(self._text, line.text)
        else:
            self.finish()
            self._text = line.text
        self._last = line

    def _joins(self, last: Line, line: Line, left: float, right: float, *, turned: bool) -> bool:
        starts_left = line.x0 <= left + INDENT * line.size
        # A line that itself stands far to the right is a signature or a day, never broken text.
        from_left = last.x0 <= left + 3 * last.size
        near = turned or last.y0 - line.y1 < LOOSE * line.size
        return starts_left and from_left and near and continues(last, line, right)

    def _add_table(self, table: Table, *, may_continue: bool) -> None:
        held = self._table
        if held is None or not may_continue or not _same_columns(held, table):
            self.finish()
            self._table = table
            return
        rows = table.rows[1:] if _texts(table.rows[0]) == _texts(held.rows[0]) else table.rows
        shift = 1 + max(identity for row in held.rows for identity, _ in row)
        rows = [[(identity + shift, text) for identity, text in row] for row in rows]
        if rows and _is_rest(rows[0], held.rows[-1]):
            held.rows[-1] = [(a, glued(b, d)) for (a, b), (_, d) in zip(held.rows[-1], rows.pop(0), strict=True)]
        held.rows += rows


def _is_rest(row: list[tuple[int, str]], above: list[tuple[int, str]]) -> bool:
    """The lower part of a row cut by the page end: its number stands in the upper part."""
    return len(row) > 2 and not row[0][1] and bool(above[0][1]) and any(text for _, text in row)


def _same_columns(one: Table, other: Table) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) < 6 for a, b in zip(one.xs, other.xs, strict=True))


def _texts(row: list[tuple[int, str]]) -> list[str]:
    return [text for _, text in row]


def _size(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.width), round(sheet.height)


def _margins(sheets: list[Sheet], size: tuple[int, int]) -> tuple[float, float]:
    """Left and right edge of the type area on pages of one size, single stray lines not counted."""
    lines = [item for sheet in sheets if _size(sheet) == size for item in sheet.items if isinstance(item, Line)]
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    return _supported(lefts), _supported(rights)


def _supported(edges: list[float]) -> float:
    """The outermost edge that a second line comes near to."""
    for edge, following in pairwise(edges):
        if abs(edge - following) < 12:
            return edge
    return edges[0] if edges else 0.0
