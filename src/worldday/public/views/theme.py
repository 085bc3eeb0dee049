"""The theme page of a campaign, and its programme in four orders."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from worldday.base import clock
from worldday.campaigns.models import Campaign
from worldday.campaigns.queries import districts, groups, programme
from worldday.campaigns.queries.groups import By
from worldday.campaigns.queries.programme import Line
from worldday.reports.queries.practices import published_in

SHOWN = 6  # activities of today and of this week on the theme page; the programme has them all


def theme(request: HttpRequest, campaign: str) -> HttpResponse:
    """Theme, day, countdown, what is on, and the programme by date."""
    found = get_object_or_404(programme.published(), slug=campaign)
    today, every = clock.today(), programme.whole_index(found)
    index = [line for line in every if line.parent is None]
    in_districts = districts.by_district(every, today)
    now = programme.on_today(index, today)
    shown = {line.id for line in now[:SHOWN]}
    week = [line for line in programme.this_week(index, today) if line.id not in shown][:SHOWN]
    shown_in_full = [line.id for line in [*now[:SHOWN], *week]] + districts.to_show(in_districts)
    full = programme.entries(shown_in_full, today)
    context = {
        "campaign": found,
        "figures": programme.figures(found, index, today),
        "now": [full[line.id] for line in now[:SHOWN]],
        "more_now": len(now[SHOWN:]),
        "week": [full[line.id] for line in week],
        "districts": districts.filled(in_districts, full),
        "practices": published_in(found).exists(),
    } | _programme(found, index, by=By.DATE, page=1)
    return render(request, "public/theme.html", context)


def by(request: HttpRequest, campaign: str, by: str, page: int = 1) -> HttpResponse:
    """The programme alone, by date, unit, district or kind, a page at a time."""
    if by not in By.values:
        raise Http404
    found = get_object_or_404(programme.published(), slug=campaign)
    context = _programme(found, programme.index_of(found), by=By(by), page=page)
    if page > context["page"].paginator.num_pages:
        raise Http404
    return render(request, "public/programme.html", {"campaign": found} | context)


def _programme(campaign: Campaign, index: list[Line], *, by: By, page: int) -> dict[str, Any]:
    """One page of the programme with its neighbours' addresses."""
    cut, current = groups.page_of(campaign, index, by=by, page=page, today=clock.today())
    return {
        "groups": cut,
        "season": programme.season(index),
        "tabs": list(By),
        "by": by,
        "page": current,
        "before": _address(campaign, by, page - 1),
        "after": _address(campaign, by, page + 1),
    }


def _address(campaign: Campaign, by: By, page: int) -> str:
    if page <= 1:
        return reverse("public:by", args=[campaign.slug, by.value])
    return reverse("public:by", args=[campaign.slug, by.value, page])
