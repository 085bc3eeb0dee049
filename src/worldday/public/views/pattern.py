"""The campaign's picture: drawn from its hue and its day, no stock art."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from worldday.campaigns.pattern import draw, seed_of
from worldday.campaigns.queries import programme


def pattern(request: HttpRequest, campaign: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    seed = seed_of(day=found.starts_on, year=found.year, ordinal=found.ordinal)
    return HttpResponse(draw(seed=seed, hue=found.hue), content_type="image/svg+xml")
