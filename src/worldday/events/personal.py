"""What a booking says about people: written down locked, read for the link and for messages, emptied when nobody needs it."""

from __future__ import annotations

import hashlib
from typing import Any

from worldday.base import clock
from worldday.people.numbers import normal_phone

from .models import Booking, Details, Event, Guest
from .party import Party

PERSON = ("name", "email", "organisation", "class_name")
CARE = ("allergies", "needs")


def keep_details(booking: Booking, event: Event, party: Party, secret: str) -> Details:
    """The details of a booking whose `token` is the digest of `secret`; what the event does not ask for is not kept."""
    locked: dict[str, Any] = {"person": _person(party) | {"link": secret}, "care": _care(event, party)}
    details = Details.objects.create(
        booking=booking,
        **locked,
        language=party.language,
        photos=party.photos if event.photos else None,
        guardian=bool(party.minors and party.guardian),
        briefed=briefing_digest(event) if party.briefed else "",
        briefed_at=clock.now() if party.briefed and event.briefing else None,
        consent=party.consent,
    )
    if event.names and party.names:
        named: list[dict[str, Any]] = [{"person": {"name": name}} for name in party.names]
        Guest.objects.bulk_create(Guest(booking=booking, position=at, **values) for at, values in enumerate(named))
    return details


def _person(party: Party) -> dict[str, str]:
    given = {name: getattr(party, name) for name in PERSON}
    return {"phone": normal_phone(party.phone)} | {name: value for name, value in given.items() if value}


def _care(event: Event, party: Party) -> dict[str, str]:
    """Allergies only where a meal is served."""
    asked = CARE if event.meal else ("needs",)
    return {name: value for name in asked if (value := getattr(party, name))}


def briefing_digest(event: Event) -> str:
    """Which text was signed off; "" where there is none."""
    text = f"{event.briefing}\n{event.briefing_en}".strip()
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
