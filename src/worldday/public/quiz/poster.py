"""The poster of a quiz, or of one of its entrances, to hang up or to send: name, days, colour and code of its own."""

from dataclasses import replace

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from worldday.public import addresses, pictures

from .found import find, kept

KEPT = 24 * 3600  # seconds; the key is what the picture says, so it is never wrong


@kept(3600)
def poster(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """A PNG, 1080 × 1440, drawn when first asked for."""
    found = find(campaign, activity, door)
    sheet = replace(
        pictures.of_activity(found.activity),
        heading=found.name,
        below=found.organiser,
        url=addresses.absolute(found.url()),
        hue=found.hue,
    )
    drawn = caches["pictures"].get_or_set(f"picture-tall-{sheet.key}", lambda: pictures.tall(sheet), KEPT)
    return HttpResponse(drawn, content_type="image/png")
