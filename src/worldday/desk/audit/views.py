"""Who did what, when, from where: readable, searchable, exportable."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.base.models import AuditEvent
from worldday.desk import sheets
from worldday.desk.access import needs
from worldday.units.permissions import Permission

from .queries import Asked, trail, units_of
from .sentences import all_sentences, differences, sentence_of

PER_PAGE = 50
MOST_EXPORTED = 50_000  # the newest ones; ask for fewer days to get older ones


@needs(Permission.READ_AUDIT)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Pages go by the id of the last row shown, not by counting, so that the millionth row is as near as the first."""
    asked, before = Asked.of(request.GET), request.GET.get("before", "")
    events = trail(request.user, asked)
    older = events.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 19 else events
    rows = list(older[: PER_PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    page = {
        "rows": [_shown(event) for event in rows[:PER_PAGE]],
        "last": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None,
        "asked": asked,
        "first": not before,
        "query": query.urlencode(),
        "actions": _actions(),
        "units": units_of(request.user).order_by("path").only("code", "name"),
    }
    return render(request, "desk/audit/list.html", page)


def _shown(event: AuditEvent) -> dict[str, Any]:
    return {"event": event, "sentence": sentence_of(event), "differences": differences(event)}


def _actions() -> list[tuple[str, str]]:
    """(action, its sentence with gaps), in the order of the words people read."""
    found = [(action, str(sentence).format_map(_Gaps())) for action, sentence in all_sentences().items()]
    return sorted(found, key=lambda pair: pair[1])


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@needs(Permission.READ_AUDIT)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    headings = [_("No."), _("When"), _("By whom"), _("From where"), _("What"), _("About"), _("Before"), _("After")]
    events = trail(request.user, Asked.of(request.GET))[:MOST_EXPORTED]
    return sheets.download(_("Audit trail"), headings, (_cells(event) for event in events.iterator(2000)))


def _cells(event: AuditEvent) -> list[Any]:
    told = [json.dumps(values, ensure_ascii=False) if values else "" for values in (event.before, event.after)]
    return [
        event.pk,
        localtime(event.at),
        event.actor_name,
        event.address or "",
        sentence_of(event),
        event.target_name,
        *told,
    ]
