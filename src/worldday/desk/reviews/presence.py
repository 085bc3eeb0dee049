"""Who else has this version open just now. Kept for a minute, nowhere else; the decision itself is guarded by the database."""

from __future__ import annotations

from django.core.cache import cache

from worldday.base import clock
from worldday.reports.models import Submission
from worldday.units.models import Staff

KEPT_S = 60


def arrive(sent: Submission, staff: Staff) -> list[str]:
    """Say that `staff` looks at it; names of the others who have done so within a minute."""
    key, moment = f"review-{sent.code}", clock.wall().timestamp()
    here: dict[str, tuple[str, float]] = cache.get(key) or {}
    here = {code: row for code, row in here.items() if moment - row[1] < KEPT_S} | {staff.code: (staff.name, moment)}
    cache.set(key, here, KEPT_S)
    return sorted(name for code, (name, _at) in here.items() if code != staff.code)


def leave(sent: Submission, staff: Staff) -> None:
    """Decided: one looks elsewhere now."""
    key = f"review-{sent.code}"
    here: dict[str, tuple[str, float]] = cache.get(key) or {}
    if here.pop(staff.code, None):
        cache.set(key, here, KEPT_S)
