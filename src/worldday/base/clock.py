"""The one place that tells the time.

In production `now()` is the real time. A demo stands at another day: `WORLDDAY_NOW` (ISO 8601) is the moment at which
the installation believes it was started, and it ticks from there; every process of one installation shares the start
through `WORLDDAY_NOW_SINCE` (Unix seconds). A visitor of a demo may stand at a day of their own, see `standing_at`; whatever
asks which rows are overdue says it with `has_come`, so that what one visitor wrote is not judged at another's day.

Nothing else in the project asks the system for the time of the domain; the audit trail, which must say when something
really happened, uses `wall()`. Machines of one installation may be seconds apart: what has to happen at a moment that was
announced is done by the database's clock, which they share (`of_database`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

REACH = timedelta(days=3)
"""In a demo: a moment that came longer ago than this belongs to somebody who stands at another day."""

_chosen_day: ContextVar[date | None] = ContextVar("chosen_day", default=None)
_wrong_by: ContextVar[timedelta] = ContextVar("wrong_by", default=timedelta(0))  # what this machine's clock lacks


def wall() -> datetime:
    """The real moment, whatever day a demo stands at."""
    return timezone.now()


def own() -> datetime:
    """The installation's moment, also where a visitor stands at another day: rows are numbered by it."""
    return timezone.localtime(wall() + _wrong_by.get() + settings.CLOCK_SHIFT)


def now() -> datetime:
    """The moment the domain lives in, aware, in the installation's time zone."""
    moment = own()
    day = _chosen_day.get()
    return moment if day is None else moment + timedelta(days=(day - moment.date()).days)


def today() -> date:
    return now().date()


def has_come(field: str) -> Q:
    """For a query: the moment in `field` has come. In a demo it has come lately, and what visitors at other days wait for
    stays theirs."""
    moment = now()
    come = Q(**{f"{field}__lte": moment})
    return come & Q(**{f"{field}__gt": moment - REACH}) if settings.DEMO else come


def has_passed(day: date) -> bool:
    """Whether a last day is over: the same for what is at hand already."""
    return day < today() and (not settings.DEMO or today() - day <= REACH)


def since(field: str, span: timedelta) -> Q:
    """For a query: the moment in `field` lies within the last `span`. In a demo not in the future, where another visitor stood."""
    moment = now()
    within = Q(**{f"{field}__gt": moment - span})
    return within & Q(**{f"{field}__lte": moment}) if settings.DEMO else within


def theirs(day: date) -> date | None:
    """For `standing_at`, in what the worker does after somebody: the day they did it at, in a demo; elsewhere nothing (None)."""
    return day if settings.DEMO else None


def days_lived() -> list[date | None]:
    """The days at which the worker does what cannot wait: the installation's own (None), in a demo also those its bar offers."""
    if not settings.DEMO:
        return [None]
    return [None, *(day for day in map(date.fromisoformat, settings.DEMO_DAYS) if abs(day - own().date()) > REACH)]


@contextmanager
def standing_at(day: date | None) -> Iterator[None]:
    """Within the block the domain's day is `day`, at the running time of day; None changes nothing."""
    token = _chosen_day.set(day)
    try:
        yield
    finally:
        _chosen_day.reset(token)


@contextmanager
def of_database() -> Iterator[None]:
    """Within the block the database's clock tells the time. SQLite has none of its own: there everything is one machine."""
    token = _wrong_by.set(_asked() - wall() if connection.vendor == "postgresql" else timedelta(0))
    try:
        yield
    finally:
        _wrong_by.reset(token)


def _asked() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
