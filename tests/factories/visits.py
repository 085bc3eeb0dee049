"""An event that people have booked, ready for its doors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff, make_unit
from worldday.base import clock
from worldday.base.ids import new_code
from worldday.events.links import key_number, new_key
from worldday.events.models import Booking, Details, Event, EventState, Site, Slot
from worldday.events.numbering import new_id
from worldday.people.identity import number_of
from worldday.people.models import IdentityKind


def make_visit(
    *, slots: int = 1, places: int = 60, starts: datetime | None = None, slug: str = "wsd", **fields: Any
) -> Event:
    """Announced, with so many sittings from `starts` (an hour from now), run by a staff member: `event.staff`."""
    unit = make_unit("甲市计量院")
    campaign = make_campaign(owner=unit, slug=slug, name="世界标准日")
    activity = make_activity(campaign, units=[unit], name="实验室开放日", kind="event")
    event = Event.objects.create(activity=activity, **{"state": EventState.OPEN, "largest_group": 50} | fields)
    site = Site.objects.create(event=event, name="东馆", district="徐汇区")
    first = starts or clock.now() + timedelta(hours=1)
    for n in range(slots):
        begins = first + timedelta(hours=2 * n)
        Slot.objects.create(
            event=event, site=site, starts_at=begins, ends_at=begins + timedelta(hours=1), places=places
        )
    event.staff = make_staff("李馆员", unit=unit, role="organiser", email=f"door-{new_code()}@example.org")
    return event


def make_booking(slot: Slot, name: str = "张三", *, adults: int = 1, minors: int = 0, **fields: Any) -> Booking:
    """A booking in the state booked, its places taken."""
    phone = fields.pop("phone", "")
    person = {"name": name, "phone": phone or "13900001234"} | fields.pop("person", {})
    photos = fields.pop("photos", None)
    number, size = new_id(), adults + minors
    booker = number_of(IdentityKind.PHONE, phone) if phone else number
    made = Booking.objects.create(
        **{
            "id": number,
            "key": key_number(new_key()),
            "event": slot.event,
            "slot": slot,
            "booker": booker,
            "size": size,
            "adults": adults,
            "minors": minors,
            "state": "booked",
            "made_at": clock.now(),
        }
        | fields
    )
    Details.objects.create(booking=made, person=person, photos=photos)
    if made.state in ("booked", "came"):
        Slot.objects.filter(pk=slot.pk).update(taken=Slot.objects.get(pk=slot.pk).taken + size)
    return made
