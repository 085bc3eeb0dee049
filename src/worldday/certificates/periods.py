"""How long something holds. Knows no Django."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def last_day(first: date, months: int | None) -> date | None:
    """The last day of so many months from `first`: from 2020-10-14, 36 months end on 2023-10-13. None for good."""
    if months is None:
        return None
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    days = monthrange(year, month + 1)[1]
    if first.day > days:  # there is no such day: the month's end is the last day
        return date(year, month + 1, days)
    return date(year, month + 1, first.day) - timedelta(days=1)
