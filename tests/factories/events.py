"""An open day that can be booked, and parties that want to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit
from worldday.base import clock, scope
from worldday.base.audit import System
from worldday.events import links
from worldday.events.actions import mailing
from worldday.events.actions.booking import book
from worldday.events.models import Booking, Event, EventState, Mailing, Site, Slot
from worldday.events.party import Party
from worldday.people import consent

BY = System("test")


def make_event(**fields: Any) -> Event:
    """Announced, booking open, with a site and no sitting yet."""
    campaign = make_campaign(owner=make_unit("甲市市场监管局", contact="甲市热线 12315"))
    activity = make_activity(
        campaign, units=[campaign.owner], name="实验室开放日", name_en="Laboratory open day", kind="event"
    )
    values = {"state": EventState.OPEN, "largest_group": 60, "pupils_per_adult": 10}
    with scope.everything("factory"):
        event: Event = Event.objects.create(activity=activity, **values | fields)
    Site.objects.create(event=event, name="食品实验室", name_en="Food laboratory", address="示范路1号")
    return event


def make_slot(
    event: Event | None = None, *, places: int = 20, begins: timedelta = timedelta(days=7), **fields: Any
) -> Slot:
    """A sitting of one hour, `begins` from now."""
    event = event or make_event()
    starts: datetime = clock.now().replace(second=0, microsecond=0) + begins
    values = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "site": event.sites.first()}
    return Slot.objects.create(event=event, places=places, **values | fields)


def family(n: int = 0, **fields: Any) -> Party:
    """Two adults; the n-th family has a phone of its own."""
    values = {
        "adults": 2,
        "name": f"家长{n}",
        "phone": phone(n),
        "consent": consent.version("booking"),
        "guardian": True,
        "briefed": True,
    }
    return Party(**values | fields)


def school_class(n: int = 0, *, pupils: int = 27, teachers: int = 3, **fields: Any) -> Party:
    """A class with its teachers, thirty in all."""
    told = {"organisation": "示范小学", "class_name": "三（2）班", "group": True}
    return family(n, adults=teachers, minors=pupils, **told | fields)


def phone(n: int) -> str:
    return f"139{n:08}"


def booked(slot: Slot, n: int = 0, **fields: Any) -> Booking:
    """The n-th family has booked through the verb."""
    return book(slot=slot, party=family(n, **fields), key=links.new_key())


def secret_of(booking: Booking) -> str:
    """What the message's link ends with."""
    secret: str = booking.details.person["link"]
    return secret


def tell_all() -> int:
    """What the background does with everything that is to be told; how many parties it came past."""
    under_way = list(Mailing.objects.filter(done_at=None).order_by("pk").values_list("code", flat=True))
    for code in under_way:
        assert mailing.turn(code, seconds=60) is False
    return sum(Mailing.objects.filter(code__in=under_way).values_list("told", flat=True))
