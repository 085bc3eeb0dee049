"""Who is told about a task, in which language, and through which channels. A few queries, however many tasks."""

from __future__ import annotations

from collections.abc import Iterable

from worldday.campaigns.models import Task
from worldday.messages.letters import Reader
from worldday.units.models import Unit
from worldday.units.permissions import Permission
from worldday.units.readers import serving

# Which occasions are worth a buzz in the pocket; the others wait in the desk and in the mail.
URGENT = frozenset({"reminder", "urge", "returned"})


def writers_of(tasks: Iterable[Task]) -> dict[int, list[Reader]]:
    """By the unit's key: the unit's own staff who may report for it. A unit without any is missing: nobody to tell."""
    return serving({task.unit_id for task in tasks}, Permission.REPORT)


def reviewers_of(task: Task) -> list[Reader]:
    """Staff of the unit that asked: its organisers, or, where a unit passed a task on, whoever reports for that unit."""
    permission = Permission.RUN_CAMPAIGN if task.issuer_id is None else Permission.REPORT
    unit = task.asked_by.pk
    return serving({unit}, permission).get(unit, [])


def staff_of(unit: Unit) -> list[Reader]:
    """The unit's own staff who may report for it, when there is something to tell that is about no task."""
    return serving({unit.pk}, Permission.REPORT).get(unit.pk, [])
