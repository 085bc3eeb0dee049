"""Starting next year's campaign from this one: look first, then create."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worldday.base import clock, scope
from worldday.base.problems import Problem
from worldday.base.workdays import kind_of
from worldday.campaigns import actions
from worldday.campaigns.models import Campaign
from worldday.campaigns.queries.past import MovedTask, in_a_new_year
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import campaign_for
from worldday.desk.campaigns.forms import NextYearForm, show
from worldday.reports.queries.last_time import late_tasks
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Asked:
    """One task of the campaign with the units that owe it, and how it went last time."""

    what: str
    was: date | None
    due: date | None
    units: int
    late: list[str]  # names of units that sent late
    never: list[str]


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def next_year(request: DeskRequest, code: str) -> HttpResponse:
    """GET shows what would be made of the values in the address; POST makes it."""
    past = campaign_for(request.user, code, to_run=True)
    said = request.POST or (request.GET if "first_day" in request.GET else None)
    form = NextYearForm(said, past=past, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            year = form.cleaned_data["first_day"].year
            made = actions.start_from_past(past=past, year=year, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Started. It is a draft: look it through, then publish it."))
            return redirect("desk_campaigns:workplan", made.code)
    shown = {"campaign": past, "form": form, "runs": True} | _preview(past, form)
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "desk/campaigns/next_year.html", shown, status=status)


def _preview(past: Campaign, form: NextYearForm) -> dict[str, Any]:
    """What would be made for the day in the form, or the one proposed."""
    first_day = form.chosen_day
    if first_day is None or first_day.year <= past.year:
        return {}
    with scope.everything("the person runs this campaign"):
        moved, late = in_a_new_year(past, first_day), late_tasks(past)
        return {
            "moved": moved,
            "tasks": list(_asked(moved.tasks, late)),
            "first_kind": kind_of(first_day),
            "today": clock.today(),
        }


def _asked(tasks: list[MovedTask], late: dict[int, str]) -> Iterator[Asked]:
    """The same for many units is one line."""

    def same(row: MovedTask) -> tuple[date, str, str]:
        return row.task.first_due or row.task.due or date.max, row.task.what, row.task.key

    for (was, what, _key), rows in groupby(sorted(tasks, key=same), key=same):
        found = list(rows)
        names = {how: [row.unit.name for row in found if late.get(row.task.pk) == how] for how in ("late", "never")}
        day = None if was == date.max else was
        yield Asked(what, day, found[0].due, len(found), names["late"], names["never"])
