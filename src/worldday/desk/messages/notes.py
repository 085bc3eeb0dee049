"""My notes: what the installation told me, read or not."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from worldday.desk.access import DeskRequest, needs
from worldday.messages import queries
from worldday.messages.actions import mark_read
from worldday.units.permissions import Permission

PER_PAGE = 30


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    rows = queries.notes_of(request.user.code)
    only_unread = request.GET.get("unread") == "1"
    page = Paginator(rows.filter(read_at=None) if only_unread else rows, PER_PAGE).get_page(request.GET.get("p"))
    shown = {
        "tab": "notes",
        "page": page,
        "unread": queries.unread(request.user.code),
        "only_unread": only_unread,
        "query": "unread=1" if only_unread else "",
    }
    return render(request, "desk/messages/notes.html", shown)


@needs(Permission.SEE_CAMPAIGN)
@require_POST
def read(request: DeskRequest) -> HttpResponse:
    """All that have come are read, or the ones ticked."""
    mark_read(person=request.user.code, codes=request.POST.getlist("note") or None)
    return redirect("desk_messages:list")


@needs(Permission.SEE_CAMPAIGN)
@require_POST
def note(request: DeskRequest, code: str) -> HttpResponse:
    """Read, and on to what it is about. A press, not a link: a look ahead by a browser must not count as reading."""
    found = get_object_or_404(queries.notes_of(request.user.code), code=code)
    mark_read(person=request.user.code, codes=[found.code])
    return redirect(found.link or "desk_messages:list")
