"""The server's clock of the quiz, and ids that grow with it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import getrandbits
from zoneinfo import ZoneInfo

RANDOM_BITS = 20  # the rest of an id's 63 bits are milliseconds, until the year 2248


class Clock:
    """The wall clock as it stood at the start, carried on by the monotonic clock.

    So a step of the system's clock, in either direction, neither ends nor lengthens a running attempt; it takes effect at the
    next start. `shift_ms` is how far the installation's day stands from the real one (see base/clock.py).
    """

    def __init__(
        self,
        shift_ms: int = 0,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._start_s = wall() - monotonic() + shift_ms / 1000

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return int((self._start_s + self._monotonic()) * 1000)


class Ids:
    """Time-ordered ids: new rows lie beside each other in the index, so a large table costs what a small one does."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, now_ms: int) -> int:
        """Larger than every id before in this process, also when the clock was not."""
        self._last = max(self._last + 1, now_ms << RANDOM_BITS | getrandbits(RANDOM_BITS))
        return self._last


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
