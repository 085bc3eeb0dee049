"""Changing the campaign itself: its texts, and whether the public sees it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.campaigns import actions
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import campaign_for
from worldday.desk.campaigns.forms import CampaignForm, changed, show
from worldday.units.permissions import Permission

UNPROCESSABLE = 422
MOVES = {
    "publish": (actions.publish, gettext_lazy("Published: the theme page is open to everyone.")),
    "unpublish": (actions.unpublish, gettext_lazy("Taken off the public pages. Everything is kept.")),
    "archive": (actions.archive, gettext_lazy("Archived: the pages stay, marked as past.")),
}


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code, to_run=True)
    form = CampaignForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_campaign(campaign=campaign, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_campaigns:workplan", campaign.code)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(
        request, "desk/campaigns/edit.html", {"campaign": campaign, "form": form, "runs": True}, status=status
    )


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def move(request: DeskRequest, code: str) -> HttpResponse:
    """Publish, take back or archive; the other direction is one click away on the same page."""
    campaign = campaign_for(request.user, code, to_run=True)
    verb, done = MOVES.get(request.POST.get("to", ""), (None, ""))
    if verb is not None:
        try:
            verb(campaign=campaign, by=request.user)
            messages.success(request, str(done))
        except Problem as problem:
            messages.error(request, str(problem))
    return redirect("desk_campaigns:workplan", campaign.code)
