"""What a release still waits for, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker
from worldday.campaigns.models import Activity

from .models import BatchState

WAITS: dict[str, str | Promise] = {
    BatchState.PREPARING: _("“{name}” is still being prepared."),
    BatchState.IN_REVIEW: _("“{name}” waits for somebody to review it."),
}
EMPTY = _("“{name}” has no record yet.")


def blockers_of(activity: Activity, page: str) -> list[Blocker]:
    """One line per batch that cannot be released yet, with the unit that can do something about it."""
    batches = [one for one in activity.batches.all() if one.state != BatchState.DROPPED]
    if not batches:
        return [Blocker(_("No batch of records has been begun for it."), url=page)]
    return [
        Blocker(format_lazy(WAITS[one.state] if one.size else EMPTY, name=one.name), unit=one.unit, url=page)
        for one in batches
        if one.state in WAITS
    ]
