"""Who owes what by when."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns import actions
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Campaign, Task
from worldday.campaigns.queries.workplan import tasks_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import campaign_for, may_run, task_for
from worldday.desk.campaigns.forms import NewTaskForm, ReasonForm, TaskForm, changed, show
from worldday.units.permissions import Permission
from worldday.units.queries import tree_of

UNPROCESSABLE = 422


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def tasks(request: DeskRequest, code: str) -> HttpResponse:
    """Grouped by due day, or by unit with `?by=unit`; a clerk's scope leaves the tasks of their own units."""
    campaign = campaign_for(request.user, code)
    found = tasks_of(campaign)
    by_unit = request.GET.get("by") == "unit"
    light = next((light for light in Light if light.slug == request.GET.get("light")), None)
    counts = [(one, sum(task.light is one for task in found)) for one in Light]
    shown = {
        "campaign": campaign,
        "tab": "tasks",
        "groups": _groups([task for task in found if light in (None, task.light)], by_unit=by_unit),
        "by_unit": by_unit,
        "light": light,
        "lights": [(one, count) for one, count in counts if count],
        "runs": may_run(request.user, campaign),
        "today": clock.today(),
    }
    return render(request, "desk/campaigns/tasks.html", shown)


def _groups(found: list[Task], *, by_unit: bool) -> list[tuple[Any, list[Task]]]:
    """Units of one type side by side; tasks without a due day last."""
    found = sorted(found, key=lambda task: (task.unit.type, task.unit.name, task.due or date.max))
    if by_unit:
        return [(unit, list(tasks)) for unit, tasks in groupby(found, key=lambda task: task.unit)]
    found.sort(key=lambda task: task.due or date.max)
    return [(due, list(tasks)) for due, tasks in groupby(found, key=lambda task: task.due)]


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def task(request: DeskRequest, code: str) -> HttpResponse:
    found = task_for(request.user, code)
    form = TaskForm(request.POST or None, initial={name: getattr(found, name) for name in TaskForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_task(task=found, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return _back(found.campaign)
    return _page(request, found, form)


def _page(request: DeskRequest, found: Task, form: TaskForm, reason: ReasonForm | None = None) -> HttpResponse:
    shown = {"campaign": found.campaign, "task": found, "form": form, "reason": reason or ReasonForm()}
    status = UNPROCESSABLE if form.is_bound or reason else 200
    return render(request, "desk/campaigns/task.html", shown, status=status)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def close(request: DeskRequest, code: str) -> HttpResponse:
    found = task_for(request.user, code)
    actions.close_task(task=found, by=request.user)
    messages.success(request, _("Received from {unit}.").format(unit=found.unit.name))
    return _back(found.campaign, request)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def reopen(request: DeskRequest, code: str) -> HttpResponse:
    found = task_for(request.user, code)
    actions.reopen_task(task=found, by=request.user)
    messages.success(request, _("Owed again by {unit}.").format(unit=found.unit.name))
    return _back(found.campaign, request)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def exempt(request: DeskRequest, code: str) -> HttpResponse:
    found = task_for(request.user, code)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        untouched = TaskForm(initial={name: getattr(found, name) for name in TaskForm.base_fields})
        return _page(request, found, untouched, reason=form)
    actions.exempt_task(task=found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("{unit} is exempt.").format(unit=found.unit.name))
    return _back(found.campaign, request)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def add_task(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code, to_run=True)
    form = NewTaskForm(request.POST or None, owner=campaign.owner)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        units = fields.pop("who")
        try:
            for unit in units:
                actions.add_task(campaign=campaign, unit=unit, by=request.user, **fields)
        except Problem as problem:
            show(form, problem)
        else:
            said = ngettext("{n} unit now owes it.", "{n} units now owe it.", len(units))
            messages.success(request, said.format(n=len(units)))
            return _back(campaign)
    known = [unit for unit in tree_of(campaign.owner) if unit.closed_on is None]
    shown = {"campaign": campaign, "form": form, "known": known}
    return render(request, "desk/campaigns/add_task.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


def _back(campaign: Campaign, request: DeskRequest | None = None) -> HttpResponse:
    """To the list, in the order the person had it."""
    by = "?by=unit" if request is not None and request.POST.get("by") == "unit" else ""
    return redirect(reverse("desk_campaigns:tasks", args=[campaign.code]) + by)
