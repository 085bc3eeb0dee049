"""Time phrases: 10—11月, 9月中下旬, 6月1日至30日期间, 即日起至…, 活动期间.

``find`` gives every dated phrase of a stretch of text in order, each with its interval of
days; ``open_phrase`` the first phrase that names a time without days. To teach the reader
another phrase of that second sort, add it to ``_OPEN``; one with days is built from the
small pieces above ``_RANGE``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import numbers
from .days import PARTS, QUARTERS, Calendar, day, month_end, part
from .text import rule

_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九○O]{3})\s{0,2}年|[今本当明次翌去]年"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PART = (
    "|".join(sorted(PARTS, key=len, reverse=True))
    .replace("|中|", "|中(?![国心学央小医])|")
    .replace("|初|", "|初(?!中)|")
)
_TO = r"\s{0,2}(?:——?|--?|~|至|到)\s{0,2}"
_WEEKDAY = r"(?:\s?[（，]\s?(?:周|星期)[一二三四五六日天](?:\s?）)?)?"
_HOUR = r"\d{1,2}\s?[：时点](?:\s?\d{1,2}分?|半|整)?"
_CLOCK = rf"(?:\s{{0,2}}(?:上午|下午|中午|晚上|早上|全天)?\s?{_HOUR}(?:\s?[-—~至]\s?{_HOUR})?|\s?(?:上午|下午|全天|晚上|晚|早))?"
_SPELT = rule(
    rf"(?<![\d十第])(?:(?P<y1>{_YEAR})\s{{0,2}})?"
    rf"(?:(?P<ma>{_N})(?={_TO}{_N}\s?月)|(?P<m1>{_N})\s?月份?\s?"
    rf"(?:(?P<t1>{_PART})|(?P<d1>{_N})\s?(?:[日号]|(?={_TO}(?:{_N}\s?月\s?)?{_N}\s?[日号])))?)"
    rf"{_WEEKDAY}{_CLOCK}(?P<from>起|开始)?"
    rf"(?:{_TO}(?:(?P<y2>{_YEAR})\s{{0,2}})?"
    rf"(?:(?:(?P<m2>{_N})\s?月份?\s?)?(?:(?P<t2>{_PART})|(?P<d2>{_N})\s?[日号])|(?P<m3>{_N})\s?月份?)"
    rf"{_WEEKDAY}{_CLOCK}|\s?[、和及]\s?(?P<d3>{_N})\s?[日号])?"
    r"(?P<before>之?以?前(?!后)|截止)?(?:期间|当天|当日|前后|左右)?"
)
_DOTTED = rule(
    r"(?<![\d.-])(?P<y1>20\d\d)[./-](?P<m1>\d{1,2})[./-](?P<d1>\d{1,2})"
    r"(?:\s?(?:——?|--?|~|至|到)\s?(?:(?P<y2>20\d\d)[./-])?(?P<m2>\d{1,2})[./-](?P<d2>\d{1,2}))?(?![\d./-])(?P<before>之?以?前)?"
)
# 10.30前, never without its 前: 3.15 and 1.1 are days and versions.
_BARE = rule(r"(?<![\d.第附表图])(?P<m1>\d{1,2})\.(?P<d1>\d{1,2})\s?日?(?P<before>之?以?前(?!后))")
_WHOLE = rule(rf"(?:(?P<year>{_YEAR})\s?)?(?:(?P<all>全年)|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)")
_CLOSED = rule(r"）之?以?前(?!后)")  # 第一个工作日（6月12日）前
_FROM_NOW = rule(r"(?:自|从)?即日起?(?:开始)?\s?(?:至|到|-|—)\s?$")
_OPEN = rule(
    r"在?(?:“[^”\n]{2,20}”|[一-龥]{2,16}?)(?:日|周|月|节|活动|假)?期间"
    r"|在?期间|即日起|每(?:周[一二三四五六日]?|月|季度?)(?!度)|常年(?:开展)?|全程|逐月|按月|适时|择机|待定|长期"
)


@dataclass(frozen=True)
class Window:
    """An interval of days and the place of its phrase; an end is None when the phrase names none."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str


def find(text: str, start: int, end: int, calendar: Calendar) -> Iterator[Window]:
    """All dated phrases in ``text[start:end]``, in order, never overlapping."""
    hits = [hit for pattern in (_SPELT, _DOTTED, _BARE, _WHOLE) for hit in pattern.finditer(text, start, end)]
    spot = start
    for hit in sorted(hits, key=lambda h: h.start()):
        if hit.start() >= spot and (window := _read(hit, calendar)) is not None:
            yield _from_now(text, window, calendar)
            spot = hit.end()


def first(text: str, start: int, end: int, calendar: Calendar) -> Window | None:
    """The first dated phrase, or None."""
    return next(find(text, start, end, calendar), None)


def open_phrase(text: str, start: int, end: int) -> Window | None:
    """The first phrase that names a time without days (活动期间, 每月), or None."""
    hit = _OPEN.search(text, start, end)
    return Window(hit.start(), hit.end(), None, None, "open") if hit else None


def _from_now(text: str, window: Window, calendar: Calendar) -> Window:
    """即日起至…: from the day of issue, when that is known."""
    lead = _FROM_NOW.search(text, max(0, window.start - 10), window.start)
    return replace(window, start=lead.start(), first=calendar.issued) if lead else window


def _read(hit: re.Match[str], calendar: Calendar) -> Window | None:
    if "quarter" in hit.re.groupindex:
        return _whole(hit, calendar)
    got = hit.groupdict()
    month = _number(got.get("ma") or got["m1"])
    if not _believable(got, month):
        return None
    year = _year(got.get("y1"), calendar.year)
    begin, begin_end, precision = _point(year, month, got.get("t1"), got["d1"])
    month2 = _number(got.get("m2") or got.get("m3"))
    close = begin_end
    day2 = got.get("d2") or got.get("d3")
    if month2 or got.get("t2") or day2:
        year2 = _second_year(year, month, month2, got.get("y2"), calendar.year)
        _, close, precision2 = _point(year2, month2 or month, got.get("t2"), day2)
        precision = precision if precision == precision2 else max(precision, precision2, key=_COARSE.index)
    if ((begin is None or close is None) and year is not None) or (begin and close and begin > close):
        return None
    if got["before"] or _CLOSED.match(hit.string, hit.end()):
        begin = None
    elif got.get("from") and not (month2 or day2 or got.get("t2")):
        close = None
    return Window(hit.start(), hit.end(), begin, close, precision)


_COARSE = ("day", "ten-day", "month", "open")


def _believable(got: dict[str, str | None], month: int | None) -> bool:
    """A month alone in Chinese digits (三月三, 一月) is seldom a date: it must carry a day, a part or a year."""
    if month is None or not 1 <= month <= 12:
        return False
    printed = got.get("ma") or got["m1"] or ""
    return printed.isdecimal() or any(got.get(name) for name in ("y1", "t1", "d1", "m2", "m3"))


def _point(
    year: int | None, month: int | None, ten: str | None, number: str | None
) -> tuple[date | None, date | None, str]:
    if ten:
        return *part(year, month, ten), "ten-day"
    if number:
        that = day(year, month, _number(number))
        return that, that, "day"
    return day(year, month, 1), month_end(year, month), "month"


def _number(words: str | None) -> int | None:
    return numbers.number(words) if words else None


def _year(words: str | None, default: int | None) -> int | None:
    """The year a word such as 2020年, 今年, 明年 means, seen from the notice's own."""
    words = (words or "").removesuffix("年").strip()
    if not words or words in "今本当":
        return default
    if words in "明次翌":
        return default + 1 if default else None
    if words == "去":
        return default - 1 if default else None
    return numbers.year(words)


def _second_year(
    year: int | None, month: int | None, month2: int | None, words: str | None, default: int | None
) -> int | None:
    """The end's year: its own, else the beginning's, else the next when the months run backwards."""
    if words:
        return _year(words, year or default)
    if year and month and month2 and month2 < month:
        return year + 1
    return year


def _whole(hit: re.Match[str], calendar: Calendar) -> Window | None:
    year = _year(hit["year"], calendar.year)
    if hit["all"]:
        months = (1, 12)
    elif hit["half"]:
        months = (1, 6) if hit["half"] == "上" else (7, 12)
    else:
        months = (3 * QUARTERS[hit["quarter"]] - 2, 3 * QUARTERS[hit["quarter"]])
    return Window(hit.start(), hit.end(), day(year, months[0], 1), month_end(year, months[1]), "month")
