"""Passing a task on: a unit asks its own offices and associations for what it owes itself. To any depth, one step at a time."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check
from worldday.base.problems import Problem
from worldday.campaigns.actions.activities import take_part
from worldday.campaigns.actions.tasks import clean_points, exempt_task, locked
from worldday.campaigns.models import Task, TaskState
from worldday.messages import outbox
from worldday.reports import telling
from worldday.reports.models import Filing
from worldday.reports.queries.passed_on import askable
from worldday.reports.wording import STILL_OWED
from worldday.units.models import Unit


@transaction.atomic
def pass_on(
    *, task: Task, units: Sequence[Unit], due: date | None, points: Sequence[str], max_chars: int | None, by: Actor
) -> list[Task]:
    """Ask `units` for what `task` asks of us: the same sort, a day and requirements of our own. Returns whom it newly asks.

    The units stand below ours, or are partners of our district (`queries.passed_on.askable`). `due` lies between today and
    our own day. A unit that owes it already is left as it is, so that repeating doubles nothing; one that was exempt is
    asked again. Units are told. Raises `Problem`, `Invalid`.
    """
    task = locked(task)  # two people at once: the second sees whom the first has asked
    due = _check(task, due)
    with scope.everything("who may be asked is checked here"):
        allowed = set(askable(task.unit))
        before = {
            one.unit_id: one for one in Task.objects.filter(parent=task).select_related("unit", "campaign__owner")
        }
    if strangers := [unit.name for unit in units if unit not in allowed]:
        said = gettext("{units} cannot be asked by {unit}: choose units below it. Nothing was changed.")
        raise Problem(said.format(units="、".join(strangers), unit=task.unit.name))
    if not units:
        raise Problem(_("Choose at least one unit to pass it on to. Nothing was changed."))
    terms: Values = {"due": due, "max_chars": max_chars, "points": clean_points(points)}
    terms["due_time"] = task.due_time if due == task.due else None
    asked = [_ask(task, unit, before.get(unit.pk), terms) for unit in dict.fromkeys(units)]
    fresh = [one for one in asked if one is not None]
    if fresh:
        take_part(task.campaign, [one.unit for one in fresh])
        _record_passing(task, fresh, terms, by)
        telling.tell_units(tasks=fresh, occasion="passed-on", by=by)
    return fresh


@transaction.atomic
def withdraw(*, task: Task, by: Actor) -> None:
    """Take back what was passed on, as long as nothing has been sent for it, nor for what was passed on from there.

    A task nobody has begun is removed; where somebody has written, the draft is kept and the unit is exempt. Units are told,
    and no reminder that still waits goes out.
    """
    if task.issuer_id is None:
        raise Problem(_("This was asked by the organiser and cannot be withdrawn here. Nothing was changed."))
    with scope.everything("the view has fetched it through its permission"):
        _withdraw(task, by)


def _withdraw(task: Task, by: Actor) -> None:
    filing = Filing.objects.select_for_update().filter(task=task).first()  # before its task, as sending does
    task = locked(task)
    for below in Task.objects.filter(parent=task).exclude(state=TaskState.EXEMPT):
        _withdraw(below, by)
    if task.state == TaskState.DONE or (filing is not None and filing.versions):
        said = gettext("{unit} has already sent something for it, so it cannot be withdrawn. Nothing was changed.")
        raise Problem(said.format(unit=task.unit.name))
    path = task.issuer.path if task.issuer else task.campaign.owner.path
    audit.record(by=by, action="task-withdrawn", target=task, scope_path=path, before={"issuer": task.asked_by.name})
    outbox.withdraw(about=[task.code], occasions=STILL_OWED)
    telling.tell_unit(task=task, occasion="withdrawn", by=by)
    if filing is None and not task.passed_on.exists() and not task.materials.exists():
        task.delete()
    else:
        exempt_task(task=task, reason=gettext("Withdrawn by {unit}.").format(unit=task.asked_by.name), by=by)


def _check(task: Task, due: date | None) -> date | None:
    """The day, if it can be kept. Raises `Problem`."""
    if task.state != TaskState.OPEN or task.unit.closed_on is not None:
        raise Problem(_("This is not owed any more, so it cannot be passed on. Nothing was changed."))
    if due is None and task.due is not None:
        raise Problem(_("Please say by when you need it from them. Nothing was changed."))
    if due is not None and task.due is not None and due > task.due:
        raise Problem(
            _("That is after the day on which we owe it ourselves; choose an earlier day. Nothing was changed.")
        )
    if due is not None and due < clock.today():
        raise Problem(_("That day is past; choose today or a later day. Nothing was changed."))
    return due


def _ask(task: Task, unit: Unit, known: Task | None, terms: Values) -> Task | None:
    """The task of one unit, new or owed again; None when it owes it already or has sent it."""
    if known is not None and known.state != TaskState.EXEMPT:
        return None
    child = known or Task(campaign=task.campaign, unit=unit, issuer=task.unit, parent=task, what=task.what)
    child.recipient = task.unit.name[:120]
    child.state, child.closed_on, child.note, child.first_due = TaskState.OPEN, None, "", None
    change(child, terms, allowed=terms)
    check(child, ["what", "state", "closed_on"])
    child.save()
    return child


def _record_passing(task: Task, fresh: list[Task], terms: Values, by: Actor) -> None:
    due = terms["due"].isoformat() if terms["due"] else None
    after = {"units": [one.unit.name for one in fresh], "due": due}
    after |= {field: terms[field] for field in ("max_chars", "points") if terms[field]}
    audit.record(by=by, action="task-passed-on", target=task, scope_path=task.unit.path, after=after)
