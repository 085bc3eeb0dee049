"""The organiser turns rows of a plan into activities of the campaign."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.fetch import may_run
from worldday.reports.actions.programme import Outcome, make_activities
from worldday.reports.models import Submission
from worldday.units.permissions import Permission


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def make(request: DeskRequest, code: str) -> HttpResponse:
    """The ticked rows, or all of them, of the plan as sent (`code` of the submission)."""
    rows = Submission.objects.select_related("filing__task__campaign__owner", "filing__task__unit")
    submission: Submission = get_object_or_404(rows, code=code)
    if not may_run(request.user, submission.filing.task.campaign):
        raise PermissionDenied
    chosen = None if request.POST.get("do") == "all" else request.POST.getlist("rows")
    if chosen == []:
        messages.error(request, _("Tick the rows first that are to become activities."))
    else:
        try:
            _tell(request, make_activities(submission=submission, rows=chosen, by=request.user))
        except Problem as problem:
            messages.error(request, str(problem))
    return redirect("desk_reviews:submission", submission.code)


def _tell(request: DeskRequest, outcome: Outcome) -> None:
    told = []
    if n := len(outcome.made):
        told.append(ngettext("{n} activity made.", "{n} activities made.", n).format(n=n))
    if n := len(outcome.changed):
        told.append(ngettext("{n} brought up to date.", "{n} brought up to date.", n).format(n=n))
    messages.success(request, " ".join(told) or _("Nothing was to be done: they are activities already."))
