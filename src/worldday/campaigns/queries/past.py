"""What a past campaign would look like in a new year: shown before, and exactly what `actions.start_from_past` then makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db.models import Prefetch

from worldday.base import workdays
from worldday.base.workdays import DayKind
from worldday.campaigns.models import Activity, ActivityState, ActivityUnit, Campaign, Task
from worldday.campaigns.moving import Move, Window, mentions, same_day_in
from worldday.units.models import Unit


@dataclass(frozen=True)
class MovedRole:
    unit: Unit
    role: str
    phrase: str


@dataclass(frozen=True)
class MovedActivity:
    """An activity with its days in the new year. `late`: last time it ended after its window; `says`: words of the past year."""

    activity: Activity
    window: Window
    roles: list[MovedRole]
    late: bool
    says: list[str]

    @property
    def first_day(self) -> DayKind | None:
        """What sort of day it begins on, where it is fixed to the day: a holiday is for a person to look at."""
        fixed = self.window.start if self.window.precision in ("day", "") else None
        return workdays.kind_of(fixed) if fixed else None


@dataclass(frozen=True)
class MovedTask:
    task: Task
    unit: Unit
    due: date | None  # a working day


@dataclass
class NextYear:
    """A past campaign moved to a new first day. What is left out stands in `dropped`, in words of the past."""

    past: Campaign
    starts_on: date
    ends_on: date
    activities: list[MovedActivity] = field(default_factory=list)
    tasks: list[MovedTask] = field(default_factory=list)
    dropped_activities: list[Activity] = field(default_factory=list)
    dropped_units: list[Unit] = field(default_factory=list)

    @property
    def provisional(self) -> list[int]:
        """Years among the new days whose holidays have not been announced yet."""
        days = [self.starts_on, self.ends_on, *(task.due for task in self.tasks if task.due)]
        return sorted({day.year for day in days if not workdays.known(day.year)})


def reference_day(past: Campaign, first_day: date) -> date:
    """The past observance's first day; for a campaign without one, the new day in the past year."""
    return past.starts_on or same_day_in(first_day, past.year)


def in_a_new_year(past: Campaign, first_day: date) -> NextYear:
    """Activities that took place or should have, and the organiser's own tasks, with units that are still there.

    A merged unit is replaced by its successor; one closed without any is left out. Cancelled activities and those that
    units' plans brought are left out: the units plan anew. What units passed on they pass on themselves. Five queries.
    """
    before = reference_day(past, first_day)
    move, successors = Move(before, first_day), _Successors(past)
    last = past.ends_on or before
    found = NextYear(past, first_day, first_day + (last - before))
    says = partial(mentions, year=past.year, themes=tuple(past.themes.values_list("text", flat=True)))
    roles = Prefetch("roles", ActivityUnit.objects.select_related("unit"))
    for activity in Activity.objects.filter(campaign=past).prefetch_related(roles).order_by("position", "id"):
        if activity.state == ActivityState.CANCELLED or activity.from_plan:
            found.dropped_activities.append(activity)
        else:
            found.activities.append(_moved_activity(activity, move, successors, says))
    found.tasks = list(_moved_tasks(past, move, successors))
    found.dropped_units = successors.dropped
    return found


class _Successors:
    """Who stands for a unit now; remembers whom nobody stands for."""

    def __init__(self, past: Campaign) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.filter(path__startswith=past.owner.root_path)}
        self.dropped: list[Unit] = []

    def now(self, unit: Unit) -> Unit | None:
        current: Unit | None = self.units.get(unit.pk, unit)
        for _step in range(len(self.units)):
            if current is None or current.merged_into_id is None:
                break
            current = self.units.get(current.merged_into_id)
        if current is not None and current.closed_on is None:
            return current
        if unit not in self.dropped:
            self.dropped.append(unit)
        return None


def _moved_activity(
    activity: Activity, move: Move, units: _Successors, says: Callable[[str], list[str]]
) -> MovedActivity:
    window = Window(activity.window_text, activity.window_start, activity.window_end, activity.window_precision)
    roles: dict[tuple[int, str], MovedRole] = {}
    for role in activity.roles.all():
        if (unit := units.now(role.unit)) is not None:
            roles.setdefault((unit.pk, role.role), MovedRole(unit, role.role, role.phrase))
    late = bool(activity.actual_end and activity.window_end and activity.actual_end > activity.window_end)
    text = f"{activity.name}\n{activity.name_en}\n{activity.content}\n{activity.content_en}"
    return MovedActivity(activity, move.window(window), list(roles.values()), late, says(text))


def _moved_tasks(past: Campaign, move: Move, units: _Successors) -> Iterable[MovedTask]:
    """What the campaign's owner asked, each unit once for each of the notice's tasks, or each sort and day."""
    seen = set()
    for task in (
        Task.objects.filter(campaign=past, issuer=None).select_related("unit").order_by("due", "what", "unit_id")
    ):
        unit = units.now(task.unit)
        first_due = task.first_due or task.due  # more time was given last year, not for good
        due = move.due(first_due) if first_due else None
        same = (unit, task.key or (task.what, due))
        if unit is not None and unit.pk != past.owner_id and same not in seen:
            seen.add(same)
            yield MovedTask(task, unit, due)
