"""In a demo the hot paths stand at the day of whoever is asking, as every page does (base/middleware.py).

Made only where the configuration names a demo; anywhere else clock, ids and doors are the plain ones, and nothing here runs.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from worldday.base.visiting import DAY_COOKIE, a_day

from .clock import Clock, Ids
from .config import Config
from .room import Door, Scope

COOKIE = DAY_COOKIE.encode()
_chosen_day: ContextVar[date | None] = ContextVar("day_of_whoever_asks", default=None)


class VisitorsClock(Clock):
    """Whoever is answered meets it at the day they chose, at the running time of day; everybody else at the installation's."""

    def __init__(self, shift_ms: int, zone: str) -> None:
        super().__init__(shift_ms)
        self._zone = ZoneInfo(zone)

    def own_ms(self) -> int:
        """The installation's moment, whoever asks."""
        return super().now_ms()

    def now_ms(self) -> int:
        own, day = self.own_ms(), _chosen_day.get()
        if day is None:
            return own
        here = datetime.fromtimestamp(own / 1000, self._zone)
        return int((here + timedelta(days=(day - here.date()).days)).timestamp() * 1000)


class VisitorsIds(Ids):
    """Ids grow with the installation's clock: what reads new rows in their order would never see one of an earlier day."""

    def __init__(self, clock: VisitorsClock) -> None:
        super().__init__()
        self._clock = clock

    def new(self, now_ms: int) -> int:
        return super().new(self._clock.own_ms())


def clock_and_ids(config: Config) -> tuple[Clock, Ids]:
    """As the configuration asks."""
    if not config.visitors_zone:
        return Clock(config.clock_shift_ms), Ids()
    clock = VisitorsClock(config.clock_shift_ms, config.visitors_zone)
    return clock, VisitorsIds(clock)


def at_their_day(doors: dict[str, Door], config: Config) -> dict[str, Door]:
    """The doors as they are; in a demo such that each answers at the day its visitor chose."""
    return {name: _at_their_day(door) for name, door in doors.items()} if config.visitors_zone else doors


def _at_their_day(door: Door) -> Door:
    async def answer(body: bytes, scope: Scope) -> bytes:
        token = _chosen_day.set(chosen_day(scope["headers"]))
        try:
            return await door(body, scope)
        finally:
            _chosen_day.reset(token)

    return answer


def chosen_day(headers: Iterable[tuple[bytes, bytes]]) -> date | None:
    """What the cookie says, if anything."""
    for name, value in headers:
        if name == b"cookie" and COOKIE in value:
            for pair in value.split(b";"):
                key, _sign, text = pair.strip().partition(b"=")
                if key == COOKIE:
                    return a_day(text.decode("latin-1"))
    return None
