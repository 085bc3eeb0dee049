"""Days of a notice's year: ten-day parts, month ends, and the year an unwritten one means."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

# 旬: days of the month, None for its last day. “初” and “底” are taken as the first and last ten days.
PARTS: dict[str, tuple[int, int | None]] = {
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, None),
    "上中旬": (1, 20), "上、中旬": (1, 20), "中下旬": (11, None), "中、下旬": (11, None),
    "初": (1, 10), "中": (11, 20), "底": (21, None), "末": (21, None),
}  # fmt: skip
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class Calendar:
    """What an incomplete date leans on: the notice's year and its day of issue."""

    year: int | None = None
    issued: date | None = None


def day(year: int | None, month: int | None, number: int | None) -> date | None:
    """The date, or None when a part is missing or there is no such day."""
    if year is None or month is None or number is None:
        return None
    if not (1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def month_end(year: int | None, month: int | None) -> date | None:
    """The last day of the month."""
    if year is None or month is None or not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])


def part(year: int | None, month: int | None, words: str) -> tuple[date | None, date | None]:
    """First and last day of a ten-day part such as 中下旬 (a key of ``PARTS``)."""
    first, last = PARTS[words]
    return day(year, month, first), month_end(year, month) if last is None else day(year, month, last)
