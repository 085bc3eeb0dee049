"""What staff look at: activities with their lights, who owes what, and what is in the way.

Every query here runs in the caller's scope: a district's clerk gets the district's tasks and nobody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from worldday.base import clock
from worldday.campaigns import kinds
from worldday.campaigns.kinds import Blocker
from worldday.campaigns.lights import Light, light_of, task_light
from worldday.campaigns.models import Activity, ActivityState, ActivityUnit, Campaign, Task, TaskState
from worldday.units.models import Unit

Days = tuple[date, date]  # first and last, inclusive


def activities_of(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    kind: str | None = None,
    light: Light | None = None,
    days: Days | None = None,
    district: str | None = None,
) -> list[Activity]:
    """The campaign's activities in the notice's order, what units do below one of them right behind it, each with `.light`,
    with its parent, and with roles and their units at hand.

    Filters narrow: run by `unit` in any role, of `kind`, showing `light`, whose window touches `days` (an activity
    without a window touches none), in `district` (its own or that of a unit running it). Two queries, always.
    """
    rows = Activity.objects.filter(campaign=campaign).select_related("campaign", "parent")
    if unit is not None:
        rows = rows.filter(pk__in=ActivityUnit.objects.filter(unit=unit).values("activity"))
    if kind:
        rows = rows.filter(kind=kind)
    if district:
        there = ActivityUnit.objects.filter(unit__district=district).values("activity")
        rows = rows.filter(Q(district=district) | Q(district="", pk__in=there))
    if days is not None:
        rows = rows.filter(_touches(*days))
    rows = rows.prefetch_related(Prefetch("roles", ActivityUnit.objects.select_related("unit")))
    found = with_lights(sorted(rows.order_by("position", "id"), key=place_of))
    return [activity for activity in found if light is None or activity.light is light]


def place_of(activity: Activity) -> tuple[int, int, bool, int, int]:
    """Its place in the workplan: that of its parent, behind it, or its own."""
    above = activity.parent or activity
    return above.position, above.pk, activity.parent is not None, activity.position, activity.pk


def with_lights(activities: Iterable[Activity]) -> list[Activity]:
    """The same activities, each knowing its light today."""
    today, found = clock.today(), list(activities)
    for activity in found:
        activity.light = light_of(activity, today)
    return found


def tasks_of(
    campaign: Campaign,
    *,
    unit: Unit | None = None,
    what: str | None = None,
    light: Light | None = None,
    issuer: Unit | None = None,
) -> list[Task]:
    """Tasks by due day, each with `.light` and its unit at hand; tasks of closed units only where they were fulfilled.

    Those that the campaign's owner asked for; with `issuer` those which that unit asked of its own.
    """
    rows = _counted(campaign).filter(issuer=issuer)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if what:
        rows = rows.filter(what=what)
    return [task for task in tasks_with_lights(rows) if light is None or task.light is light]


def tasks_seen_from(campaign: Campaign, paths: Collection[str]) -> list[Task]:
    """The campaign's tasks that concern somebody who serves the units at `paths`, with their lights."""
    return tasks_with_lights(_counted(campaign).filter(concerns(paths)))


def concerns(paths: Collection[str]) -> Q:
    """Tasks that somebody who serves the units at `paths` has to do with: what these owe, whoever asked it, what they asked
    of others, and what a campaign's owner asked. What units further below pass on among themselves is their own affair."""
    return Q(issuer=None) | Q(unit__path__in=paths) | Q(issuer__path__in=paths)


def tasks_with_lights(rows: QuerySet[Task]) -> list[Task]:
    """The tasks, each knowing its light today, with unit, asker and campaign at hand. One query."""
    today, found = clock.today(), list(rows.select_related("unit", "issuer", "campaign__owner"))
    for task in found:
        task.light = task_light(task, today)
    return found


def _counted(campaign: Campaign) -> QuerySet[Task]:
    """A closed unit's open tasks are nobody's: they never count as missing."""
    rows: QuerySet[Task] = Task.objects.filter(campaign=campaign)
    return rows.filter(Q(unit__closed_on=None) | ~Q(state=TaskState.OPEN))


def blockers_of(campaign: Campaign) -> list[tuple[Activity, Blocker]]:
    """What stands between each planned activity and its opening, as its kind sees it."""
    planned = [activity for activity in activities_of(campaign) if activity.state == ActivityState.PLANNED]
    for kind in kinds.all_kinds():
        if kind.prefetch:
            prefetch_related_objects([each for each in planned if each.kind == kind.slug], *kind.prefetch)
    return [(activity, blocker) for activity in planned for blocker in kinds.kind_of(activity).readiness(activity)]


def _touches(first: date, last: date) -> Q:
    """Windows that share a day with the interval; one side of a window may be open, both may not."""
    starts = Q(window_start__lte=last) | Q(window_start=None, window_end__isnull=False)
    ends = Q(window_end__gte=first) | Q(window_end=None, window_start__isnull=False)
    return starts & ends
