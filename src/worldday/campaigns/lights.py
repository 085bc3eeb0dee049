"""The lights of the workplan: how an activity or a task stands today, from its days alone. Pure: no database.

Yellow in the last three days is the usage of supervision offices (督查督办): early enough to act, late enough to matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEAR = 3  # days before the end from which a light turns yellow


@dataclass(frozen=True)
class _Look:
    slug: str
    label: str | Promise


class Light(Enum):
    """How something stands. Shape and word go with the colour; `slug` names both."""

    NOT_STARTED = _Look("not-started", _("Not started"))
    ON_TRACK = _Look("on-track", _("On track"))
    AT_RISK = _Look("at-risk", _("Due soon"))
    OVERDUE = _Look("overdue", _("Overdue"))
    DONE = _Look("done", _("Completed"))
    CANCELLED = _Look("cancelled", _("Cancelled"))

    @property
    def slug(self) -> str:
        return self.value.slug

    @property
    def label(self) -> str | Promise:
        return self.value.label


class HasWindow(Protocol):
    """What an activity shows of itself to be lit; days are inclusive, None = not said."""

    window_start: date | None
    window_end: date | None
    actual_start: date | None
    actual_end: date | None
    state: str


class HasDue(Protocol):
    due: date | None
    state: str


def light_of(activity: HasWindow, today: date) -> Light:
    """Cancelled and done speak for themselves; past its last day it is overdue, within `NEAR` days of it due soon.

    Before its first day, or with no days and no beginning, it has not started. Its last day itself is not yet overdue.
    """
    if activity.state == "cancelled":
        return Light.CANCELLED
    if activity.state == "done" or (activity.actual_end is not None and activity.actual_end <= today):
        return Light.DONE
    if activity.window_end is not None and activity.window_end < today:
        return Light.OVERDUE
    if not _has_begun(activity, today):
        return Light.NOT_STARTED
    return _nearing(activity.window_end, today)


def task_light(task: HasDue, today: date) -> Light:
    """What was received or is exempt is done; otherwise the due day decides, and a task without one is on track."""
    if task.state != "open":
        return Light.DONE
    if task.due is not None and task.due < today:
        return Light.OVERDUE
    return _nearing(task.due, today)


def _has_begun(activity: HasWindow, today: date) -> bool:
    if activity.actual_start is not None and activity.actual_start <= today:
        return True
    start = activity.window_start
    return start <= today if start is not None else activity.window_end is not None


def _nearing(last_day: date | None, today: date) -> Light:
    near = last_day is not None and (last_day - today).days <= NEAR
    return Light.AT_RISK if near else Light.ON_TRACK
