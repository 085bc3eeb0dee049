"""What people do to tasks in the desk, and what happens to them when a unit is merged."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check, ready
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign, Task, TaskState
from worldday.units.models import Unit

from .activities import take_part

FIELDS = ("what", "due", "due_text", "recipient", "max_chars", "note")


@transaction.atomic
def add_task(*, campaign: Campaign, unit: Unit, what: str, by: Actor, **fields: Any) -> Task:
    """Ask one unit for something the notice did not ask it for; `fields`: any of `FIELDS`. Raises `Invalid`."""
    if unit.closed_on is not None:
        raise Problem(_("This unit is closed and can owe nothing; choose its successor. Nothing was changed."))
    task = Task(campaign=campaign, unit=unit)
    change(task, {"what": what, **fields}, allowed=FIELDS)
    check(task, ["what"])
    task.save(force_insert=True)
    take_part(campaign, [unit])
    _record("task-added", task, by, after={field: ready(value) for field in FIELDS if (value := getattr(task, field))})
    return task


@transaction.atomic
def change_task(*, task: Task, changes: Values, by: Actor) -> Task:
    """Change any of `FIELDS`, such as the due day. Raises `Invalid`."""
    return _change(_locked(task), changes, FIELDS, "task-changed", by)


@transaction.atomic
def exempt_task(*, task: Task, reason: str, by: Actor) -> Task:
    """The unit need not send this; the reason stays with the task."""
    if not reason.strip():
        raise Problem(_("Please say why the unit is exempt; nothing was changed."))
    changes = {"state": TaskState.EXEMPT, "closed_on": clock.today(), "note": reason.strip()[:200]}
    return _change(_locked(task), changes, changes, "task-exempted", by)


@transaction.atomic
def close_task(*, task: Task, by: Actor, on: date | None = None) -> Task:
    """What was owed has been received, on `on` (today if not said). Again: nothing happens."""
    task = _locked(task)
    if task.state == TaskState.DONE:
        return task
    day = on or clock.today()
    if day > clock.today():
        raise Problem(_("What really happened cannot lie in the future; choose today or an earlier day."))
    changes = {"state": TaskState.DONE, "closed_on": day}
    return _change(task, changes, changes, "task-closed", by)


@transaction.atomic
def reopen_task(*, task: Task, by: Actor) -> Task:
    """It is owed again."""
    changes = {"state": TaskState.OPEN, "closed_on": None}
    return _change(_locked(task), changes, changes, "task-reopened", by)


def hand_over(closed: Unit, successor: Unit, by: Actor) -> None:
    """Open tasks of a merged unit move to its successor; one that the successor owes already is exempted instead.

    Registered with `units.succession`; runs inside the transaction that closes the unit.
    """
    with scope.everything("the unit's tasks, whichever campaign they are of"):
        owed = list(Task.objects.filter(unit=closed, state=TaskState.OPEN).select_related("campaign__owner", "unit"))
        theirs = set(Task.objects.filter(unit=successor).values_list("campaign_id", "what", "due"))
    for task in owed:
        if (task.campaign_id, task.what, task.due) in theirs:
            exempt_task(
                task=task, reason=gettext("Merged into {unit}, which owes the same.").format(unit=successor.name), by=by
            )
            continue
        take_part(task.campaign, [successor])
        _change(task, {"unit": successor}, ["unit"], "task-handed-over", by)


def _change(task: Task, changes: Values, allowed: Any, action: str, by: Actor) -> Task:
    before, after = change(task, changes, allowed=allowed)
    if after:
        task.save()
        _record(action, task, by, before, after)
    return task


def _locked(task: Task) -> Task:
    with scope.everything("the view has fetched it through its permission"):
        rows = Task.objects.select_for_update(of=("self",)).select_related("campaign__owner", "unit")
        found: Task = rows.get(pk=task.pk)
    return found


def _record(action: str, task: Task, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    path = task.campaign.owner.path
    audit.record(by=by, action=action, target=task, scope_path=path, before=before, after=after)
