"""What people do to tasks in the desk: ask, change, extend, exempt, receive, take back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check, ready
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import Campaign, Task, TaskState
from worldday.units.models import Unit

from .activities import take_part

FIELDS = ("what", "due", "due_time", "due_text", "recipient", "max_chars", "points", "note")
MOST_POINTS, LONGEST_POINT = 30, 200


@transaction.atomic
def add_task(*, campaign: Campaign, unit: Unit, what: str, by: Actor, **fields: Any) -> Task:
    """Ask one unit for something the notice did not ask it for; `fields`: any of `FIELDS`. Raises `Invalid`."""
    if unit.closed_on is not None:
        raise Problem(_("This unit is closed and can owe nothing; choose its successor. Nothing was changed."))
    task = _drafted(campaign, what, fields)
    task.unit = unit
    task.save(force_insert=True)
    take_part(campaign, [unit])
    record("task-added", task, by, after=_said(task))
    return task


@transaction.atomic
def add_tasks(*, campaign: Campaign, units: Iterable[Unit], what: str, by: Actor, **fields: Any) -> list[Task]:
    """Ask several units for the same; one row in the trail. Returns the tasks that are new.

    A closed unit is left out, and so is one that owes the campaign's owner the same sort on the same day already: asking
    twice doubles nothing. Raises `Invalid`, and `Problem` when all units are closed.
    """
    open_units = [unit for unit in dict.fromkeys(units) if unit.closed_on is None]
    if not open_units:
        raise Problem(_("None of these units is open, so none can owe anything. Nothing was changed."))
    pattern = _drafted(campaign, what, fields)
    with scope.everything("the view has checked who runs the campaign"):
        Campaign.objects.select_for_update().get(pk=campaign.pk)  # two clicks at once: the second sees the first one's
        same = Task.objects.filter(campaign=campaign, issuer=None, what=what, due=pattern.due)
        owing = set(same.exclude(state=TaskState.EXEMPT).values_list("unit_id", flat=True))
    values = {field: getattr(pattern, field) for field in FIELDS}
    fresh = [Task(campaign=campaign, unit=unit, **values) for unit in open_units if unit.pk not in owing]
    Task.objects.bulk_create(fresh)
    take_part(campaign, open_units)
    if fresh:
        after = {"units": [task.unit.name for task in fresh], **_said(pattern)}
        path = campaign.owner.path
        audit.record(by=by, action="tasks-added", target=campaign, scope_path=path, after=after)
    return fresh


@transaction.atomic
def change_task(*, task: Task, changes: Values, by: Actor) -> Task:
    """Change any of `FIELDS`, such as the due day; a unit that needs longer is given `extend_task`. Raises `Invalid`."""
    if "points" in changes:
        changes = {**changes, "points": clean_points(changes["points"])}
    return update(locked(task), changes, FIELDS, "task-changed", by)


@transaction.atomic
def extend_task(*, task: Task, due: date, reason: str, by: Actor) -> Task:
    """Give a unit until `due`, which lies after the day it has now. The day first asked for and the reason are kept.

    The same day again changes nothing. Raises `Problem`: no reason, no day to extend, not later, or nothing owed any more.
    """
    if not reason.strip():
        raise Problem(_("Please say why the time is extended; nothing was changed."))
    task = locked(task)
    if task.state != TaskState.OPEN:
        raise Problem(_("This is not owed any more; let it be owed again before extending it. Nothing was changed."))
    if task.due is None:
        raise Problem(_("It has no due day that could be extended; set one by changing the task. Nothing was changed."))
    if task.due == due:
        return task
    if due < task.due:
        raise Problem(_("An extension gives more time: choose a day after the one it is due now. Nothing was changed."))
    before, after = change(task, {"due": due, "first_due": task.first_due or task.due}, allowed=("due", "first_due"))
    task.save(update_fields=["due", "first_due"])
    record("task-extended", task, by, before, after | {"reason": reason.strip()})
    return task


@transaction.atomic
def exempt_task(*, task: Task, reason: str, by: Actor) -> Task:
    """The unit need not send this; the reason stays with the task."""
    if not reason.strip():
        raise Problem(_("Please say why the unit is exempt; nothing was changed."))
    changes = {"state": TaskState.EXEMPT, "closed_on": clock.today(), "note": reason.strip()[:200]}
    return update(locked(task), changes, changes, "task-exempted", by)


@transaction.atomic
def close_task(*, task: Task, by: Actor, on: date | None = None) -> Task:
    """What was owed has been received, on `on` (today if not said). Again: nothing happens."""
    task = locked(task)
    if task.state == TaskState.DONE:
        return task
    day = on or clock.today()
    if day > clock.today():
        raise Problem(_("What really happened cannot lie in the future; choose today or an earlier day."))
    changes = {"state": TaskState.DONE, "closed_on": day}
    return update(task, changes, changes, "task-closed", by)


@transaction.atomic
def reopen_task(*, task: Task, by: Actor) -> Task:
    """It is owed again."""
    changes = {"state": TaskState.OPEN, "closed_on": None}
    return update(locked(task), changes, changes, "task-reopened", by)


def clean_points(points: Sequence[str]) -> list[str]:
    """Points to cover as they are kept: without blanks, each once. Raises `Invalid` when there are too many or one is long."""
    found = list(dict.fromkeys(text for point in points if (text := " ".join(point.split()))))
    if len(found) > MOST_POINTS or any(len(point) > LONGEST_POINT for point in found):
        said = gettext("At most {most} points of at most {longest} characters each.")
        raise Invalid({"points": [said.format(most=MOST_POINTS, longest=LONGEST_POINT)]})
    return found


def update(task: Task, changes: Values, allowed: Any, action: str, by: Actor) -> Task:
    """Set, save and write down what differs; nothing differs: nothing happens."""
    before, after = change(task, changes, allowed=allowed)
    if after:
        task.save()
        record(action, task, by, before, after)
    return task


def locked(task: Task) -> Task:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        rows = Task.objects.select_for_update(of=("self",)).select_related("campaign__owner", "unit", "issuer")
        found: Task = rows.get(pk=task.pk)
    return found


def record(action: str, task: Task, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    path = task.campaign.owner.path
    audit.record(by=by, action=action, target=task, scope_path=path, before=before, after=after)


def _drafted(campaign: Campaign, what: str, fields: Values) -> Task:
    """A task with these values that no unit owes yet, checked."""
    task = Task(campaign=campaign)
    if "points" in fields:
        fields = {**fields, "points": clean_points(fields["points"])}
    change(task, {"what": what, **fields}, allowed=FIELDS)
    check(task, ["what"])
    return task


def _said(task: Task) -> Values:
    return {field: ready(value) for field in FIELDS if (value := getattr(task, field))}
