"""Whether something came too late. Pure: no database."""

from __future__ import annotations

from datetime import date, datetime, time


def is_late(due: date | None, due_time: time | None, moment: datetime) -> bool:
    """On the due day itself one is in time; where an hour is named, until that minute is over. No due day: never late.

    `moment` is local time. “10月23日前” counts the 23rd, as offices do unless a notice says otherwise.
    """
    if due is None or moment.date() < due:
        return False
    if moment.date() > due:
        return True
    return due_time is not None and moment.time().replace(second=0, microsecond=0) > due_time
