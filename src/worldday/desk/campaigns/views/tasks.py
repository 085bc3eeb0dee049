"""Who owes what by when: the list, and one task."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Campaign, Task
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import campaign_for, task_for
from worldday.desk.campaigns.forms import ExtendForm, ReasonForm, TaskForm, changed, show
from worldday.desk.campaigns.owed import tasks_page
from worldday.reports.actions import asking
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def tasks(request: DeskRequest, code: str) -> HttpResponse:
    """For organisers every task they asked for; a clerk's page has what their own units owe and what they asked of others."""
    return tasks_page(request, campaign_for(request.user, code))


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def task(request: DeskRequest, code: str) -> HttpResponse:
    found = task_for(request.user, code)
    form = TaskForm(request.POST or None, initial=_values(found))
    if request.method == "POST" and form.is_valid():
        try:
            asking.change(task=found, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return _back(found.campaign)
    return _page(request, found, form=form)


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
    found, form = task_for(request.user, code), ReasonForm(request.POST)
    if _decided(form, asking.exempt, found, request):
        messages.success(request, _("{unit} is exempt.").format(unit=found.unit.name))
        return _back(found.campaign, request)
    return _page(request, found, reason=form)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def extend(request: DeskRequest, code: str) -> HttpResponse:
    found, form = task_for(request.user, code), ExtendForm(request.POST)
    if _decided(form, asking.extend, found, request):
        messages.success(request, _("{unit} has more time.").format(unit=found.unit.name))
        return _back(found.campaign, request)
    return _page(request, found, more_time=form)


def _decided(form: forms.Form, verb: Callable[..., Any], found: Task, request: DeskRequest) -> bool:
    """Whether it was done; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        verb(tasks=[found], by=request.user, **form.cleaned_data)
    except Problem as problem:
        show(form, problem)
        return False
    return True


def _page(request: DeskRequest, found: Task, **said: forms.Form) -> HttpResponse:
    """The task with a form that could not be kept still filled in."""
    untouched = {"form": TaskForm(initial=_values(found)), "reason": ReasonForm(), "more_time": ExtendForm()}
    bad = any(form.is_bound for form in said.values())
    shown = {"campaign": found.campaign, "task": found, **untouched, **said}
    return render(request, "desk/campaigns/task.html", shown, status=UNPROCESSABLE if bad else 200)


def _values(found: Task) -> dict[str, Any]:
    return {name: getattr(found, name) for name in TaskForm.base_fields}


def _back(campaign: Campaign, request: DeskRequest | None = None) -> HttpResponse:
    """To the list, in the order the person had it."""
    by = "?by=unit" if request is not None and request.POST.get("by") == "unit" else ""
    return redirect(reverse("desk_campaigns:tasks", args=[campaign.code]) + by)
