"""Who takes part in a campaign, and what one unit does in it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.base import clock
from worldday.campaigns.queries import programme

PAGE = 60  # units a page: they are one line each


def units(request: HttpRequest, campaign: str, page: int = 1) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    paginator = Paginator(programme.units_of(found), PAGE)
    if page > paginator.num_pages:
        raise Http404
    return render(request, "public/units.html", {"campaign": found, "page": paginator.page(page)})


def unit(request: HttpRequest, campaign: str, unit: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    whose = programme.unit_in(found, unit)
    if whose is None:
        raise Http404
    parts = programme.parts_of(found, whose, clock.today())
    return render(request, "public/unit.html", {"campaign": found, "unit": whose, "entries": parts})
