"""The server's clock, and ids that grow with it."""

import time
from collections.abc import Callable
from random import getrandbits

RANDOM_BITS = 20  # the rest of an id's 63 bits are milliseconds, until the year 2248


class Clock:
    """The wall clock as it stood at the start, carried on by the monotonic clock.

    So a step of the system's clock, in either direction, neither ends nor lengthens what is running; it takes effect at the
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
