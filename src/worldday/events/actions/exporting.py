"""Taking lists with personal data out of the system is written down, with the number of people and without them."""

from __future__ import annotations

from django.db import transaction

from worldday.base.audit import Actor
from worldday.events.models import Event

from .rows import record


@transaction.atomic
def log_list(*, event: Event, rows: int, what: str, by: Actor) -> None:
    """`what`: attendance or badges."""
    record("event-list-taken", event, by, after={"what": what, "rows": rows})
