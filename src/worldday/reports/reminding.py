"""Reminding units of what they owe: 7, 3 and 1 days before, on the day, then every working day while it is late.

A reminder is queued when its moment has come and not before, so whatever happened until then (sent, exempt, extended, a unit
closed) needs no undoing. One a day for each task and person: the day is part of the key, whoever plans it how often. The
rules and their reasons: docs/decisions/0402-when-to-remind.md.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from worldday.base import clock
from worldday.base.audit import System
from worldday.base.workdays import is_workday, on_or_before
from worldday.campaigns.models import CampaignState, Task, TaskState
from worldday.messages import quiet
from worldday.messages.models import Message, MessageState

from .telling import tell_units

OCCASION = "reminder"
BEFORE = (7, 3, 1, 0)  # days before the day it is due
FAR = timedelta(days=30)  # no holiday is so long that a reminder would be moved further ahead


def days_left(day: date, due: date) -> int | None:
    """How many days are left, as a reminder of `day` says it (negative: late by so many); None = that day nobody is reminded.

    Before the due day a reminder that falls on a rest day comes on the working day before it; afterwards every working day
    has its own, for as long as WORLDDAY_REMIND_LATE_DAYS says.
    """
    left = (due - day).days
    if left < 0:
        return left if is_workday(day) and -left <= settings.REMIND_LATE_DAYS else None
    return left if any(on_or_before(due - timedelta(days=before)) == day for before in BEFORE) else None


def moment(day: date, due: date, due_time: time | None) -> datetime:
    """In the morning; on the due day at the hour it is due, if it has one and people are awake."""
    return quiet.at(day, due_time if day == due else None)


def remind() -> int:
    """Queue today's reminders whose moment has come; how many messages are new. Safe to run twice, also at once."""
    now, today = clock.now(), clock.today()
    withdraw_stale()
    if quiet.next_waking(now) != now:
        return 0
    new = 0
    for due, due_time in _owed().order_by().values_list("due", "due_time").distinct():
        left = days_left(today, due)
        if left is None or moment(today, due, due_time) > now:
            continue
        tasks = _not_reminded(_owed().filter(due=due, due_time=due_time), today)
        facts = {"days": left, "mark": today.isoformat()}
        new += tell_units(tasks=list(tasks), occasion=OCCASION, by=System("reminder"), facts=facts)
    return new


def withdraw_stale() -> int:
    """Reminders that still wait, because their channel was away, about what is no longer owed, or from an earlier day."""
    waiting = Message.objects.filter(occasion=OCCASION, state=MessageState.WAITING)
    past = waiting.filter(made_at__lt=_midnight(clock.today()))
    settled = waiting.exclude(about__in=_owed().values("code"))
    return sum(rows.update(state=MessageState.WITHDRAWN) for rows in (past, settled))


def _owed() -> Any:
    """What open units still owe in live campaigns, due near enough to matter."""
    today = clock.today()
    near = (today - timedelta(days=settings.REMIND_LATE_DAYS), today + FAR)
    rows = Task.objects.filter(campaign__state=CampaignState.LIVE, state=TaskState.OPEN, unit__closed_on=None)
    return rows.filter(due__range=near)


def _not_reminded(tasks: Any, today: date) -> Any:
    reminded = Message.objects.filter(about=OuterRef("code"), occasion=OCCASION, made_at__gte=_midnight(today))
    return tasks.filter(~Exists(reminded)).select_related("unit", "issuer", "campaign__owner")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
