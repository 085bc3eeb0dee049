"""Tables of deadlines: rows of what is to be sent, by whom and by when (报送材料 | 报送时间 | 责任单位)."""

from collections.abc import Iterable, Iterator

from . import deliverables, windows
from .model import Source, Task
from .tables import Grid, Span


def read(source: Source, grids: Iterable[Grid]) -> Iterator[Task]:
    """What the rows of such tables owe; a workplan's rows are activities and owe nothing here."""
    for grid in grids:
        if grid.is_deadlines:
            for row in grid.rows:
                yield from _of_row(source, grid, row)


def _of_row(source: Source, grid: Grid, row: list[Span]) -> Iterator[Task]:
    """One task per sort of paper the row names; none where it names no time."""
    when, paper, who = (grid.cell(row, kind) for kind in ("time", "paper", "units"))
    if when is None or paper is None:
        return
    window = windows.first(source.text, *when, source.calendar)
    for thing in deliverables.find(source.text, *paper):
        yield Task(
            thing.what,
            thing.start,
            thing.end,
            who=source.found(*who) if who else None,
            due=window.last if window else None,
            due_text=source.found(*when),
        )
