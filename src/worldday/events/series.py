"""Many sittings from one sentence: “every Saturday of October, at 9:30 and 14:00”. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST = 500
LONGEST = timedelta(days=400)
_HOURS = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|—|~|至|到)+\s*(\d{1,2})[:.](\d{2})")
_SPLIT = re.compile(r"[\n,;、，；]+")


class BadSeries(ValueError):
    """What was typed makes no series; `at` is what could not be read, or "" when there is nothing, "many", "days"."""

    def __init__(self, why: str, at: str = "") -> None:
        self.why, self.at = why, at
        super().__init__(f"{why} {at}")


@dataclass(frozen=True)
class Hours:
    """From when to when, within one day."""

    begins: time
    ends: time


def read_hours(text: str) -> list[Hours]:
    """`9:30-10:30` one a line (full-width marks, commas and 至 are read too), each once, in order. Raises `BadSeries`."""
    lines = _SPLIT.split(unicodedata.normalize("NFKC", text))
    found = [_hours(line.strip()) for line in lines if line.strip()]
    if not found:
        raise BadSeries("empty")
    return sorted(set(found), key=lambda one: (one.begins, one.ends))


def _hours(line: str) -> Hours:
    said = _HOURS.fullmatch(line)
    try:
        begins, ends = (time(int(said[at]), int(said[at + 1])) for at in (1, 3)) if said else (None, None)
    except ValueError:
        begins = ends = None
    if begins is None or ends is None or ends <= begins:
        raise BadSeries("hours", line)
    return Hours(begins, ends)


def days(first: date, last: date, weekdays: Collection[int], skip: Iterable[date] = ()) -> Iterator[date]:
    """Days of the week are 0 for Monday … 6; none chosen means every day."""
    if last < first or last - first > LONGEST:
        raise BadSeries("days")
    left_out = set(skip)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day not in left_out and (not weekdays or day.weekday() in weekdays):
            yield day


def sittings(on: Iterable[date], hours: Iterable[Hours]) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each, without a time zone, in order. Raises `BadSeries` for none or more than `MOST`."""
    times = list(hours)
    found = [(datetime.combine(day, one.begins), datetime.combine(day, one.ends)) for day in on for one in times]
    if not found:
        raise BadSeries("none")
    if len(found) > MOST:
        raise BadSeries("many")
    return found
