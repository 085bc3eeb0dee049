"""How many were expected, and how many came: of each sitting, of the whole event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from worldday.events.models import Arrival, Booking, BookingState, Event, Slot, WalkIn

EXPECTED = (BookingState.BOOKED, BookingState.CAME)


@dataclass(frozen=True)
class Sitting:
    """One slot in figures; all but the first four count persons. `booked` counts who kept the booking, come or not."""

    slot: Slot
    places: int
    taken: int
    parties: int
    booked: int
    came: int  # of those who had booked
    walked_in: int
    waiting: int
    released: int

    @property
    def inside(self) -> int:
        return self.came + self.walked_in

    @property
    def left(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def missing(self) -> int:
        """Of those who booked; a party that brought more than it booked makes up for none that stayed away."""
        return max(self.booked - self.came, 0)


@dataclass(frozen=True)
class Attendance:
    sittings: list[Sitting]

    def total(self, name: str) -> int:
        return sum(getattr(sitting, name) for sitting in self.sittings)

    @property
    def inside(self) -> int:
        return self.total("inside")


def attendance(event: Event) -> Attendance:
    """Four queries, however many sittings and bookings."""
    slots = list(Slot.objects.filter(event=event).select_related("site"))
    booked = _booked(event)
    came = dict(_sums(Arrival.objects.filter(booking__event=event).values_list("booking__slot")))
    walked = dict(_sums(WalkIn.objects.filter(slot__event=event, taken_back=False).values_list("slot")))
    return Attendance([_sitting(slot, booked.get(slot.pk, {}), came, walked) for slot in slots])


def _sums(rows: Iterable[object]) -> Iterable[tuple[int, int]]:
    return rows.annotate(n=Sum("persons"))  # type: ignore[attr-defined,no-any-return]


def _booked(event: Event) -> dict[int, dict[str, int]]:
    counted: Any = Booking.objects.filter(event=event).values("slot").annotate(
        parties=Count("pk", filter=Q(state__in=EXPECTED)),
        booked=Sum("size", filter=Q(state__in=EXPECTED)),
        waiting=Sum("size", filter=Q(state=BookingState.WAITING)),
        released=Sum("size", filter=Q(state=BookingState.RELEASED)),
    )  # fmt: skip
    return {row["slot"]: {name: value or 0 for name, value in row.items()} for row in counted}


def _sitting(slot: Slot, said: dict[str, int], came: dict[int, int], walked: dict[int, int]) -> Sitting:
    return Sitting(
        slot=slot,
        places=slot.places,
        taken=slot.taken,
        parties=said.get("parties", 0),
        booked=said.get("booked", 0),
        came=came.get(slot.pk, 0),
        walked_in=walked.get(slot.pk, 0),
        waiting=said.get("waiting", 0),
        released=said.get("released", 0),
    )
