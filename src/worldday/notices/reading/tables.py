"""Tables of a notice as grids of spans: those the file has, and those flattened into text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from . import columns, flattened
from .columns import Column
from .document import Table
from .text import strip

Span = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """A table whose header was understood; a row has one span (perhaps empty) per column."""

    columns: list[Column | None]
    rows: list[list[Span]]
    start: int
    end: int

    @property
    def is_workplan(self) -> bool:
        """Whether its rows are activities."""
        return columns.is_workplan(self.columns)

    @property
    def is_deadlines(self) -> bool:
        """Whether its rows are papers to send."""
        return columns.is_deadlines(self.columns)

    def cell(self, row: list[Span], kind: str) -> Span | None:
        """The row's first non-empty cell of a kind."""
        cells = (span for column, span in zip(self.columns, row, strict=False) if column and column.kind == kind)
        return next((span for span in cells if span[1] > span[0]), None)


@dataclass(frozen=True)
class Found:
    """The grids in order, and the spans of all tables (understood or not), to be kept out of the prose."""

    grids: list[Grid] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def find(text: str, tables: Iterable[Table]) -> Found:
    """Grids of the file's own tables, or, where it has none, of tables rebuilt from text."""
    real = [table for table in tables if 0 <= table.start <= table.end <= len(text)]
    grids = [grid for table in real if (grid := _grid(text, table))]
    spans = [(table.start, table.end) for table in real]
    for start, end, header, rows in flattened.find(text):
        if any(a < end and start < b for a, b in spans):
            continue
        grids.append(Grid(header, rows, start, end))
        spans.append((start, end))
    return Found(sorted(grids, key=lambda grid: grid.start), sorted(spans))


def _grid(text: str, table: Table) -> Grid | None:
    """The table under its header row, which may stand below a title row."""
    rows = [[strip(text, cell.start, cell.end) for cell in row] for row in table.rows]
    for place, row in enumerate(rows[:4]):
        header = [columns.classify(text[a:b]) for a, b in row]
        if sum(column is not None for column in header) >= max(2, (len(row) + 1) // 2):
            body = [_fit(cells, len(header)) for cells in rows[place + 1 :] if any(b > a for a, b in cells)]
            return Grid(header, body, table.start, table.end)
    return None


def _fit(row: list[Span], width: int) -> list[Span]:
    """A row with a merged cell is short: it lacks its leading cells, which the row above holds."""
    if len(row) >= width:
        return row[:width]
    return [(row[0][0], row[0][0])] * (width - len(row)) + row
