"""The panel on an event's page through which places are held by the storm path (docs/booking-storm.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.conf import settings

from worldday.events.models import Admission
from worldday.events.opening import Standing
from worldday.public.events.found import Found, Row

register = template.Library()
TAKEN = (Standing.BEFORE, Standing.OPEN, Standing.FULL)
CROWDED = timedelta(hours=1)  # after booking opened: from then on the form alone is the shorter way


@register.inclusion_tag("public/events/hold.html")
def places_panel(found: Found, rows: list[Row]) -> dict[str, Any]:
    """Hidden until a script and the server's clock say that places can be taken."""
    shown = [row for row in rows if row.standing in TAKEN]
    opens = found.event.opens_at
    crowded = opens is not None and found.now < opens + CROWDED
    offered = crowded and found.event.admission == Admission.BOOKING and bool(shown)
    return {
        "offered": offered,
        "event": found.event,
        "campaign": found.campaign,
        "activity": found.activity,
        "rows": shown,
        "room": f"{settings.PREFIX}/intake/places/",
        "minutes": found.event.hold_minutes,
    }
