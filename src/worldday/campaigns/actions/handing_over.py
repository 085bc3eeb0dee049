"""What happens to tasks when a unit is merged into another: what it owed, and what it had asked of others."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.campaigns.models import Task, TaskState
from worldday.units.models import Unit

from .activities import take_part
from .tasks import exempt_task, update


def hand_over(closed: Unit, successor: Unit, by: Actor) -> None:
    """Open tasks of a merged unit move to its successor, with whatever hangs on them: a draft, versions that were returned.

    One that the successor owes already, or would owe itself, is exempted instead. What the closed unit had asked of its
    own units is asked by the successor from now on. Registered with `units.succession`; runs inside the transaction that
    closes the unit.
    """
    with scope.everything("the unit's tasks, whichever campaign they are of"):
        owed = _whole(Task.objects.filter(unit=closed, state=TaskState.OPEN))
        theirs = _whole(Task.objects.filter(unit=successor))
        for task in owed:
            if task.issuer_id == successor.pk:
                said = gettext("Merged into {unit}, which had asked for it.")
                exempt_task(task=task, reason=said.format(unit=successor.name), by=by)
            elif (twin := _twin(task, theirs)) is not None:
                said = gettext("Merged into {unit}, which owes the same.")
                exempt_task(task=task, reason=said.format(unit=successor.name), by=by)
                _feed(task, twin, by)
            else:
                take_part(task.campaign, [successor])
                update(task, {"unit": successor}, ["unit"], "task-handed-over", by)
        for asked in _whole(Task.objects.filter(issuer=closed, state=TaskState.OPEN)):
            if asked.unit_id == successor.pk:
                said = gettext("{unit} had asked for it and is now part of the same unit.")
                exempt_task(task=asked, reason=said.format(unit=closed.name), by=by)
            else:
                update(asked, {"issuer": successor}, ["issuer"], "task-asker-changed", by)


def _whole(rows: QuerySet[Task]) -> list[Task]:
    return list(rows.select_related("campaign__owner", "unit", "issuer"))


def _twin(task: Task, theirs: Iterable[Task]) -> Task | None:
    """The successor's task that is the same: the same of the notice's tasks, fed into the same, or of the same sort and day."""

    def same(other: Task) -> bool:
        if (other.campaign_id, other.issuer_id) != (task.campaign_id, task.issuer_id):
            return False
        if task.parent_id is not None:
            return other.parent_id == task.parent_id
        return (task.key != "" and other.key == task.key) or (other.what, other.due) == (task.what, task.due)

    return next((other for other in theirs if same(other)), None)


def _feed(task: Task, twin: Task, by: Actor) -> None:
    """What was passed on from `task` feeds its twin from now on; a unit that is asked for the twin already is exempt."""
    asked = set(Task.objects.filter(parent=twin).values_list("unit_id", flat=True))
    for one in _whole(Task.objects.filter(parent=task, state=TaskState.OPEN)):
        if one.unit_id in asked:
            said = gettext("Merged into {unit}, which asks for the same.").format(unit=twin.unit.name)
            exempt_task(task=one, reason=said, by=by)
        else:
            update(one, {"parent": twin}, ["parent"], "task-handed-over", by)
