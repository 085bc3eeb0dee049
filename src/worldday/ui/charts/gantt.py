"""A Gantt chart as numbers: every bar is a place and a width in per cent of the period, so that it scales by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .items import ONE_DAY, Item, Period, last_of_month, period_of

TEN_DAY_STARTS = (11, 21)  # 中旬 and 下旬 begin here; notices plan in these steps
LONGEST_WITH_TICKS = 7  # months; beyond that the ten-day lines would be hatching
LONGEST_WITH_MONTH_NAMES = 14


@dataclass(frozen=True)
class Bar:
    """`x` and `width` in per cent of the period. An open side runs on beyond what is known or shown."""

    x: float
    width: float
    open_left: bool = False
    open_right: bool = False

    @property
    def right(self) -> float:
        return round(self.x + self.width, 3)


@dataclass(frozen=True)
class Month:
    """A head of the time axis."""

    first: date
    previous: date | None  # the named month before it
    x: float
    width: float
    named: bool  # whether there is room for its name
    ticks: tuple[float, ...]  # where its second and third ten days begin


@dataclass(frozen=True)
class Row:
    item: Item
    planned: Bar | None
    actual: Bar | None


@dataclass(frozen=True)
class Gantt:
    """`period` is None when no item has a day: then there are rows and no axis."""

    rows: list[Row]
    period: Period | None
    months: list[Month]
    today_x: float | None  # the middle of today, None when it is not shown

    @property
    def has_actual(self) -> bool:
        return any(row.actual for row in self.rows)


def gantt(items: Iterable[Item], *, today: date | None = None, period: Period | None = None) -> Gantt:
    """Lay out `items` in their order over `period` (by default whole months around all their days)."""
    items = list(items)
    period = period or period_of(items)
    if period is None:
        return Gantt([Row(item, None, None) for item in items], None, [], None)
    rows = [Row(item, _planned(item, period), _actual(item, period, today)) for item in items]
    return Gantt(rows, period, _months(period), _middle(today, period))


def _middle(day: date | None, period: Period) -> float | None:
    if day is None or day not in period:
        return None
    return round(100 * ((day - period.first).days + 0.5) / period.days, 3)


def _x(day: date, period: Period) -> float:
    """Where a day begins, in per cent."""
    return round(100 * (day - period.first).days / period.days, 3)


def _bar(start: date | None, end: date | None, period: Period) -> Bar | None:
    if (start is None and end is None) or not period.meets(start, end):
        return None
    first, last = period.clip(start, end)
    return Bar(
        x=_x(first, period),
        width=round(100 * ((last - first).days + 1) / period.days, 3),
        open_left=start is None or start < period.first,
        open_right=end is None or end > period.last,
    )


def _planned(item: Item, period: Period) -> Bar | None:
    return _bar(item.start, item.end, period)


def _actual(item: Item, period: Period, today: date | None) -> Bar | None:
    """What really happened; an activity still running reaches today and stays open."""
    if item.actual_start is None:
        return None
    if item.actual_end is not None:
        return _bar(item.actual_start, item.actual_end, period)
    until = max(today or item.actual_start, item.actual_start)
    bar = _bar(item.actual_start, until, period)
    return bar and Bar(bar.x, bar.width, bar.open_left, open_right=True)


def _months(period: Period) -> list[Month]:
    firsts = period.months()
    step = 1 + (len(firsts) - 1) // LONGEST_WITH_MONTH_NAMES
    found = []
    for place, first in enumerate(firsts):
        begin, end = period.clip(first, last_of_month(first))
        starts = [first.replace(day=day) for day in TEN_DAY_STARTS] if len(firsts) <= LONGEST_WITH_TICKS else []
        found.append(
            Month(
                first=first,
                previous=firsts[place - step] if place >= step else None,
                x=_x(begin, period),
                width=round(_x(end + ONE_DAY, period) - _x(begin, period), 3),
                named=place % step == 0,
                ticks=tuple(_x(day, period) for day in starts if day in period),
            )
        )
    return found
