"""Ruling lines to tables: lines that cross make a grid, a missing line makes a merged cell."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import neg

from .marks import Box, Glyph

NEAR = 3.0
"""Points within which two lines are one, or meet."""
MAX_CROSSINGS = 2_000_000
"""Pairs of lines worth comparing on one page."""


@dataclass
class Grid:
    """A table's cells: ``xs`` left to right, ``ys`` top to bottom, ``owner`` of each base cell."""

    xs: list[float]
    ys: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]
    glyphs: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.ys[0]

    def take(self, glyph: Glyph) -> bool:
        """Put a glyph into the cell its middle stands in; False if it stands outside the table."""
        x0, y0, x1, y1 = glyph.box
        column = bisect_right(self.xs, (x0 + x1) / 2) - 1
        row = bisect_right(self.ys, -(y0 + y1) / 2, key=neg) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return False
        self.glyphs.setdefault(self.owner[row, column], []).append(glyph)
        return True


def grids_of(rules: list[Box]) -> list[Grid]:
    """Every ruled table with at least two columns."""
    level = _joined([(box.y0 + box.y1) / 2, box.x0, box.x1] for box in rules if box.x1 - box.x0 > NEAR)
    upright = _joined([(box.x0 + box.x1) / 2, box.y0, box.y1] for box in rules if box.y1 - box.y0 > NEAR)
    if not level or not upright or len(level) * len(upright) > MAX_CROSSINGS:
        return []
    grids = [_grid(lines, posts) for lines, posts in _crossing(level, upright)]
    return [grid for grid in grids if grid is not None]


def _joined(lines: Iterable[list[float]]) -> list[list[float]]:
    """Lines [place, from, to] with pieces of the same line put together."""
    joined: list[list[float]] = []
    ordered = sorted(lines)
    places: list[float] = []
    for line in ordered:
        # Borders of neighbouring cells are drawn a hair apart: give them one place.
        if places and line[0] - places[-1] <= NEAR:
            line[0] = places[-1]
        else:
            places.append(line[0])
    for place, start, end in sorted(ordered):
        last = joined[-1] if joined else None
        if last and last[0] == place and start <= last[2] + NEAR:
            last[2] = max(last[2], end)
        else:
            joined.append([place, start, end])
    return joined


def _crossing(
    level: list[list[float]], upright: list[list[float]]
) -> list[tuple[list[list[float]], list[list[float]]]]:
    """Groups of lines that hang together by crossings."""
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, (y, left, right) in enumerate(level):
        for j, (x, low, high) in enumerate(upright):
            if left - NEAR <= x <= right + NEAR and low - NEAR <= y <= high + NEAR:
                group[root(i)] = root(len(level) + j)
    parts: dict[int, tuple[list[list[float]], list[list[float]]]] = {}
    for i, line in enumerate(level):
        parts.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(upright):
        parts.setdefault(root(len(level) + j), ([], []))[1].append(line)
    return list(parts.values())


def _grid(level: list[list[float]], upright: list[list[float]]) -> Grid | None:
    if not level or not upright:
        return None
    # Tables drawn open at the sides, or cut by the page, still end where their lines end.
    xs = _places([x for x, _, _ in upright], [min(a for _, a, _ in level), max(b for _, _, b in level)])
    ys = _places([y for y, _, _ in level], [min(a for _, a, _ in upright), max(b for _, _, b in upright)])[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if row and not _between(level, ys[row], middle_x):
                owner[row, column] = owner[row - 1, column]
            elif column and not _between(upright, xs[column], middle_y):
                owner[row, column] = owner[row, column - 1]
            else:
                owner[row, column] = (row, column)
    return Grid(xs, ys, owner)


def _places(own: list[float], ends: list[float]) -> list[float]:
    places = sorted(set(own))
    return sorted([*places, *(end for end in ends if min(abs(end - place) for place in places) > 2 * NEAR)])


def _between(lines: list[list[float]], place: float, middle: float) -> bool:
    """Whether a line at ``place`` parts two cells whose common side has its middle at ``middle``."""
    return any(abs(at - place) <= NEAR and start <= middle <= end for at, start, end in lines)
