"""Several units at once: asking them for more, giving them time, exempting them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.campaigns.models import Task
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import campaign_for
from worldday.desk.campaigns.forms import ExtendForm, NewTaskForm, show
from worldday.desk.campaigns.owed import tasks_page
from worldday.reports.actions import asking
from worldday.reports.actions.asking import Outcome
from worldday.units.permissions import Permission
from worldday.units.queries import tree_of

UNPROCESSABLE = 422


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def add_task(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code, to_run=True)
    form = NewTaskForm(request.POST or None, owner=campaign.owner, known=tree_of(campaign.owner))
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            made = asking.ask(campaign=campaign, units=fields.pop("who"), by=request.user, **fields)
        except Problem as problem:
            show(form, problem)
        else:
            said = ngettext("{n} unit now owes it.", "{n} units now owe it.", len(made))
            messages.success(request, said.format(n=len(made)))
            return redirect("desk_campaigns:tasks", campaign.code)
    shown = {"campaign": campaign, "form": form, "known": form.known}
    return render(request, "desk/campaigns/add_task.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def ticked(request: DeskRequest, code: str) -> HttpResponse:
    """`do` = extend or exempt, for every ticked `task`, with one reason."""
    campaign = campaign_for(request.user, code, to_run=True)
    codes, exempting = request.POST.getlist("task"), request.POST.get("do") == "exempt"
    form = ExtendForm(request.POST)
    form.fields["due"].required = not exempting
    if form.is_valid():
        chosen = list(Task.objects.filter(campaign=campaign, issuer=None, code__in=codes).select_related("unit"))
        due, reason = form.cleaned_data["due"], form.cleaned_data["reason"]
        try:
            if exempting:
                outcome = asking.exempt(tasks=chosen, reason=reason, by=request.user)
            else:
                outcome = asking.extend(tasks=chosen, due=due, reason=reason, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            say_outcome(request, outcome, exempting=exempting)
            by = "?by=unit" if request.POST.get("by") == "unit" else ""
            return redirect(reverse("desk_campaigns:tasks", args=[campaign.code]) + by)
    return tasks_page(request, campaign, form=form, ticked=codes)


def say_outcome(request: DeskRequest, outcome: Outcome, *, exempting: bool) -> None:
    """What became of the ticked tasks, on the next page."""
    n = len(outcome.done)
    if exempting:
        said = ngettext("{n} task is exempt.", "{n} tasks are exempt.", n)
    else:
        said = ngettext("{n} task has more time.", "{n} tasks have more time.", n)
    messages.success(request, said.format(n=n))
    if outcome.left:
        names = "、".join(dict.fromkeys(task.unit.name for task in outcome.left))
        messages.warning(
            request, _("Left as they were, because it does not apply to them: {units}.").format(units=names)
        )
