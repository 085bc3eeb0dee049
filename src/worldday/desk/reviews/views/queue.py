"""What waits: the list, and accepting many at once."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from worldday.desk.access import DeskRequest, needs
from worldday.desk.reviews.accepted import say_accepted
from worldday.desk.reviews.filters import ALL, query_of, wanted_of
from worldday.desk.templatetags.reviewing import filing_state
from worldday.reports.actions.reviewing import accept_many
from worldday.reports.findings import NAMES
from worldday.reports.models import Submission
from worldday.reports.queries import reviews
from worldday.reports.rules import may_review
from worldday.units.permissions import Permission

PAGE = 50


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Waiting ones unless `?state=` says otherwise; the filters stay in the address, also while reading one after another."""
    wanted = wanted_of(request)
    page: Any = Paginator(reviews.queue(request.user, wanted), PAGE).get_page(request.GET.get("p"))
    counts = reviews.counts(request.user, wanted)
    shown = {
        "page": page,
        "rows": [(sent, _names(sent)) for sent in page],
        "wanted": wanted,
        "query": query_of(wanted),
        "state": wanted.state or ALL,
        "states": [(state, filing_state(state), counts[state]) for state in reviews.STATES],
        "whole": sum(counts[state] for state in reviews.STATES),
        "choices": reviews.choices(request.user, below=wanted.below),
    }
    return render(request, "desk/reviews/list.html", shown)


def _names(sent: Submission) -> list[tuple[str, Any]]:
    """Each sort of finding once: its weight and name."""
    return list({one["code"]: (one["weight"], NAMES.get(one["code"], one["code"])) for one in sent.findings}.values())


@needs(Permission.REPORT)
@require_POST
def accept_ticked(request: DeskRequest) -> HttpResponse:
    """Accept the ticked ones that nothing stands against; the others are named with why."""
    codes = request.POST.getlist("code")[: 2 * PAGE]
    related = ("filing__task__campaign__owner", "filing__task__unit", "filing__task__issuer")
    found = Submission.objects.filter(code__in=codes).select_related(*related)
    done = accept_many(submissions=[one for one in found if may_review(request.user, one.filing.task)], by=request.user)
    say_accepted(request, done, asked=len(codes))
    query = query_of(wanted_of(request))
    return redirect(f"{reverse('desk_reviews:list')}{f'?{query}' if query else ''}")
