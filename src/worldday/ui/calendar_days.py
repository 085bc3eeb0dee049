"""The days of one window as a small calendar: weeks as rows, Monday first. Pure numbers; the template draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

CELL = 32
MARGIN = 48  # room for the month's name, left of the week in which it begins
LONGEST = 62  # days; a longer window says more as a line than as a calendar


@dataclass(frozen=True)
class Cell:
    """One day; `x` and `y` are the middle of its square."""

    day: date
    x: int
    y: int
    inside: bool
    past: bool
    today: bool


@dataclass(frozen=True)
class Weeks:
    cells: list[Cell]
    months: list[tuple[date, int]]  # a day of the month, and the middle of its row
    width: int
    height: int


def weeks(start: date | None, end: date | None, today: date) -> Weeks | None:
    """Whole weeks around an interval of two to `LONGEST` days; None when a calendar would say nothing more."""
    if not start or not end or not 1 <= (end - start).days < LONGEST:
        return None
    monday = start - timedelta(days=start.weekday())
    cells = [
        Cell(
            day,
            MARGIN + day.weekday() * CELL + CELL // 2,
            _row(day, monday),
            start <= day <= end,
            day < today,
            day == today,
        )
        for day in _days(monday, end + timedelta(days=6 - end.weekday()))
    ]
    months = [(cell.day, cell.y) for cell in cells if cell.inside and (cell.day == start or cell.day.day == 1)]
    return Weeks(cells, months, MARGIN + 7 * CELL, cells[-1].y + CELL // 2)


def _row(day: date, monday: date) -> int:
    return (day - monday).days // 7 * CELL + CELL // 2


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
