"""Where an activity stands for the public: not yet begun, under way, in its last days, over. Pure.

The workplan's lights (`lights.py`) tell staff whether a unit keeps its plan; a citizen wants to know whether to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LAST_DAYS = 3  # the same three days after which the workplan's light turns


class Phase(TextChoices):
    UNDATED = "undated", _("Date to be announced")
    UPCOMING = "upcoming", _("Not yet begun")
    ON = "on", _("Under way")
    LAST_DAYS = "last-days", _("Last days")
    OVER = "over", _("Over")
    CANCELLED = "cancelled", _("Cancelled")


@dataclass(frozen=True)
class Days:
    """The days that count: what really happened where it is known, else the window. Either end may be open."""

    start: date | None
    end: date | None

    @property
    def length(self) -> int:
        """Days in the interval; an interval open on either side is longer than any other."""
        return (self.end - self.start).days + 1 if self.start and self.end else 10_000

    def covers(self, day: date) -> bool:
        return bool(self.start or self.end) and (self.start or day) <= day <= (self.end or day)

    def begins_or_ends_within(self, first: date, last: date) -> bool:
        return any(day is not None and first <= day <= last for day in (self.start, self.end))


def days_of(
    *, window_start: date | None, window_end: date | None, actual_start: date | None, actual_end: date | None
) -> Days:
    return Days(actual_start or window_start, actual_end or window_end)


def phase_of(days: Days, *, state: str, today: date) -> Phase:
    """`state` is the activity's own; done and cancelled outweigh the calendar."""
    if state == "cancelled":
        return Phase.CANCELLED
    if state == "done" or (days.end and days.end < today):
        return Phase.OVER
    if days.start is None and days.end is None:
        return Phase.UNDATED
    if days.start and days.start > today:
        return Phase.UPCOMING
    # a single day is "today", not a hurry
    if days.end and days.length > LAST_DAYS and (days.end - today).days < LAST_DAYS:
        return Phase.LAST_DAYS
    return Phase.ON


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
