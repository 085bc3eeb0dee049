"""Sharing a campaign or an activity: a page with the picture to save, and the pictures themselves."""

from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.campaigns.models import Activity, Campaign
from worldday.campaigns.queries import programme
from worldday.public import addresses, pictures

KEPT = 24 * 3600  # seconds a drawn picture stays in the cache; its key is its content, so it is never wrong
SHAPES: dict[str, Callable[[pictures.Sheet], bytes]] = {"wide": pictures.wide, "tall": pictures.tall}


def page(request: HttpRequest, campaign: str, activity: str = "") -> HttpResponse:
    """The poster to save, its address in words, and where else to take the days."""
    whole, one = _found(campaign, activity)
    url = addresses.activity_url(one) if one else addresses.campaign_url(whole)
    return render(request, "public/share.html", {"campaign": whole, "activity": one, "address": url})


def picture(request: HttpRequest, campaign: str, shape: str, activity: str = "") -> HttpResponse:
    """`wide`, 1200 × 630, for link previews; `tall`, 1080 × 1440, to save. A PNG, drawn when first asked for."""
    whole, one = _found(campaign, activity)
    sheet = pictures.of_activity(one) if one else pictures.of_campaign(whole)
    drawn = caches["pictures"].get_or_set(f"picture-{shape}-{sheet.key}", lambda: SHAPES[shape](sheet), KEPT)
    return HttpResponse(drawn, content_type="image/png")


def _found(campaign: str, activity: str) -> tuple[Campaign, Activity | None]:
    if not activity:
        return get_object_or_404(programme.published(), slug=campaign), None
    one = get_object_or_404(programme.activity_of(campaign, activity))
    return one.campaign, one


class ShapeConverter:
    """`wide` or `tall` in an address."""

    regex = "wide|tall"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
