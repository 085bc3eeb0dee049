"""Numbers: what an activity has produced, what its units counted by hand, and all of a campaign with their sources."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity, Campaign
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import activity_for, campaign_for, may_run
from worldday.desk.campaigns.forms import show
from worldday.desk.figures.fetch import counting_units, figure_for
from worldday.desk.figures.forms import FigureForm, of_figure
from worldday.desk.figures.sheet import all_figures, figure_headings, figure_lines
from worldday.reports.actions.figures import correct_figure, report_figure, withdraw_figure
from worldday.reports.counted import common_for
from worldday.reports.figures import SourcedFigure, figures_of
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def of_activity(request: DeskRequest, code: str) -> HttpResponse:
    """Its numbers; units with a part in it add what they counted. `?common=` begins with something often counted."""
    activity = activity_for(request.user, code)
    units = counting_units(request.user, activity)
    common = common_for(activity)
    chosen = next((one for one in common if one.slug == request.GET.get("common")), None)
    initial: dict[str, Any] = {"counted_on": activity.actual_end or activity.actual_start or clock.today()}
    if chosen:
        initial |= {"name": chosen.name, "measure": chosen.measure, "definition": chosen.definition}
    form = FigureForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and not units:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            unit = form.units[form.cleaned_data["unit"]]
            report_figure(activity=activity, unit=unit, by=request.user, **form.said())
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Kept, with its source."))
            return redirect("desk_figures:activity", activity.code)
    mine = {unit.pk for unit in units}
    shown = {
        "activity": activity,
        "campaign": activity.campaign,
        "figures": [(figure, _own(figure, mine)) for figure in figures_of(activity)],
        "form": form if units else None,
        "common": common,
        "chosen": chosen,
    }
    return render(request, "desk/figures/activity.html", shown, status=UNPROCESSABLE if form.errors else 200)


def _own(figure: SourcedFigure, units: set[int]) -> str:
    """The code of a number this person may correct."""
    sort, _colon, code = figure.key.partition(":")
    return code if sort == "reported" and figure.unit is not None and figure.unit.pk in units else ""


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, code: str) -> HttpResponse:
    """Say a number anew; what was said before stays on record."""
    figure = figure_for(request.user, code)
    form = FigureForm(request.POST or None, units=[figure.unit], initial=of_figure(figure))
    if request.method == "POST" and form.is_valid():
        try:
            correct_figure(figure=figure, changes=form.said(), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Corrected. What was said before stays on record."))
            return redirect("desk_figures:activity", figure.activity.code)
    shown = {"figure": figure, "activity": figure.activity, "campaign": figure.activity.campaign, "form": form}
    return render(request, "desk/figures/correct.html", shown, status=UNPROCESSABLE if form.errors else 200)


@needs(Permission.REPORT)
@require_POST
def withdraw(request: DeskRequest, code: str) -> HttpResponse:
    figure = figure_for(request.user, code)
    withdraw_figure(figure=figure, by=request.user)
    messages.success(request, _("Withdrawn: it counts no longer. It stays on record."))
    return redirect("desk_figures:activity", figure.activity.code)


@needs(Permission.REPORT)
@require_GET
def of_campaign(request: DeskRequest, code: str) -> HttpResponse:
    """Every number of the campaign with its source, for whoever answers for the report."""
    campaign = _run(request, code)
    groups: dict[int, tuple[Activity, list[SourcedFigure]]] = {}
    for figure in all_figures(campaign):
        groups.setdefault(figure.activity.pk, (figure.activity, []))[1].append(figure)
    shown = {"campaign": campaign, "groups": list(groups.values()), "runs": True, "tab": "figures"}
    return render(request, "desk/figures/campaign.html", shown)


@needs(Permission.REPORT)
@require_GET
def export(request: DeskRequest, code: str) -> HttpResponse:
    campaign = _run(request, code)
    name = f"{campaign.name}{campaign.year}{_('Figures')}"
    return sheets.download(name, figure_headings(), figure_lines(campaign))


def _run(request: DeskRequest, code: str) -> Campaign:
    campaign = campaign_for(request.user, code)
    if not may_run(request.user, campaign):
        raise PermissionDenied
    return campaign
