"""What a chart is given: items with days, and the period it shows."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = "day"  # the only precision that is drawn hard; ten-day, month and open windows are drawn softer
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    """Something that takes days: its plan as printed, and what really happened where that is known.

    A missing start or end is an open side, not a guess; an item without any day is still listed, without a bar.
    """

    label: str
    start: date | None = None
    end: date | None = None
    url: str = ""
    language: str = ""  # of the label where it is not the page's own, as in `lang`
    phrase: str = ""  # what to say where there are no days: “世界认可日期间”
    light: str = ""  # slug of campaigns.lights
    light_label: str = ""
    kind: str = ""
    kind_label: str = ""
    precision: str = DAY
    actual_start: date | None = None
    actual_end: date | None = None

    @property
    def dated(self) -> bool:
        return not (self.start is None and self.end is None and self.actual_start is None)

    @property
    def soft(self) -> bool:
        """True while the days are only known to a ten-day period or a month."""
        return self.precision not in ("", DAY) and self.actual_start is None

    def days(self) -> tuple[date | None, date | None]:
        """First and last day as best known: the real ones where recorded, else the plan's; None is an open side."""
        if self.actual_start is None:
            return self.start, self.end
        last = self.actual_end or self.end
        return self.actual_start, None if last is None else max(last, self.actual_start)


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A period cannot end ({self.last}) before it begins ({self.first}).")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, start: date | None, end: date | None) -> bool:
        """Whether a span with perhaps open sides has a day in the period."""
        return (start is None or start <= self.last) and (end is None or end >= self.first)

    def clip(self, start: date | None, end: date | None) -> tuple[date, date]:
        """The part of a span that lies in the period; an open side reaches the period's edge."""
        return max(start or self.first, self.first), min(end or self.last, self.last)

    def months(self) -> list[date]:
        """First days of the months the period touches."""
        found = [self.first.replace(day=1)]
        while (following := next_month(found[-1])) <= self.last:
            found.append(following)
        return found


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def period_of(items: Iterable[Item]) -> Period | None:
    """Whole months around every day the items name; None when they name none."""
    days = [
        day for item in items for day in (item.start, item.end, item.actual_start, item.actual_end) if day is not None
    ]
    if not days:
        return None
    return Period(min(days).replace(day=1), last_of_month(max(days)))
