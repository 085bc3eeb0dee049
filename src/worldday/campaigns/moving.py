"""Moving a campaign's days to another year. Pure: no Django, no database.

Where the observance falls on the same day every year (14 October), a day keeps its place in the calendar; where it does not
(the second Saturday of June), a day keeps its distance from the observance. What a notice calls a third of a month or a
month (10月中下旬, 9月) stays that as long as the observance stays in its month, with the ends that part has in the new year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from worldday.base import workdays

ROUGH = ("ten-day", "month")  # precisions whose days are parts of months
_THIRDS = "上中下"
_FIRST_DAYS = (1, 11, 21)
# months and their parts and nothing else (9—10月, 9月底至10月中旬): as true of the new year as of the old one
_TIMELESS = re.compile(r"(?:(?<!\d)\d{1,2}(?!\d)|[一二三四五六七八九十月上中下旬初底末至到和、—–~\-\s]|全年)+")
_SAYS_A_DAY = re.compile(r"\d|[〇一二三四五六七八九十]+[年月日号季周]|[今明去前]年")


@dataclass(frozen=True)
class Window:
    """An interval of days with its phrase, as `campaigns.models.Activity` keeps it."""

    text: str = ""
    start: date | None = None
    end: date | None = None
    precision: str = ""  # day, ten-day, month, open


@dataclass(frozen=True)
class Move:
    """From the observance's first day in the past to its first day in the year to come."""

    past: date
    new: date

    @property
    def same_day(self) -> bool:
        return (self.past.month, self.past.day) == (self.new.month, self.new.day)

    def day(self, value: date) -> date:
        """The day that corresponds to `value`."""
        if not self.same_day:
            return self.new + (value - self.past)
        return same_day_in(value, value.year + self.new.year - self.past.year)

    def due(self, value: date) -> date:
        """A day on which something is owed: never later than the corresponding day, and a working day."""
        return workdays.on_or_before(self.day(value))

    def window(self, value: Window) -> Window:
        """The window in the new year. A phrase that speaks of months alone stays; another is made anew where days and
        precision leave no doubt; else there is none: what last year's notice said of its days is not said of new ones."""
        if value.start is None and value.end is None:
            return replace(value, text="" if _SAYS_A_DAY.search(value.text) else value.text)
        parts = _parts(value)
        if parts is not None and self.past.month == self.new.month:
            return self._rough(parts, value)
        start, end = (self.day(day) if day else None for day in (value.start, value.end))
        return Window("", start, end, value.precision)

    def _rough(self, parts: Parts, value: Window) -> Window:
        first, last = (replace(part, year=part.year + self.new.year - self.past.year) for part in parts)
        text = value.text if _TIMELESS.fullmatch(value.text) else phrase(first, last)
        return Window(text, first.start, last.end, value.precision)


def same_day_in(value: date, year: int) -> date:
    """The same day of the month in `year`; 29 February becomes the 28th where there is none."""
    return date(year, value.month, min(value.day, monthrange(year, value.month)[1]))


@dataclass(frozen=True)
class Part:
    """A third of a month: 0 上旬 (1–10), 1 中旬 (11–20), 2 下旬 (21–end)."""

    year: int
    month: int
    third: int

    @property
    def start(self) -> date:
        return date(self.year, self.month, _FIRST_DAYS[self.third])

    @property
    def end(self) -> date:
        whole = monthrange(self.year, self.month)[1]
        return date(self.year, self.month, (10, 20, whole)[self.third])


Parts = tuple[Part, Part]  # the first and the last one


def _parts(window: Window) -> Parts | None:
    """The thirds a rough window reaches from and to, if it reaches exactly from one to another."""
    if window.precision not in ROUGH or window.start is None or window.end is None:
        return None
    first = Part(window.start.year, window.start.month, min((window.start.day - 1) // 10, 2))
    last = Part(window.end.year, window.end.month, min((window.end.day - 1) // 10, 2))
    return (first, last) if (first.start, last.end) == (window.start, window.end) else None


def phrase(first: Part, last: Part) -> str:
    """10月中旬, 10月中下旬, 9月下旬至10月中旬, 9月至10月, 全年; "" when it reaches into another year."""
    if first.year != last.year:
        return ""
    whole = (first.third, last.third) == (0, 2)
    if whole and (first.month, last.month) == (1, 12):
        return "全年"
    if first.month == last.month:
        thirds = "" if whole else f"{_THIRDS[first.third]}{'' if first == last else _THIRDS[last.third]}旬"
        return f"{first.month}月{thirds}"
    if whole:
        return f"{first.month}月至{last.month}月"
    return f"{first.month}月{_THIRDS[first.third]}旬至{last.month}月{_THIRDS[last.third]}旬"


def mentions(text: str, *, year: int, themes: tuple[str, ...] = ()) -> list[str]:
    """What in a copied text speaks of the past year: the year itself, or one of its themes. For a person to look at."""
    said = [str(year)] if re.search(rf"(?<!\d){year}(?!\d)", text) else []
    return said + [theme for theme in themes if theme and theme in text]
