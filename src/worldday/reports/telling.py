"""Telling people what became of a task. Called inside the transaction of the verb that did it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Task
from worldday.messages import outbox
from worldday.messages.models import Channel
from worldday.messages.outbox import Letter
from worldday.messages.quiet import next_waking

from .models import Submission
from .recipients import URGENT, Reader, reviewers_of, writers_of
from .wording import Words, words_for

OCCASIONS = (
    "asked",
    "passed-on",
    "sent",
    "taken-back",
    "returned",
    "accepted",
    "extended",
    "exempted",
    "withdrawn",
    "reminder",
    "urge",
)
LOUD = (Channel.SMS, Channel.WECHAT)  # they ring: never at night, and only when it is urgent


def tell_unit(*, task: Task, occasion: str, by: Actor, facts: dict[str, Any] | None = None) -> int:
    """Tell the staff who may write for the task's unit; how many messages it became, 0 when nobody is there to tell.

    `facts` may hold `reason`, `sentence`, `due`, `version`, `days`; and `mark`, which tells two events of one occasion
    apart (the version, the new day, or the present moment if it is not given).
    """
    return tell_units(tasks=[task], occasion=occasion, by=by, facts=facts)


def tell_units(
    *,
    tasks: Collection[Task],
    occasion: str,
    by: Actor,
    facts: dict[str, Any] | None = None,
    channels: Collection[str] = (),
) -> int:
    """The same for many tasks in a few queries; `channels` narrows how. Whoever did it (`by`) is not told of it."""
    readers = writers_of(tasks)
    told = [(task, reader) for task in tasks for reader in readers.get(task.unit_id, []) if reader.code != by.actor_ref]
    return outbox.queue(letters(told, occasion, facts or {}, channels))


def tell_asker(
    *, task: Task, occasion: str, by: Actor, facts: dict[str, Any] | None = None, submission: Submission | None = None
) -> int:
    """Tell those who review what the unit sends, but not the person who has just done it.

    The message leads to `submission`, or without one to wherever the task stands by then.
    """
    told = [(task, reader) for reader in reviewers_of(task) if reader.code != by.actor_ref]
    link = reverse("desk_reviews:submission", args=[submission.code]) if submission else ""
    made = letters(told, occasion, facts or {}, scope_path=task.unit.path, page="desk_board:task", link=link)
    return outbox.queue(made)


def letters(
    told: Iterable[tuple[Task, Reader]],
    occasion: str,
    facts: dict[str, Any],
    channels: Collection[str] = (),
    *,
    due_at: datetime | None = None,
    scope_path: str = "",
    page: str = "desk_tasks:write",
    link: str = "",
) -> Iterator[Letter]:
    """One letter for each person and each channel that reaches them; the words of one task are made once a language.

    It leads to the task on `page`, or to `link`.
    """
    mark = facts.get("mark") or facts.get("version") or f"{clock.now():%Y%m%dT%H%M%S%f}"
    worded = cache(lambda task, language: words_for(task, occasion, language, facts))
    gone = occasion == "withdrawn"  # a task nobody had begun does not exist any more
    address_of = cache(lambda task: reverse("desk_tasks:list") if gone else reverse(page, args=[task.code]))
    for task, reader in told:
        words: Words = worded(task, reader.language)
        for channel, address in reader.lines.items():
            if (channels and channel not in channels) or (not channels and channel in LOUD and occasion not in URGENT):
                continue
            yield Letter(
                key=f"{occasion}:{task.code}:{mark}:{reader.code}:{channel}",
                occasion=occasion,
                channel=channel,
                to=reader.code,
                to_name=reader.name,
                address=address,
                about=task.code,
                campaign=task.campaign.code,
                scope_path=scope_path or task.asked_by.path,
                language=reader.language,
                subject=words.subject,
                text=words.text,
                facts=words.facts,
                link=link or address_of(task),
                due_at=next_waking(due_at or clock.now()) if channel in LOUD else due_at,
            )
