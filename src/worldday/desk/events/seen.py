"""Bookings as the desk lists them: found by code, phone or name, a page at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.events.models import Booking, BookingState, Event, PartySort
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind

STATES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (_("Expected or here"), (BookingState.BOOKED, BookingState.CAME)),
    "booked": (_("Not here yet"), (BookingState.BOOKED,)),
    "came": (_("Here"), (BookingState.CAME,)),
    "waiting": (_("Waiting list"), (BookingState.WAITING, BookingState.OFFERED)),
    "ended": (_("Cancelled or given away"), (BookingState.CANCELLED, BookingState.RELEASED, BookingState.LAPSED)),
}
LOOKED_AT = 20_000  # bookings whose names are unlocked for one search
_CODE = re.compile(r"[2-9a-hjkmnp-z]{8}")


@dataclass(frozen=True)
class Asked:
    """What the bar above the list says."""

    state: str = ""
    slot: int = 0
    text: str = ""
    groups: bool = False

    @property
    def query(self) -> str:
        """As it stands in the address, without the page."""
        said = QueryDict(mutable=True)
        values = {"state": self.state, "slot": self.slot or "", "q": self.text, "groups": "on" if self.groups else ""}
        said.update({name: str(value) for name, value in values.items() if value})
        return said.urlencode()


def asked(said: QueryDict) -> Asked:
    """What makes no sense is passed over."""
    slot = said.get("slot", "")
    state = said.get("state", "")
    return Asked(
        state=state if state in STATES else "",
        slot=int(slot) if slot.isdecimal() and len(slot) < 18 else 0,
        text=said.get("q", "").strip()[:60],
        groups=bool(said.get("groups")),
    )


def bookings_of(event: Event, said: Asked) -> QuerySet[Booking]:
    """In the order of sittings, then of booking. A name is compared after unlocking, so that no table holds it in clear."""
    rows = Booking.objects.filter(event=event, state__in=STATES[said.state][1])
    rows = rows.filter(slot=said.slot) if said.slot else rows
    rows = rows.filter(sort=PartySort.GROUP) if said.groups else rows
    if said.text:
        rows = rows.filter(pk__in=_found(rows, said.text))
    return rows.select_related("slot__site", "details", "arrival", "waiting_party").order_by(
        "slot__starts_at", "slot", "pk"
    )


def _found(rows: QuerySet[Booking], text: str) -> list[int]:
    plain = text.lower().replace(" ", "").replace("-", "")
    if _CODE.fullmatch(plain) and (pks := list(rows.filter(code=plain).values_list("pk", flat=True))):
        return pks
    try:
        booker = number_of(IdentityKind.PHONE, plain)
    except Problem:
        return _named(rows, text.lower())
    return list(rows.filter(booker=booker).values_list("pk", flat=True))


def _named(rows: QuerySet[Booking], text: str) -> list[int]:
    seen: Any = rows.order_by("pk").values_list("pk", "details__person")[:LOOKED_AT]
    return [pk for pk, person in seen.iterator(chunk_size=2000) if text in _words(person or {})]


def _words(person: dict[str, Any]) -> str:
    kept = ("name", "organisation", "class_name")
    return " ".join([*(str(person.get(key, "")) for key in kept), str(person.get("phone", ""))[-4:]]).lower()
