"""The library: search, filters, and what waits for one's own unit's answer."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from worldday.campaigns.kinds import all_kinds
from worldday.desk.access import DeskRequest, needs
from worldday.reports.models import PracticeState
from worldday.reports.queries import practices
from worldday.reports.queries.practices import Wanted
from worldday.units.permissions import Permission

PAGE = 24
FILTERS = ("words", "theme", "kind", "district", "year", "state")


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    wanted = Wanted(**{name: request.GET.get(name, "").strip()[:100] for name in FILTERS})
    rows = practices.visible_to(request.user)
    offered = practices.choices(rows)
    page: Any = Paginator(practices.found_in(rows, wanted), PAGE).get_page(request.GET.get("p"))
    shown = {
        "page": page,
        "wanted": wanted,
        "query": urlencode({name: value for name in FILTERS if (value := getattr(wanted, name))}),
        "choices": offered,
        "kinds": [(kind.slug, kind.label) for kind in all_kinds() if kind.slug in offered.kinds],
        "states": PracticeState.choices,
        "to_answer": practices.to_answer(request.user),
    }
    return render(request, "desk/practices/list.html", shown)
