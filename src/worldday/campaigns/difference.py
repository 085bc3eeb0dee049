"""What confirming a plan would do to a campaign: shown before, and exactly what `actions.put_plan` then does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch

from worldday.units.models import Unit
from worldday.units.queries import Directory

from . import kinds, values
from .merge import FieldChange, Values, match, merge, touched
from .models import Activity, ActivityState, ActivityUnit, Campaign, Task, TaskKind, TaskState, UnitRole
from .owing import units_in, units_owing
from .plan import Plan, PlannedActivity, PlannedTask


@dataclass(frozen=True)
class Change:
    """One line of the comparison, in words. `before` is what stands now, `after` what the notice says."""

    sort: (
        str  # add, change, gone; same: nothing happens, either because nothing differs or because people's edit is kept
    )
    what: str  # campaign, activity, task, unit
    name: str
    field: str = ""  # "" = the whole
    before: str = ""
    after: str = ""
    kept_by_people: bool = False
    target: str = ""  # public code of the activity or task that is gone, for ticking
    count: int = 1  # how many rows it stands for (a task of 17 units is one line)


@dataclass(frozen=True)
class Pair:
    """A planned activity, the one we already have (if any), who is meant, and where the two differ."""

    planned: PlannedActivity
    known: Activity | None
    roles: list[values.NamedRole]
    unnamed: list[str]
    theirs: Values
    changes: list[FieldChange]


@dataclass(frozen=True)
class TaskPair:
    planned: PlannedTask
    unit: Unit
    known: Task | None
    theirs: Values
    changes: list[FieldChange]


def difference(campaign: Campaign | None, plan: Plan, *, owner: Unit | None = None) -> list[Change]:
    """What confirming `plan` would add, change, keep and leave behind. `owner` is needed when there is no campaign yet."""
    if owner is None and campaign is None:
        raise ValueError("A plan without a campaign needs an owner.")
    directory = Directory(owner or campaign.owner)  # type: ignore[union-attr]
    pairs, gone = pair_activities(campaign, plan, directory)
    tasks, tasks_gone = pair_tasks(campaign, plan, pairs, directory)
    return [
        *_of_campaign(campaign, plan),
        *_new_units(pairs),
        *(change for pair in pairs for change in _of_activity(pair, directory)),
        *(Change("gone", "activity", a.name, target=a.code, kept_by_people=not may_cancel(a)) for a in gone),
        *_of_tasks(plan, tasks, new=campaign is None),
        *(Change("gone", "task", f"{t.unit.name} · {label(TaskKind, t.what)}", target=t.code) for t in tasks_gone),
    ]


def pair_activities(campaign: Campaign | None, plan: Plan, directory: Directory) -> tuple[list[Pair], list[Activity]]:
    """Every planned activity beside the one we have, and those we had from the notice that it no longer names."""
    # joined, not prefetched level by level: SQLite cannot ask for the units of a thousand roles by number
    roles_with_units = Prefetch("roles", ActivityUnit.objects.select_related("unit"))
    # what units planned themselves (`from_plan`) is no line of the notice
    known = list(campaign.activities.filter(from_plan="").prefetch_related(roles_with_units)) if campaign else []
    printed = [(a.from_notice.get("seq", a.seq), a.from_notice.get("name", a.name)) for a in known]
    found = match(printed, [(planned.seq, planned.name) for planned in plan.activities])
    pairs = []
    for place, planned in enumerate(plan.activities):
        ours = known[found[place]] if place in found else None
        roles, unnamed = values.roles_of(planned.units, directory)
        theirs = values.of_planned(planned, roles)
        changes = merge(ours.from_notice, values.of_activity(ours), theirs) if ours else []
        pairs.append(Pair(planned, ours, roles, unnamed, theirs, changes))
    left = [known[place] for place in range(len(known)) if place not in found.values()]
    return pairs, [a for a in left if a.from_notice and a.state != ActivityState.CANCELLED]


def pair_tasks(
    campaign: Campaign | None, plan: Plan, pairs: list[Pair], directory: Directory
) -> tuple[list[TaskPair], list[Task]]:
    """Every task of every unit that owes it beside the one we have, and those the notice no longer asks for."""
    known = {(t.unit_id, t.key): t for t in campaign.tasks.select_related("unit").exclude(key="")} if campaign else {}
    taking_part = [role.unit for pair in pairs for role in pair.roles if role.unit]
    taking_part += units_in(plan.addressees, directory)
    found = []
    for planned in plan.tasks:
        theirs = values.of_planned_task(planned)
        for unit in units_owing(planned.who, taking_part=taking_part, directory=directory):
            ours = known.pop((unit.pk, planned.key), None)
            changes = merge(ours.from_notice, values.of_task(ours), theirs) if ours else []
            found.append(TaskPair(planned, unit, ours, theirs, changes))
    return found, [task for task in known.values() if task.state == TaskState.OPEN and task.unit.closed_on is None]


def may_cancel(activity: Activity) -> bool:
    """An activity the notice no longer names may be cancelled with it while nobody has worked on it."""
    untouched = not touched(activity.from_notice, values.of_activity(activity))
    return untouched and activity.state == ActivityState.PLANNED and activity.actual_start is None


def _of_campaign(campaign: Campaign | None, plan: Plan) -> Iterator[Change]:
    if campaign is None:
        yield Change("add", "campaign", plan.name, after=str(plan.year))
        return
    yield from _lines(
        "campaign", campaign.name, merge(campaign.from_notice, values.of_campaign(campaign), values.of_plan(plan))
    )


def _new_units(pairs: list[Pair]) -> list[Change]:
    """Units that the directory does not know yet, each once."""
    names = dict.fromkeys(role.name for pair in pairs for role in pair.roles if role.unit is None)
    return [Change("add", "unit", name) for name in names]


def _of_activity(pair: Pair, directory: Directory) -> Iterator[Change]:
    if pair.known is None:
        yield Change("add", "activity", pair.planned.name, after=pair.planned.window.text)
        return
    names = {unit.code: unit.name for unit in directory.units} | {r.ref: r.name for r in pair.roles}
    yield from _lines("activity", pair.known.name, pair.changes, names)


def _of_tasks(plan: Plan, pairs: list[TaskPair], *, new: bool) -> Iterator[Change]:
    """One line per planned task and difference, however many units it reaches."""
    lines: Counter[Change] = Counter()
    for pair in pairs:
        name = _task_name(pair.planned)
        if pair.known is None:
            lines[Change("add", "task", name, after=pair.planned.due_text)] += 1
        else:
            lines.update(_lines("task", name, pair.changes))
    for change, count in lines.items():
        yield replace(change, count=count)
    reached = {pair.planned.key for pair in pairs}
    for planned in plan.tasks:
        if planned.key not in reached:
            yield Change("add" if new else "same", "task", _task_name(planned), after=planned.due_text, count=0)


def _lines(what: str, name: str, changes: list[FieldChange], names: dict[str, str] | None = None) -> Iterator[Change]:
    if not changes:
        yield Change("same", what, name)
    for one in changes:
        sort = "same" if one.kept else "change"
        before, after = (shown(one.field, value, names or {}) for value in (one.ours, one.theirs))
        yield Change(sort, what, name, one.field, before, after, kept_by_people=one.kept)


def _task_name(planned: PlannedTask) -> str:
    return f"{planned.who} · {label(TaskKind, planned.what)}".strip(" ·")


def shown(field: str, value: Any, names: dict[str, str]) -> str:
    """A value of `values.py` as a person reads it; `names` gives units' names by code."""
    if field == "units":
        rows = [f"{names.get(ref, ref)}（{label(UnitRole, role)}）" for ref, role in value["rows"]]
        return "、".join(rows) or str(value["text"])
    if field == "window":
        days = " – ".join(day for day in (value["start"], value["end"]) if day)
        return f"{value['text']}（{days}）" if value["text"] and days else value["text"] or days
    if field == "due":
        return value["text"] or value["day"] or ""
    if field == "themes":
        return " / ".join(text for _scope, text in value)
    if field == "points":
        return "；".join(value)
    if field == "kind":
        return str(kinds.get(value).label)
    return "" if value is None else str(value)


def label(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))
