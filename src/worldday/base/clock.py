"""The one place that tells the time.

In production `now()` is the real time. A demo stands at another day: `WORLDDAY_NOW` (ISO 8601) is the moment at which
the installation believes it was started, and it ticks from there; every process of one installation shares the start
through `WORLDDAY_NOW_SINCE` (Unix seconds). A visitor of a demo may stand at a day of their own, see `standing_at`.

Nothing else in the project asks the system for the time of the domain; the audit trail, which must say when something
really happened, uses `wall()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_chosen_day: ContextVar[date | None] = ContextVar("chosen_day", default=None)


def wall() -> datetime:
    """The real moment, whatever day a demo stands at."""
    return timezone.now()


def now() -> datetime:
    """The moment the domain lives in, aware, in the installation's time zone."""
    moment = timezone.localtime(wall() + settings.CLOCK_SHIFT)
    day = _chosen_day.get()
    return moment if day is None else moment + timedelta(days=(day - moment.date()).days)


def today() -> date:
    return now().date()


@contextmanager
def standing_at(day: date | None) -> Iterator[None]:
    """Within the block the domain's day is `day`, at the running time of day; None changes nothing."""
    token = _chosen_day.set(day)
    try:
        yield
    finally:
        _chosen_day.reset(token)
