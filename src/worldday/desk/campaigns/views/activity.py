"""One activity: what it is, plan versus actual, what it lacks; and changing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns import actions
from worldday.campaigns.kinds import evidence_of, kind_of
from worldday.campaigns.models import PUBLISHED, Activity, ActivityState, Campaign
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import activity_for, campaign_for, may_record, may_run
from worldday.desk.campaigns.forms import ActivityForm, ActualForm, ReasonForm, UnitRowsForm, changed, show
from worldday.desk.campaigns.plan import row_of
from worldday.units.permissions import Permission
from worldday.units.queries import tree_of

UNPROCESSABLE = 422


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def activity(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, activity_for(request.user, code))


def _page(
    request: DeskRequest, found: Activity, *, actual: ActualForm | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    """The activity's page, with the form that could not be saved still filled in."""
    kind, campaign = kind_of(found), found.campaign
    shown: dict[str, Any] = {
        "campaign": campaign,
        "row": row_of(found),
        "runs": may_run(request.user, campaign),
        "records": may_record(request.user, found) and found.state != ActivityState.CANCELLED,
        "actual": actual or ActualForm(initial={"start": found.actual_start, "end": found.actual_end}),
        "reason": reason or ReasonForm(),
        "blockers": kind.readiness(found) if found.state == ActivityState.PLANNED else [],
        "evidence": evidence_of(found),
        "run_url": run_url if (run_url := kind.desk_page(found)) != request.path else "",
        "public_url": kind.public_page(found) if campaign.state in PUBLISHED else "",
        "today": clock.today(),
    }
    return render(request, "desk/campaigns/activity.html", shown, status=UNPROCESSABLE if actual or reason else 200)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def record(request: DeskRequest, code: str) -> HttpResponse:
    """When it really began and ended."""
    found = activity_for(request.user, code)
    if not may_record(request.user, found):
        raise PermissionDenied
    form = ActualForm(request.POST)
    if form.is_valid():
        try:
            actions.record_actual(activity=found, **form.cleaned_data, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Recorded."))
            return redirect("desk_campaigns:activity", found.code)
    return _page(request, found, actual=form)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def cancel(request: DeskRequest, code: str) -> HttpResponse:
    found = activity_for(request.user, code, to_run=True)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_activity(activity=found, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Cancelled. It stays on the pages, marked; you can restore it."))
            return redirect("desk_campaigns:activity", found.code)
    return _page(request, found, reason=form)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def restore(request: DeskRequest, code: str) -> HttpResponse:
    found = activity_for(request.user, code, to_run=True)
    actions.restore_activity(activity=found, by=request.user)
    messages.success(request, _("Restored: it takes place after all."))
    return redirect("desk_campaigns:activity", found.code)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def edit_activity(request: DeskRequest, code: str) -> HttpResponse:
    found = activity_for(request.user, code, to_run=True)
    form = ActivityForm(request.POST or None, activity=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_activity(activity=found, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return _saved(request, found)
    return _form_page(request, found.campaign, activity=found, form=form)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def edit_units(request: DeskRequest, code: str) -> HttpResponse:
    """Which units run it, in which roles."""
    found = activity_for(request.user, code, to_run=True)
    units = UnitRowsForm(request.POST or None, owner=found.campaign.owner, activity=found)
    if request.method == "POST" and units.is_valid():
        actions.set_activity_units(activity=found, units=units.found, by=request.user)
        return _saved(request, found)
    return _form_page(request, found.campaign, activity=found, units=units)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def add_activity(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code, to_run=True)
    form, units = ActivityForm(request.POST or None), UnitRowsForm(request.POST or None, owner=campaign.owner)
    if request.method == "POST" and form.is_valid() and units.is_valid():
        try:
            added = actions.add_activity(campaign=campaign, units=units.found, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            return _saved(request, added)
    return _form_page(request, campaign, form=form, units=units)


def _saved(request: DeskRequest, found: Activity) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("desk_campaigns:activity", found.code)


def _form_page(request: DeskRequest, campaign: Campaign, **shown: Any) -> HttpResponse:
    known = [unit for unit in tree_of(campaign.owner) if unit.closed_on is None] if "units" in shown else []
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request, "desk/campaigns/edit_activity.html", shown | {"campaign": campaign, "known": known}, status=status
    )
