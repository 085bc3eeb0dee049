"""The list of who owes what: grouped, filtered, with what the person at hand may do to each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from worldday.base import clock
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Campaign, Task, TaskState
from worldday.campaigns.queries.workplan import tasks_of, tasks_seen_from
from worldday.desk.access import DeskRequest
from worldday.desk.campaigns.fetch import may_run
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

from .forms import ExtendForm

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Owed:
    """One task in the list. `mine`: this person reports for its unit; `may_tick`: more time or exemption can be given."""

    task: Task
    mine: bool
    may_tick: bool
    ticked: bool


def owed_by(staff: Staff, campaign: Campaign) -> list[Task]:
    """For organisers what the campaign's owner asked; for others what they owe, what they asked, and their units' part."""
    if may_run(staff, campaign):
        return tasks_of(campaign)
    return tasks_seen_from(campaign, paths_where(staff, Permission.SEE_CAMPAIGN))


def tasks_page(
    request: DeskRequest, campaign: Campaign, *, form: ExtendForm | None = None, ticked: Iterable[str] = ()
) -> HttpResponse:
    """Grouped by due day, or by unit with `?by=unit`; with the ticks and the form of a request that could not be granted."""
    found, said = owed_by(request.user, campaign), request.POST if form else request.GET
    by_unit = said.get("by") == "unit"
    light = next((light for light in Light if light.slug == said.get("light")), None)
    counts = [(one, sum(task.light is one for task in found)) for one in Light]
    runs, chosen = may_run(request.user, campaign), frozenset(ticked)
    reports_for = paths_where(request.user, Permission.REPORT)
    rows = [
        Owed(
            task=task,
            mine=any(task.unit.path.startswith(path) for path in reports_for) and not runs,
            may_tick=runs and task.state == TaskState.OPEN,
            ticked=task.code in chosen,
        )
        for task in found
        if light in (None, task.light)
    ]
    shown = {
        "campaign": campaign,
        "tab": "tasks",
        "groups": _groups(rows, by_unit=by_unit),
        "by_unit": by_unit,
        "light": light,
        "lights": [(one, count) for one, count in counts if count],
        "runs": runs,
        "form": form or ExtendForm(),
        "today": clock.today(),
    }
    return render(request, "desk/campaigns/tasks.html", shown, status=UNPROCESSABLE if form else 200)


def _groups(rows: list[Owed], *, by_unit: bool) -> list[tuple[Any, list[Owed]]]:
    """Units of one type side by side; tasks without a due day last."""
    rows = sorted(rows, key=lambda row: (row.task.unit.type, row.task.unit.name, row.task.due or date.max))
    if by_unit:
        return [(unit, list(owed)) for unit, owed in groupby(rows, key=lambda row: row.task.unit)]
    rows.sort(key=lambda row: row.task.due or date.max)
    return [(due, list(owed)) for due, owed in groupby(rows, key=lambda row: row.task.due)]
