"""A page as lines and tables from top to bottom."""

from dataclasses import dataclass

from .grids import Grid, grids_of
from .lines import Line, continues, glued, lines_of
from .marks import Glyph, Page


@dataclass
class Table:
    """A rebuilt table: column edges, and rows of (identity, text)."""

    top: float
    xs: list[float]
    rows: list[list[tuple[int, str]]]


@dataclass
class Sheet:
    """One page: what stands on it from top to bottom, and its size in points."""

    width: float
    height: float
    items: list[Line | Table]


def laid_out(page: Page) -> Sheet:
    """Glyphs inside ruled grids become tables, all others lines."""
    grids = grids_of(page.rules)
    outside = [glyph for glyph in page.glyphs if not any(grid.take(glyph) for grid in grids)]
    items: list[Line | Table] = [*lines_of(outside), *(_table(grid) for grid in grids if grid.glyphs)]
    items.sort(key=lambda item: -(item.top if isinstance(item, Table) else item.y1))
    return Sheet(page.width, page.height, items)


def _table(grid: Grid) -> Table:
    width = len(grid.xs) - 1
    texts = {owner: _cell_text(glyphs) for owner, glyphs in grid.glyphs.items()}
    rows = []
    for row in range(len(grid.ys) - 1):
        owners = [grid.owner[row, column] for column in range(width)]
        rows.append([(owner[0] * width + owner[1], texts.get(owner, "")) for owner in owners])
    return Table(grid.top, grid.xs, rows)


def _cell_text(glyphs: list[Glyph]) -> str:
    """A cell's lines joined where only the cell's width broke them."""
    lines = lines_of(glyphs)
    right = max((line.x1 for line in lines), default=0)
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            text = line.text
        elif continues(before, line, right):
            text = glued(text, line.text)
        else:
            text += "\n" + line.text
    return text
