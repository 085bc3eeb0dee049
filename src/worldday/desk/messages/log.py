"""The log of everything that was told on behalf of one's units: what, to whom, through which channel, what became of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign, Task
from worldday.desk.access import DeskRequest, needs
from worldday.messages import queries
from worldday.messages.actions import send_again
from worldday.messages.models import Channel, Message, MessageState
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

from .words import OCCASIONS

PER_PAGE = 50


@needs(Permission.REPORT)
@require_GET
def log(request: DeskRequest) -> HttpResponse:
    mine, wanted = _scope(request.user), _wanted(request)
    page = Paginator(queries.log(mine, wanted), PER_PAGE).get_page(request.GET.get("p"))
    counts = queries.counts(mine, wanted)
    query = request.GET.copy()
    query.pop("p", None)
    query_without_state = query.copy()
    query_without_state.pop("state", None)
    shown = {
        "tab": "log",
        "page": page,
        "rows": _with_units(list(page.object_list)),
        "wanted": wanted,
        "narrowed": any(vars(wanted).values()),
        "states": [(state, counts[state.value]) for state in MessageState if counts.get(state.value)],
        "all": sum(counts.values()),
        "occasions": OCCASIONS.items(),
        "channels": Channel,
        "campaigns": Campaign.objects.order_by("-year", "name"),
        "query": query.urlencode(),
        "without_state": query_without_state.urlencode(),
    }
    return render(request, "desk/messages/log.html", shown)


@needs(Permission.REPORT)
@require_POST
def again(request: DeskRequest, code: str) -> HttpResponse:
    """A failed message anew, or one that was perhaps sent."""
    found = get_object_or_404(queries.log(_scope(request.user), queries.Wanted()), code=code)
    try:
        send_again(message=found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is queued again and will be sent within a minute."))
    return redirect("desk_messages:log")


def _scope(staff: Staff) -> Subtrees:
    """What units sent for which this person reports, or which stand below them."""
    return Subtrees(paths_where(staff, Permission.REPORT))


def _wanted(request: DeskRequest) -> queries.Wanted:
    names = queries.Wanted.__dataclass_fields__
    return queries.Wanted(**{name: request.GET.get(name, "").strip()[:30] for name in names})


def _with_units(found: list[Message]) -> list[tuple[Message, Any]]:
    """Each with the unit it was about, where that is a task one may see."""
    tasks = Task.objects.filter(code__in={message.about for message in found}).select_related("unit")
    units = {task.code: task.unit for task in tasks}
    return [(message, units.get(message.about)) for message in found]
