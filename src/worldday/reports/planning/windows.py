"""Which days a phrase of a plan means, by the notice reader's own grammar and the campaign's year."""

import re
from dataclasses import dataclass
from datetime import date

from worldday.notices.reading import text
from worldday.notices.reading.activities import from_tables
from worldday.notices.reading.days import Calendar
from worldday.notices.reading.model import Source

# 10.14, 10/14-10/16: in a cell for times these are days; in a notice's prose they might be anything.
_BARE = re.compile(r"\d{1,2}[./]\d{1,2}(?![\d./])(?:\s*日)?")
_ALL_BARE = re.compile(rf"{_BARE.pattern}(?:\s*[-—~至到、]+\s*{_BARE.pattern})?(?=$|[^\d./])")
_DAY = re.compile(r"\d\s*[月日]")
_CLOCK = re.compile(r"\s\d{1,2}:\d{2}(?::\d{2})?$")  # 2020-10-14 00:00:00, as spreadsheets keep days


@dataclass(frozen=True)
class Understood:
    """First and last day (either may be open) and how exact the phrase was: day, ten-day, month, open."""

    start: date | None
    end: date | None
    precision: str


def understand(phrase: str, year: int | None) -> Understood | None:
    """What the phrase means, or None when it names no time anybody could know."""
    raw = _spelt(phrase.strip())
    if not raw:
        return None
    normal = text.normalise(raw)
    found = from_tables.window(Source(raw, normal, normal, Calendar(year=year)), 0, len(raw))
    if found is None:
        return None
    if found.precision == "open" and _DAY.search(raw):  # 10月32日: a day there is not
        return None
    if found.first and found.last and found.first > found.last:
        return None
    return Understood(found.first, found.last, found.precision)


def _spelt(phrase: str) -> str:
    """10.14—10.16 as 10月14日—10月16日; anything else as it is."""
    words = _CLOCK.sub("", text.normalise(phrase))
    if not _ALL_BARE.match(words):
        return words
    return _BARE.sub(lambda hit: "{}月{}日".format(*re.findall(r"\d+", hit[0])), words)
