"""What a booking says about people: written down locked, read for the link and for messages, emptied when nobody needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from worldday.base import clock
from worldday.certificates.wording import clean
from worldday.people.ages import BANDS
from worldday.people.numbers import normal_phone

from .models import AgeCount, Booking, Details, Event, Guest
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
        proven_at=clock.now() if party.proven else None,
    )
    if event.ages and party.ages:
        _write_ages(booking, dict(party.ages))
    if event.names and party.names:
        _write_names(booking, party.names)
    return details


def names_of(booking: Booking) -> tuple[str, ...]:
    """The other adults', as they were typed; one query unless they were fetched."""
    return tuple(str(guest.person.get("name", "")) for guest in booking.guests.all())


def keep_names(booking: Booking, event: Event, names: Sequence[str]) -> None:
    """These and no others from now on."""
    if tuple(names) != names_of(booking):
        Guest.objects.filter(booking=booking).delete()
        _write_names(booking, names if event.names else ())


def _write_names(booking: Booking, names: Sequence[str]) -> None:
    named: list[dict[str, Any]] = [{"person": {"name": name}} for name in names]
    Guest.objects.bulk_create(Guest(booking=booking, position=at, **values) for at, values in enumerate(named))


def _person(party: Party) -> dict[str, str]:
    """Without signs that turn the direction of reading: on the list of the hall they would turn the columns beside them."""
    given = {name: clean(getattr(party, name)) for name in PERSON}
    phone = normal_phone(party.phone) if party.phone else ""  # guests may have none
    return {name: value for name, value in {"phone": phone, **given}.items() if value}


def _care(event: Event, party: Party) -> dict[str, str]:
    """Allergies only where a meal is served."""
    asked = CARE if event.meal else ("needs",)
    return {name: value for name in asked if (value := clean(getattr(party, name)))}


def ages_of(booking: Booking) -> dict[str, int]:
    """Band → people, in the order of bands; one query unless they were fetched."""
    said = {one.band: one.persons for one in booking.ages.all()}
    return {band: said[band] for band in BANDS if band in said}


def keep_ages(booking: Booking, event: Event, ages: Mapping[str, int]) -> None:
    """These and no others from now on."""
    if dict(ages) != ages_of(booking):
        AgeCount.objects.filter(booking=booking).delete()
        _write_ages(booking, ages if event.ages else {})


def _write_ages(booking: Booking, ages: Mapping[str, int]) -> None:
    AgeCount.objects.bulk_create(AgeCount(booking=booking, band=band, persons=n) for band, n in ages.items() if n > 0)


class Briefed(StrEnum):
    """How a party stands to the event's safety briefing."""

    NOT_ASKED = "not-asked"
    NOT_YET = "not-yet"
    EARLIER = "earlier"  # signed off, and the text was changed since
    SIGNED = "signed"


def briefed(event: Event, details: Details | None) -> Briefed:
    """Whether the text as it stands now has been signed off for this party."""
    now = briefing_digest(event)
    if not now:
        return Briefed.NOT_ASKED
    if details is None or details.briefed_at is None:
        return Briefed.NOT_YET
    return Briefed.SIGNED if details.briefed == now else Briefed.EARLIER


def briefing_digest(event: Event) -> str:
    """Which text was signed off; "" where there is none."""
    text = f"{event.briefing}\n{event.briefing_en}".strip()
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
