"""Accepting ticked rows of the board at once."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from worldday.campaigns.models import Task
from worldday.desk.access import DeskRequest, needs
from worldday.desk.board.fetch import board_for
from worldday.desk.board.page import without
from worldday.desk.reviews.accepted import NAMED, say_accepted
from worldday.reports.actions.reviewing import accept_many
from worldday.reports.models import Submission
from worldday.reports.queries.board import Wanted
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_POST
def accept(request: DeskRequest, code: str) -> HttpResponse:
    """The newest version of every ticked row that nothing stands against; the others stay as they are and are named with why."""
    board = board_for(request.user, code, request.GET.get("issuer", ""))
    ticked = request.POST.getlist("task")
    tasks = list(board.asked(Wanted()).filter(code__in=ticked).select_related("unit"))
    newest = Submission.objects.filter(filing__task__in=tasks, filing__current=F("pk"))
    sent = list(newest.select_related("filing"))
    say_accepted(request, accept_many(submissions=sent, by=request.user), asked=len(ticked))
    come = {one.filing.task_id for one in sent}
    _say_missing(request, [task for task in tasks if task.pk not in come])
    return redirect(f"{reverse('desk_board:board', args=[code])}?{without(request.GET)}")


def _say_missing(request: DeskRequest, tasks: list[Task]) -> None:
    if tasks:
        units = _(", ").join(task.unit.name for task in tasks[:NAMED]) + (" …" if len(tasks) > NAMED else "")
        messages.warning(request, _("Not accepted, because nothing has been sent: {units}").format(units=units))
