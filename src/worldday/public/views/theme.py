"""The theme page of a campaign, and its programme in four orders."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from worldday.base import clock
from worldday.campaigns.models import Campaign
from worldday.campaigns.queries import groups, programme
from worldday.campaigns.queries.groups import By
from worldday.campaigns.queries.programme import Line

SHOWN = 6  # activities of today and of this week on the theme page; the programme has them all


def theme(request: HttpRequest, campaign: str) -> HttpResponse:
    """Theme, day, countdown, what is on, and the programme by date."""
    found = get_object_or_404(programme.published(), slug=campaign)
    today, index = clock.today(), programme.index_of(found)
    now = programme.on_today(index, today)
    shown = {line.id for line in now[:SHOWN]}
    week = [line for line in programme.this_week(index, today) if line.id not in shown][:SHOWN]
    full = programme.entries([line.id for line in [*now[:SHOWN], *week]], today)
    context = {
        "campaign": found,
        "figures": programme.figures(found, index, today),
        "now": [full[line.id] for line in now[:SHOWN]],
        "more_now": len(now[SHOWN:]),
        "week": [full[line.id] for line in week],
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
