"""Moments and spans of time as a quiz shows them."""

from datetime import datetime

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe
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


@register.filter
def qr(address: str) -> SafeString:
    """The address as a QR code inside the page (ISO/IEC 18004, level M), dark on light in every look."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, light="#fff", dark="#000")
    return mark_safe(drawn)  # noqa: S308  rectangles only; the address is in their pattern
