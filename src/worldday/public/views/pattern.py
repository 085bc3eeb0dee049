"""The campaign's picture: drawn from its hue and its day, no stock art."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from worldday.campaigns.queries import programme
from worldday.ui.pattern import draw


def pattern(request: HttpRequest, campaign: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    day = found.starts_on.strftime("%Y%m%d") if found.starts_on else str(found.year)
    return HttpResponse(draw(seed=f"{day}{found.ordinal or ''}", hue=found.hue), content_type="image/svg+xml")
