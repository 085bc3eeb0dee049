"""What was passed on from a task, and what has come back: the material of the summary above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from worldday.base import clock, workdays
from worldday.campaigns.models import Task, TaskState
from worldday.campaigns.queries.workplan import tasks_with_lights
from worldday.reports.models import Submission
from worldday.units.models import Unit, UnitType

AHEAD = 5  # working days between what we need from below and what we owe ourselves, if nobody says otherwise
# A district also asks partners of its own district that stand elsewhere in the tree; they are no authority over it.
PARTNERS = (UnitType.ASSOCIATION, UnitType.INSTITUTE, UnitType.COMPANY, UnitType.MEDIA, UnitType.OTHER)


@dataclass(frozen=True)
class FromBelow:
    """The newest version one unit has sent for what we passed on to it."""

    unit: Unit
    task: Task
    code: str  # of the submission, as in `desk_reviews:submission`
    number: int
    state: str  # submitted, returned, accepted
    text: str
    chars: int
    highlights: list[list[int]]  # [[start, end], …] in characters of text
    sent_at: datetime

    @property
    def passages(self) -> list[str]:
        """The highlighted passages, in order."""
        return [self.text[start:end] for start, end in self.highlights]


def askable(unit: Unit) -> QuerySet[Unit]:
    """Units that `unit` may pass a task on to: open ones below it, and, for a district bureau, its district's partners."""
    below = Q(path__startswith=unit.path)
    if unit.type == UnitType.DISTRICT and unit.district:
        below |= Q(path__startswith=unit.root_path, district=unit.district, type__in=PARTNERS)
    return Unit.objects.filter(below, closed_on=None).exclude(pk=unit.pk).order_by("type", "pk")


def passed_on(task: Task) -> list[tuple[Task, Submission | None]]:
    """What was passed on from `task`, each with its light and the newest version sent for it; a closed unit's only where it
    was fulfilled. Two queries."""
    rows: QuerySet[Task] = Task.objects.filter(parent=task)
    rows = rows.filter(Q(unit__closed_on=None) | ~Q(state=TaskState.OPEN))
    newest = {one.filing.task_id: one for one in _newest(task)}
    found = tasks_with_lights(rows.order_by("due", "unit__type", "unit_id"))
    return [(one, newest.get(one.pk)) for one in found]


def sent_below(task: Task) -> list[FromBelow]:
    """The newest version of every unit `task` was passed on to that has sent one; returned ones too, marked by `state`.

    In the order of the units. Whoever may write for `task` may read them: they were sent to its unit. One query.
    """
    return [
        FromBelow(
            unit=one.filing.task.unit,
            task=one.filing.task,
            code=one.code,
            number=one.number,
            state=one.state,
            text=one.text,
            chars=one.chars,
            highlights=one.highlights,
            sent_at=one.sent_at,
        )
        for one in _newest(task)
    ]


def proposed_due(task: Task) -> date | None:
    """Five working days before our own day; today when that is past already, and our own day when there is no room."""
    if task.due is None:
        return None
    return min(task.due, max(workdays.workdays_before(task.due, AHEAD), clock.today()))


def _newest(task: Task) -> QuerySet[Submission]:
    rows: QuerySet[Submission] = Submission.objects.filter(filing__task__parent=task, filing__current=F("pk"))
    return rows.select_related("filing__task__unit").order_by("filing__task__unit__type", "filing__task__unit_id")
