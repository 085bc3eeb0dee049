"""Moments and spans of time as a quiz shows them."""

from datetime import datetime

from django import template
from django.utils.timezone import localtime

from worldday.ui import dates

register = template.Library()


@register.filter
def moment(value: datetime) -> str:
    """10月14日（周三） 09:00, in the installation's time zone."""
    there = localtime(value)
    return f"{dates.day(there.date())} {there:%H:%M}"


@register.filter
def took(ms: int) -> str:
    """93400 → 1:33.4: how long an attempt took, to a tenth of a second, never rounded up."""
    tenths = ms // 100
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"
