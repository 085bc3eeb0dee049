"""Asking units, giving them time, exempting them: the campaign's verbs for several tasks at once, and telling the units."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Campaign, CampaignState, Task, TaskState
from worldday.reports import telling
from worldday.reports.models import Filing
from worldday.units.models import Unit


@dataclass
class Outcome:
    """What became of the ticked tasks: those it was done to, and those left as they were."""

    done: list[Task] = field(default_factory=list)
    left: list[Task] = field(default_factory=list)


@transaction.atomic
def ask(*, campaign: Campaign, units: Iterable[Unit], what: str, by: Actor, **fields: Any) -> list[Task]:
    """Ask units for something the notice did not ask for, and tell them. Returns the new tasks; see `add_tasks`."""
    made = actions.add_tasks(campaign=campaign, units=units, what=what, by=by, **fields)
    _tell(made, "asked", by, {"mark": "asked"})
    return made


@transaction.atomic
def extend(*, tasks: Collection[Task], due: date, reason: str, by: Actor) -> Outcome:
    """Give every one of these tasks until `due`, for one reason, and tell their units.

    Tasks to which this does not apply (received, exempt, without a day, due then or later already) are left as they are.
    What was passed on cannot be due after the task it feeds. Raises `Problem` when it applies to none.
    """
    outcome = _each(tasks, lambda task: _extended(task, due, reason, by))
    later = {task.pk for task in tasks if task.due != due}  # the same day again tells nobody twice
    told = [task for task in outcome.done if task.pk in later]
    _tell(told, "extended", by, {"reason": reason.strip(), "due": due, "mark": due.isoformat()})
    return outcome


@transaction.atomic
def exempt(*, tasks: Collection[Task], reason: str, by: Actor) -> Outcome:
    """These units need not send this, for one reason; they are told. What was received already stays received."""
    outcome = _each(tasks, lambda task: _exempted(task, reason, by))
    _tell(outcome.done, "exempted", by, {"reason": reason.strip()})
    return outcome


@transaction.atomic
def change(*, task: Task, changes: Values, by: Actor) -> Task:
    """Change what is asked for. What the writer has ticked stays ticked, also when the points move to other places."""
    filing = _held(task)
    before = list(task.points)
    changed = actions.change_task(task=task, changes=changes, by=by)
    if changed.points != before:
        _move_ticks(changed, filing, before)
    return changed


def _extended(task: Task, due: date, reason: str, by: Actor) -> Task:
    if task.parent is not None and task.parent.due is not None and due > task.parent.due:
        raise Problem(
            _("That is after the day on which we owe it ourselves; choose an earlier day. Nothing was changed.")
        )
    return actions.extend_task(task=task, due=due, reason=reason, by=by)


def _exempted(task: Task, reason: str, by: Actor) -> Task:
    if task.state == TaskState.DONE:
        raise Problem(_("It has been received already; let it be owed again before exempting. Nothing was changed."))
    return actions.exempt_task(task=task, reason=reason, by=by)


def _each(tasks: Collection[Task], verb: Callable[[Task], Task]) -> Outcome:
    outcome, problem = Outcome(), Problem(_("Tick the tasks it is about. Nothing was changed."))
    for task in tasks:
        try:
            outcome.done.append(verb(task))
        except Problem as refused:
            problem = refused
            outcome.left.append(task)
    if not outcome.done:
        raise problem
    return outcome


def _held(task: Task) -> Filing | None:
    """Its filing, held before the task itself, as sending does: the two never wait for each other."""
    with scope.everything("the verb's actor may change the task"):
        found: Filing | None = Filing.objects.select_for_update().filter(task=task).first()
    return found


def _move_ticks(task: Task, filing: Filing | None, before: list[str]) -> None:
    """A filing keeps ticked points by their places: they follow their texts; a tick whose text is gone goes with it."""
    if filing is None or not filing.points:
        return
    places = {text: place for place, text in enumerate(task.points)}
    texts = [before[place] for place in filing.points if place < len(before)]
    filing.points = sorted(places[text] for text in texts if text in places)
    filing.save(update_fields=["points"])


def _tell(tasks: Collection[Task], occasion: str, by: Actor, facts: dict[str, Any]) -> None:
    """While a campaign is being drafted its units have not been asked for anything yet."""
    live = [task for task in tasks if task.campaign.state == CampaignState.LIVE]
    if live:
        telling.tell_units(tasks=live, occasion=occasion, by=by, facts=facts)
