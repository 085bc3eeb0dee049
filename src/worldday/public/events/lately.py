"""Events as anybody met them up to a second ago, so that a hundred forms of one second do not read the same rows a hundred times.

Only what is looked at again when places are counted may rest on it: events.places.take_if_open.
"""

from __future__ import annotations

import time

from worldday.base import clock
from worldday.events.models import Event

from .found import Found, find_to_book

KEPT_S = 1.0
MOST = 1000  # events; each holds its sittings
_kept: dict[tuple[str, str], tuple[Event, float]] = {}


def seen_lately(campaign: str, activity: str) -> Found:
    """The event, with its sittings as they were at most `KEPT_S` ago. 404 unless it has been announced."""
    event, read_at = _kept.get((campaign, activity), (None, 0.0))
    if event is None or time.monotonic() - read_at > KEPT_S:
        read_at = time.monotonic()
        event = find_to_book(campaign, activity).event
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[campaign, activity] = event, read_at
    return Found(event, clock.now())
