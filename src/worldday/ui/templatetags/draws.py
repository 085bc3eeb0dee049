"""What pages about prizes say with one word."""

from datetime import datetime

from django import template
from django.utils.timezone import localtime

from worldday.draws.models import PrizeState
from worldday.draws.reasons import REASONS
from worldday.draws.terms import moment
from worldday.ui import dates

register = template.Library()
GROUP = 8  # letters of a fingerprint between two gaps


@register.filter
def when(value: datetime | None) -> str:
    """2020年10月21日（周三） 18:00."""
    if value is None:
        return ""
    local = localtime(value)
    return f"{dates.day(local.date(), year=True)} {local:%H:%M}"


@register.filter
def fingerprint(digest: str) -> str:
    """The beginning of a digest, enough to compare by eye; the whole stands in its title."""
    return " ".join(digest[at : at + GROUP // 2] for at in range(0, 2 * GROUP, GROUP // 2)) + " …" if digest else ""


@register.filter
def prize_state(state: str) -> str:
    return str(PrizeState(state).label)


@register.filter
def yuan(fen: int) -> str:
    """1280.50 → 1,280.50; whole yuan without decimals."""
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


@register.filter
def moment_of(text: str) -> datetime | None:
    """A moment of the terms."""
    return moment(text)


@register.filter
def removal(code: str) -> str:
    """Why an entry was removed, in words."""
    return str(REASONS.get(code, code))
