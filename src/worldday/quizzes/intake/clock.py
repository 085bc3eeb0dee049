"""The server's clock of the quiz, ids that grow with it, and days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from worldday.base.hotpath.clock import Clock, Ids

__all__ = ["Clock", "Ids", "day_of"]


def day_of(now_ms: int, zone: str) -> int:
    """The day of a moment there, as 20201014."""
    begins, ends, day = _days.get(zone, (0, 0, 0))
    if not begins <= now_ms < ends:
        _days[zone] = begins, ends, day = _day(now_ms, ZoneInfo(zone))
    return day


_days: dict[
    str, tuple[int, int, int]
] = {}  # zone → (first ms, first ms of the next day, day) of the day last asked for


def _day(now_ms: int, zone: ZoneInfo) -> tuple[int, int, int]:
    there = datetime.fromtimestamp(now_ms / 1000, zone)
    midnight = datetime(there.year, there.month, there.day, tzinfo=zone)
    following = (midnight + timedelta(days=1)).replace(fold=0)
    day = there.year * 10000 + there.month * 100 + there.day
    return int(midnight.timestamp() * 1000), int(following.timestamp() * 1000), day
