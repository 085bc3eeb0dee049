"""A month as a grid of weeks (Monday first); items lie across the days in lanes, as cells with a span."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .items import ONE_DAY, Item, Period, last_of_month

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Day:
    date: date
    inside: bool  # belongs to the month, not to its neighbours
    today: bool
    marked: bool  # the day, week or month the campaign is about


@dataclass(frozen=True)
class Cell:
    """`span` days of a lane: an item, or nothing."""

    span: int
    item: Item | None = None
    begins: bool = False  # the item's first day is here; else it came from the week before
    ends: bool = False


@dataclass(frozen=True)
class Week:
    days: list[Day]
    lanes: list[list[Cell]]
    left_out: int  # items that found no lane; the list beneath the grid has them


@dataclass(frozen=True)
class MonthGrid:
    first: date
    weeks: list[Week]
    through: list[Item]  # run through the whole month: said once above the grid instead of striping every week
    listed: list[Item]  # everything that has a day in the month, by first day


def month_grid(
    items: Iterable[Item], month: date, *, today: date | None = None, marked: Period | None = None, lanes: int = 6
) -> MonthGrid:
    """Lay out the month that `month` lies in. At most `lanes` items lie across one week."""
    first = month.replace(day=1)
    whole = Period(first, last_of_month(first))
    here = [item for item in items if item.dated and whole.meets(*item.days())]
    through = [item for item in here if _fills(item, whole)]
    across = sorted((item for item in here if not _fills(item, whole)), key=lambda item: _order(item, whole))
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= whole.last:
        week = Period(monday, monday + timedelta(days=DAYS_IN_WEEK - 1))
        part = Period(*whole.clip(week.first, week.last))  # neighbours' days stay blank
        filled, left_out = _lanes(across, part, lanes)
        cells = [_cells(lane, part, week) for lane in filled]
        weeks.append(Week(_heads(week, whole, today, marked), cells, left_out))
        monday = week.last + ONE_DAY
    return MonthGrid(first, weeks, through, sorted(here, key=lambda item: _order(item, whole)))


def _fills(item: Item, period: Period) -> bool:
    return period.clip(*item.days()) == (period.first, period.last)


def _order(item: Item, period: Period) -> tuple[date, int]:
    """By first day, the longer first, so that lanes fill from the top."""
    start, end = period.clip(*item.days())
    return start, -(end - start).days


def _heads(week: Period, month: Period, today: date | None, marked: Period | None) -> list[Day]:
    days = [week.first + timedelta(days=n) for n in range(DAYS_IN_WEEK)]
    return [Day(day, day in month, day == today, marked is not None and day in marked) for day in days]


def _lanes(items: list[Item], part: Period, most: int) -> tuple[list[list[Item]], int]:
    """Each item in the first lane that is free on its first day; how many found none."""
    lanes: list[list[Item]] = []
    left_out = 0
    for item in (item for item in items if part.meets(*item.days())):
        start, _end = part.clip(*item.days())
        lane = next((lane for lane in lanes if part.clip(*lane[-1].days())[1] < start), None)
        if lane is not None:
            lane.append(item)
        elif len(lanes) < most:
            lanes.append([item])
        else:
            left_out += 1
    return lanes, left_out


def _cells(lane: list[Item], part: Period, week: Period) -> list[Cell]:
    """The lane's items with the blanks between them; the spans add up to seven."""
    cells: list[Cell] = []
    free = week.first
    for item in lane:
        start, end = item.days()
        first, last = part.clip(start, end)
        if first > free:
            cells.append(Cell((first - free).days))
        cells.append(Cell((last - first).days + 1, item, begins=start == first, ends=end == last))
        free = last + ONE_DAY
    if free <= week.last:
        cells.append(Cell((week.last - free).days + 1))
    return cells
