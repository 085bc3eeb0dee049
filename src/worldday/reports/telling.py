"""Telling people what became of a task, and asking a unit about a practice. Called inside the transaction of the verb that did it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.urls import reverse

from worldday.base.audit import Actor
from worldday.campaigns.models import Task
from worldday.messages import outbox
from worldday.messages.letters import QUIET, Letter, Reader, each_time
from worldday.messages.models import Channel

from .models import Practice, Submission
from .recipients import URGENT, reviewers_of, staff_of, writers_of
from .wording import words_for, words_for_practice

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
    told = [(task, reader) for task in tasks for reader in readers.get(task.unit_id, [])]
    return outbox.queue(_letters(told, occasion, by, facts or {}, channels=channels))


def tell_asker(
    *, task: Task, occasion: str, by: Actor, facts: dict[str, Any] | None = None, submission: Submission | None = None
) -> int:
    """Tell those who review what the unit sends, but not the person who has just done it.

    The message leads to `submission`, or without one to wherever the task stands by then.
    """
    told = [(task, reader) for reader in reviewers_of(task)]
    link = reverse("desk_reviews:submission", args=[submission.code]) if submission else ""
    made = _letters(told, occasion, by, facts or {}, scope_path=task.unit.path, page="desk_board:task", link=link)
    return outbox.queue(made)


def tell_practice_asked(practice: Practice, by: Actor) -> int:
    """Ask everybody who may answer for its unit whether it may be shared."""
    mark, campaign = each_time(), practice.campaign
    return outbox.queue(
        Letter(
            key=f"practice:{practice.code}:{mark}:{reader.code}",
            occasion="practice",
            to=reader.only(QUIET),
            about=practice.code,
            campaign=campaign.code,
            scope_path=campaign.owner.path,
            said=words_for_practice(practice, reader.language),
            link=reverse("desk_practices:practice", args=[practice.code]),
        )
        for reader in staff_of(practice.unit)
        if reader.code != by.actor_ref
    )


def _letters(
    told: Iterable[tuple[Task, Reader]],
    occasion: str,
    by: Actor,
    facts: dict[str, Any],
    *,
    channels: Collection[str] = (),
    scope_path: str = "",
    page: str = "desk_tasks:write",
    link: str = "",
) -> Iterator[Letter]:
    """One for each person but `by`; the words of one task are made once a language. It leads to the task on `page`, or to `link`."""
    mark = facts.get("mark") or facts.get("version") or each_time()
    worded = cache(lambda task, language: words_for(task, occasion, language, facts))
    gone = occasion == "withdrawn"  # a task nobody had begun does not exist any more
    address_of = cache(lambda task: reverse("desk_tasks:list") if gone else reverse(page, args=[task.code]))
    wanted = channels or (Channel.values if occasion in URGENT else QUIET)
    for task, reader in told:
        if reader.code != by.actor_ref:
            yield Letter(
                key=f"{occasion}:{task.code}:{mark}:{reader.code}",
                occasion=occasion,
                to=reader.only(wanted),
                about=task.code,
                campaign=task.campaign.code,
                scope_path=scope_path or task.asked_by.path,
                said=worded(task, reader.language),
                link=link or address_of(task),
            )
