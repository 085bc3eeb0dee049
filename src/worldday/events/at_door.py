"""What a phone at the door is told: as little of each person as lets somebody be recognised, and who is inside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from worldday.base import clock
from worldday.events.models import Arrival, Booking, BookingState, Door, Event, Scan, Slot, WalkIn
from worldday.events.personal import Briefed, briefed
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS

EXPECTED = (BookingState.BOOKED, BookingState.CAME, BookingState.WAITING, BookingState.OFFERED)
GONE = (BookingState.CANCELLED, BookingState.RELEASED)
TAIL = 4  # digits of a phone, to tell two people of one name apart
AFTER = timedelta(days=2)  # the last sitting, names stay on phones at the doors: for what is told late


def listing(event: Event) -> dict[str, Any]:
    """Everybody who may come, until `AFTER` the last sitting. Of cancelled bookings only the code and that they are cancelled;
    of phones only the end."""
    sums = walked(event)
    slots = list(Slot.objects.filter(event=event, cancelled=False).select_related("site"))
    lasts = max((slot.ends_at for slot in slots), default=clock.now()) + AFTER - clock.now()
    rows = Booking.objects.filter(event=event, state__in=(*EXPECTED, *GONE)).select_related("details").order_by("pk")
    return {
        "event": event.activity.name,
        "lasts_ms": max(0, int(lasts.total_seconds() * 1000)),
        "districts": settings.DISTRICTS,
        "bands": [[band, str(AGE_WORDS[band])] for band in BANDS] if event.ages else [],
        "slots": [{"code": str(one.pk), "name": slot_name(one), "walked": sums.get(str(one.pk), 0)} for one in slots],
        "bookings": [_line(event, booking) for booking in rows] if lasts > timedelta() else [],
    }


def _line(event: Event, booking: Booking) -> dict[str, Any]:
    gone = booking.state in GONE
    details = None if gone else getattr(booking, "details", None)
    person = details.person if details else {}
    return {
        "code": booking.code,
        "slot": str(booking.slot_id),
        "name": str(person.get("name", "")),
        "group": " ".join(str(person[key]) for key in ("organisation", "class_name") if person.get(key)),
        "tail": str(person.get("phone", ""))[-TAIL:],
        "party": booking.size,
        "state": "over" if gone else str(booking.state),
        "note": _("; ").join(_notes(event, details)) if details else "",
    }


def _notes(event: Event, details: Any) -> list[str]:
    """What the door has to do something about."""
    found = []
    if event.photos and details.photos is False:
        found.append(_("no photos"))
    signed = briefed(event, details)
    if signed == Briefed.NOT_YET:
        found.append(_("safety briefing not signed off yet"))
    elif signed == Briefed.EARLIER:
        found.append(_("signed off an earlier safety briefing"))
    return found


def slot_name(slot: Slot) -> str:
    """`10月14日 09:30 东馆`: in the order in which one looks for it."""
    at = localtime(slot.starts_at)
    parts = [f"{at.month}-{at.day:02} {at:%H:%M}", slot.name, slot.site.name if slot.site else ""]
    return " ".join(part for part in parts if part)


def arrivals(event: Event, since: datetime | None) -> dict[str, dict[str, Any] | None]:
    """Code of a booking → how it stands, of those whose records came after `since`; None = not inside (any more)."""
    rows = Arrival.objects.filter(booking__event=event).select_related("booking", "scan__door")
    if since is None:
        return {row.booking.code: _standing(row) for row in rows}
    touched = Scan.objects.filter(door__event=event, received_at__gt=since).values_list("booking__code", flat=True)
    codes = set(touched)
    inside = {row.booking.code: _standing(row) for row in rows.filter(booking__code__in=codes)}
    return {code: inside.get(code) for code in codes}


def _standing(arrival: Arrival) -> dict[str, Any]:
    return {
        "persons": arrival.persons,
        "at": localtime(arrival.at).isoformat(timespec="milliseconds"),
        "where": door_name(arrival.scan.door),
        "by": f"{arrival.scan.device}/{arrival.scan.number}",  # so that a phone knows whether it was its own
    }


def door_name(door: Door) -> str:
    """The desk's own door has no name of its own."""
    return door.name if door.token_digest else _("the desk")


def walked(event: Event) -> dict[str, int]:
    """Slot → people who came without a booking."""
    rows = WalkIn.objects.filter(slot__event=event, taken_back=False).values_list("slot").annotate(n=Sum("persons"))
    return {str(slot): persons for slot, persons in rows}
