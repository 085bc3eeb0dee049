"""Collects paragraphs and tables into one Document, counting as it goes.

In the text a table stands row by row: cells parted by a tab, rows by a line end.
A merged cell is one stretch of text which several places of the grid point to,
so that column positions stay true and no word is counted twice.
"""

from collections.abc import Sequence

from worldday.notices.reading.document import Cell, Document, Table
from worldday.notices.reading.errors import Unreadable

from . import limits

Grid = Sequence[Sequence[tuple[int, str]]]
"""Rows of (identity, text): places with the same identity are one merged cell."""


class Builder:
    """Grows the text; spans are counted from its start."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._cells = 0
        self._tables: list[Table] = []

    def paragraph(self, text: str) -> None:
        """One paragraph (it may hold line breaks); empty ones keep their blank line."""
        self._add(text.rstrip() + "\n")

    def table(self, grid: Grid) -> None:
        """A table with real rows and columns; rows without any text are left out."""
        rows = [row for row in grid if any(text.strip() for _, text in row)]
        if not rows:
            return
        start = self._length
        known: dict[int, Cell] = {}
        cells = tuple(self._row(row, known) for row in rows)
        self._tables.append(Table(start, self._length - 1, cells))

    def _row(self, row: Sequence[tuple[int, str]], known: dict[int, Cell]) -> tuple[Cell, ...]:
        self._cells += len(row)
        limits.refuse_more_cells(self._cells)
        first = True
        places = []
        for identity, text in row:
            if identity not in known:
                if not first:
                    self._add("\t")
                first = False
                start = self._length
                self._add(text.strip())
                known[identity] = Cell(start, self._length)
            places.append(known[identity])
        self._add("\n")
        return tuple(places)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > limits.MAX_CHARS:
            raise Unreadable("too_long", {"chars": limits.MAX_CHARS})

    def document(self) -> Document:
        """What was collected; Unreadable ``empty`` when there is no text at all."""
        text = "".join(self._parts)
        if not text.strip():
            raise Unreadable("empty")
        return Document(text, tuple(self._tables))
