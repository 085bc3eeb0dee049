"""When people may be disturbed: between WORLDDAY_REMIND_FROM and WORLDDAY_REMIND_UNTIL."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


def at(day: date, moment: time | None = None) -> datetime:
    """That moment of the day if people are awake then, else the nearest one that day at which they are; None = the morning."""
    first, last = settings.REMIND_FROM, settings.REMIND_UNTIL
    return timezone.make_aware(datetime.combine(day, min(max(moment or first, first), last)))


def next_waking(moment: datetime) -> datetime:
    """`moment` itself by day; at night the next morning."""
    local = timezone.localtime(moment)
    if local.time() < settings.REMIND_FROM:
        return at(local.date())
    return at(local.date() + timedelta(days=1)) if local.time() > settings.REMIND_UNTIL else moment
