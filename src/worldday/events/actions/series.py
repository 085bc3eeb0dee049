"""A series of sittings in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.models import Event, Site, Slot

from .rows import locked_event, record
from .slots import MOST_SLOTS

MOST_PLACES = 100_000


@transaction.atomic
def add_slots(
    *, event: Event, times: Sequence[tuple[datetime, datetime]], places: int, by: Actor, site: Site | None = None
) -> int:
    """Add a sitting for each beginning and end (aware) at `site`; one that is there already is left as it is. How many are
    new; pressing twice adds nothing. Raises `Problem`."""
    event = locked_event(event)
    if not 1 <= places <= MOST_PLACES:
        raise Problem(_("A sitting has between 1 and 100,000 places. Nothing was added."))
    known = set(Slot.objects.filter(event=event, site=site, cancelled=False).values_list("starts_at", flat=True))
    new = [Slot(event=event, site=site, starts_at=a, ends_at=b, places=places) for a, b in times if a not in known]
    if event.slots.count() + len(new) > MOST_SLOTS:
        sentence = _("An event has at most {most} sittings. Nothing was added; please choose fewer days.")
        raise Problem(format_lazy(sentence, most=MOST_SLOTS))
    Slot.objects.bulk_create(new)
    if new:
        first, last = min(slot.starts_at for slot in new), max(slot.starts_at for slot in new)
        after = {"sittings": len(new), "places": places, "first": first.isoformat(), "last": last.isoformat()}
        record("event-slot-added", event, by, after=after)
    return len(new)
