"""The list for the hall and for the file: a column for what the event asks for, and none for what it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from worldday.desk.sheets import Sheet
from worldday.events.at_door import door_name, slot_name
from worldday.events.models import Arrival, Booking, BookingState, Details, Event, WalkIn
from worldday.events.personal import Briefed, ages_of, briefed, names_of
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS

SIGNED: dict[str, str | Promise] = {
    Briefed.NOT_ASKED: "",
    Briefed.NOT_YET: _("not signed off yet"),
    Briefed.EARLIER: _("signed off an earlier text"),
    Briefed.SIGNED: _("signed off"),
}


@dataclass(frozen=True)
class Line:
    """A booking with what is still known of its people."""

    event: Event
    booking: Booking
    details: Details | None
    arrival: Arrival | None

    def person(self, name: str) -> str:
        return str(self.details.person.get(name, "")) if self.details else ""

    def care(self, name: str) -> str:
        return str(self.details.care.get(name, "")) if self.details else ""


Column = tuple[str | Promise, Callable[[Line], Any]]
_WHO: tuple[Column, ...] = (
    (_("Sitting"), lambda line: slot_name(line.booking.slot)),
    (_("Booking"), lambda line: line.booking.code),
    (_("Who booked"), lambda line: line.person("name")),
    (_("School or organisation"), lambda line: line.person("organisation")),
    (_("Class"), lambda line: line.person("class_name")),
    (_("Phone"), lambda line: line.person("phone")),
    (_("Adults"), lambda line: line.booking.adults),
    (_("Under 18"), lambda line: line.booking.minors),
)
_STANDS: tuple[Column, ...] = (
    (_("State"), lambda line: str(BookingState(line.booking.state).label)),
    (_("Came"), lambda line: line.arrival.persons if line.arrival else None),
    (_("At"), lambda line: localtime(line.arrival.at) if line.arrival else None),
    (_("District"), lambda line: line.booking.district),
    (_("Guardians agree"), lambda line: _guardians(line.booking, line.details)),
)
_NAMES: Column = (_("With"), lambda line: "、".join(names_of(line.booking)))
_PHOTOS: Column = (_("Photos"), lambda line: _photos(line.details))
_BRIEFING: Column = (_("Safety briefing"), lambda line: str(SIGNED[briefed(line.event, line.details)]))
_ALLERGIES: Column = (_("Allergies"), lambda line: line.care("allergies"))
_NEEDS: Column = (_("Needs"), lambda line: line.care("needs"))


def columns(event: Event) -> list[Column]:
    """What this event's list has."""
    found = [*_WHO, *([_NAMES] if event.names else []), *_STANDS]
    found += [_PHOTOS] if event.photos else []
    found += [_BRIEFING] if event.briefing or event.briefing_en else []
    found += [_ALLERGIES] if event.meal else []
    found += [_of_age(band) for band in BANDS] if event.ages else []
    return [*found, _NEEDS]


def _of_age(band: str) -> Column:
    return AGE_WORDS[band], lambda line: ages_of(line.booking).get(band)


def rows(event: Event, bookings: Iterable[Booking], shown: list[Column]) -> Iterator[list[Any]]:
    for one in bookings:
        line = Line(event, one, getattr(one, "details", None), getattr(one, "arrival", None))
        yield [value(line) for _heading, value in shown]


def _guardians(booking: Booking, details: Details | None) -> str:
    """Of bookings with somebody under 18."""
    if not booking.minors:
        return ""
    return _now("yes") if details and details.guardian else _now("no")


def _photos(details: Details | None) -> str:
    agreed = details.photos if details else None
    return "" if agreed is None else _now("yes") if agreed else _now("no photos")


def walks(event: Event) -> Sheet:
    """People who came without a booking."""
    found = WalkIn.objects.filter(slot__event=event, taken_back=False).select_related("slot__site", "door")
    bands = BANDS if event.ages else ()
    headings = [_now("Sitting"), _now("People"), _now("At"), _now("Door"), _now("District")]
    headings += [str(AGE_WORDS[band]) for band in bands]
    return Sheet(_now("Without a booking"), headings, [_walk(one, bands) for one in found.prefetch_related("ages")])


def _walk(one: WalkIn, bands: Iterable[str]) -> list[Any]:
    ages = {said.band: said.persons for said in one.ages.all()}
    who = [slot_name(one.slot), one.persons, localtime(one.at), door_name(one.door), one.district]
    return [*who, *(ages.get(band) for band in bands)]
