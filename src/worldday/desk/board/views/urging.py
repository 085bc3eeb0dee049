"""Urging: first how many people through which channel and who was urged just now, then the press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.campaigns.models import Task
from worldday.desk.access import DeskRequest, needs
from worldday.desk.board.fetch import Board, board_for, wanted_of
from worldday.desk.board.forms import UrgeForm
from worldday.desk.board.page import without
from worldday.reports.actions.urging import urge as urge_units
from worldday.reports.queries.urging import prepare
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.REPORT)
@require_http_methods(["GET", "POST"])
def urge(request: DeskRequest, code: str) -> HttpResponse:
    """The tasks named by `?task=` (several), or all the filters leave with `?everything=1`."""
    board = board_for(request.user, code, request.GET.get("issuer", ""))
    found = prepare(_chosen(request, board))
    form = UrgeForm(request.POST or None, people=found.people(again=not found.fresh))
    back = f"{reverse('desk_board:board', args=[code])}?{without(request.GET)}"
    if request.method == "POST" and form.is_valid():
        try:
            urged, _queued = urge_units(tasks=found.owed, by=request.user, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            said = ngettext("Urged for {n} task.", "Urged for {n} tasks.", urged)
            messages.success(request, said.format(n=urged))
            return redirect(back)
    if not found.owed:
        messages.info(request, _("Nothing chosen is owed any more; tick tasks that are."))
        return redirect(back)
    shown = {
        "campaign": board.campaign,
        "board": board,
        "tab": "board",
        "runs": board.runs,
        "found": found,
        "form": form,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "desk/board/urge.html", {**shown, "back": back}, status=status)


def _chosen(request: DeskRequest, board: Board) -> list[Task]:
    tasks = board.asked(wanted_of(request.GET)).select_related("unit", "issuer", "campaign__owner")
    if request.GET.get("everything"):
        return list(tasks)
    return list(tasks.filter(code__in=request.GET.getlist("task")))
