"""Days as people write them: 10月14日（周三） in Chinese, Wed 14 October in English. Pure but for the language in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy

from worldday.base.text import MONTHS

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")


def month(value: date) -> str:
    """10月; October."""
    return f"{value.month}月" if chinese() else MONTHS[value.month - 1]


def month_and_year(value: date) -> str:
    """2020年10月; October 2020."""
    return f"{value.year}年{value.month}月" if chinese() else f"{MONTHS[value.month - 1]} {value.year}"


def day(value: date, *, year: bool = False) -> str:
    """10月14日（周三）; Wed 14 October. With the year where the page does not already say it."""
    weekday = WEEKDAYS[value.weekday()]
    if chinese():
        return f"{f'{value.year}年' if year else ''}{value.month}月{value.day}日（{weekday}）"
    return f"{weekday} {value.day} {month(value)}{f' {value.year}' if year else ''}"


def short_day(value: date) -> str:
    """10月14日; 14 October. Where the weekday says nothing."""
    return f"{value.month}月{value.day}日" if chinese() else f"{value.day} {month(value)}"


def span(start: date | None, end: date | None) -> str:
    """10月11日—20日, 9月1日—10月31日, 10月14日（周三）; 11–20 October, 1 September – 31 October; "" when nothing is known."""
    if start is None or end is None:
        return _half_open(start, end)
    if start == end:
        return day(start)
    if chinese():
        years = (f"{start.year}年", f"{end.year}年") if start.year != end.year else ("", "")
        until = f"{end.day}日" if (start.year, start.month) == (end.year, end.month) else f"{end.month}月{end.day}日"
        return f"{years[0]}{start.month}月{start.day}日—{years[1]}{until}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {month(end)}"
    years = (f" {start.year}", f" {end.year}") if start.year != end.year else ("", "")
    return f"{start.day} {month(start)}{years[0]} – {end.day} {month(end)}{years[1]}"


def _half_open(start: date | None, end: date | None) -> str:
    if start:
        return gettext("from %(day)s") % {"day": day(start)}
    return gettext("until %(day)s") % {"day": day(end)} if end else ""


def distance(days: int) -> str:
    """How far a day lies from today in words, only where words help: today, tomorrow, in 12 days, 3 days ago."""
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}


@dataclass(frozen=True)
class Block:
    """A window as a poster shows it: a large line, and a small one above it."""

    small: str
    large: str


def block(start: date | None, end: date | None) -> Block:
    """The window at its own precision: 10月 over 14, 10月 over 11–20, 9–10月 alone; a dash when nothing is known."""
    first, last = start or end, end or start
    if first is None or last is None:
        return Block("", "—")
    if start is None or end is None:
        return Block(month(first), f"{first.day}–" if start else f"–{first.day}")
    if _whole_months(first, last):
        return Block("", _months(first, last))
    if (first.year, first.month) == (last.year, last.month):
        return Block(month(first), str(first.day) if first == last else f"{first.day}–{last.day}")
    return Block("", f"{first.month}.{first.day}–{last.month}.{last.day}" if chinese() else _short(first, last))


def _whole_months(first: date, last: date) -> bool:
    after = date.fromordinal(last.toordinal() + 1)
    return first.day == 1 and after.day == 1


def _months(first: date, last: date) -> str:
    if chinese():
        return f"{first.month}月" if first.month == last.month else f"{first.month}–{last.month}月"
    return MONTHS[first.month - 1][:3] + ("" if first.month == last.month else f"–{MONTHS[last.month - 1][:3]}")


def _short(first: date, last: date) -> str:
    return f"{first.day} {MONTHS[first.month - 1][:3]} – {last.day} {MONTHS[last.month - 1][:3]}"
