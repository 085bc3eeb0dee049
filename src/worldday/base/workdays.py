"""Working days of the Chinese calendar: Monday to Friday, less the public holidays, plus the weekends worked instead of them.

The State Council's office announces a year's holidays and make-up workdays (调休) late in the year before. The package
`chinesecalendar` carries what was announced from 2004 on. For years it does not know yet, Monday to Friday stands in, and
`known` says so: whoever shows a computed day shows beside it that the calendar is provisional.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from chinese_calendar import constants

FRIDAY = 4
_ONE = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is to an office."""

    WORKDAY = "workday"
    MAKE_UP = "make-up"  # a Saturday or Sunday that is worked: 调休上班
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # a public holiday, or a weekday off beside one


@cache
def _announced() -> frozenset[int]:
    """Years whose holidays the package knows."""
    return frozenset(day.year for day in constants.holidays)


def known(year: int) -> bool:
    """Whether the holidays of `year` were announced when the package was made; otherwise its working days are provisional."""
    return year in _announced()


def kind_of(day: date) -> DayKind:
    """In a year not announced yet a weekday is a workday and a weekend a weekend."""
    if day in constants.workdays:
        return DayKind.MAKE_UP if day.weekday() > FRIDAY else DayKind.WORKDAY
    if day in constants.holidays:
        return DayKind.HOLIDAY
    return DayKind.WORKDAY if day.weekday() <= FRIDAY else DayKind.WEEKEND


def is_workday(day: date) -> bool:
    return kind_of(day) in (DayKind.WORKDAY, DayKind.MAKE_UP)


def on_or_before(day: date) -> date:
    """The day itself if it is worked, else the last working day before it."""
    while not is_workday(day):
        day -= _ONE
    return day


def workdays_before(day: date, n: int) -> date:
    """The n-th working day before `day`, which itself does not count: five working days before a Monday is the Monday before."""
    return shift(day, -n)


def shift(day: date, n: int) -> date:
    """The n-th working day after `day` (n > 0) or before it (n < 0); `day` itself for 0, worked or not."""
    step = _ONE if n > 0 else -_ONE
    for _each in range(abs(n)):
        day += step
        while not is_workday(day):
            day += step
    return day
