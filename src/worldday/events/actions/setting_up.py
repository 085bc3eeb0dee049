"""From an activity of the plan to an event that people can come to."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.events.models import LIVE, Admission, Booking, Event, EventState

from .conditions import tell_link
from .rows import locked_event, record

CHANGEABLE = (
    *(
        "admission",
        "opens_at",
        "closes_at",
        "announcement",
        "announcement_en",
        "about",
        "about_en",
        "bring",
        "bring_en",
    ),
    *("safety", "safety_en", "access", "access_en", "briefing", "briefing_en", "contact", "contact_en"),
    *("largest_party", "largest_group", "pupils_per_adult", "bookings_each", "meal", "photos", "names"),
    *("ages", "phone_code"),
    *("hold_minutes", "offer_hours", "remind_hours", "release_minutes"),
    *("conditional", "online_url", "online_text", "online_text_en"),
)
VISIT = re.compile(r"开放日|参观|夏令营|进校园|亲子|研学")
INVITED = re.compile(r"仪式|发布会|颁奖|揭牌|圆桌|启动")
MEETING = re.compile(r"论坛|研讨会|交流会|座谈会|主题活动|沙龙|会议")
CONDITIONS = re.compile(r"视疫情|条件允许|具备.{0,12}条件|条件具备|视情")
CLASS_SIZE = 50  # proposed for visits: a class with its teachers


@transaction.atomic
def set_up_event(*, activity: Activity, by: Actor) -> Event:
    """The activity's event with choices proposed from its text; one that exists is left as it is."""
    with scope.everything("the caller has the activity"):
        event: Event
        event, made = Event.objects.get_or_create(activity=activity, defaults=_proposed(activity))
    if made:
        record("event-set-up", event, by, after={"admission": event.admission})
    return event


def _proposed(activity: Activity) -> Values:
    """A visit is booked by families and classes, a ceremony or round table is by invitation, a forum needs names."""
    text = f"{activity.name}\n{activity.content}"
    visit = bool(VISIT.search(text))
    invited = not visit and bool(INVITED.search(activity.name))
    return {
        "admission": Admission.INVITATION if invited else Admission.BOOKING,
        "largest_group": CLASS_SIZE if visit else 0,
        "names": not visit and not invited and bool(MEETING.search(text)),
        "conditional": bool(CONDITIONS.search(activity.content)),
    }


@transaction.atomic
def change_event(*, event: Event, changes: Values, by: Actor) -> Event:
    """Change any of `CHANGEABLE`; what people have booked stays booked. Who waits for the online tour's address is told when it
    is there. Raises `Invalid`."""
    event = locked_event(event)
    before, after = change(event, changes, allowed=CHANGEABLE)
    if after:
        event.save()
        record("event-changed", event, by, before, after)
    if after.get("online_url") and not before["online_url"]:
        tell_link(event, by)
    return event


@transaction.atomic
def announce(*, event: Event, by: Actor) -> Event:
    """Show it to the public; booking opens at its moment. Raises `Problem` while there is nothing to come to."""
    event = locked_event(event)
    if event.state in (EventState.OPEN, EventState.MOVED_ONLINE):
        return event
    if not event.slots.filter(cancelled=False).exists():
        raise Problem(_("Please add at least one sitting with its time first. Nothing was changed."))
    return _to(event, EventState.OPEN, "event-announced", by)


@transaction.atomic
def close(*, event: Event, by: Actor) -> Event:
    """No more bookings, and the page says it is over; bookings are kept until they are erased on schedule."""
    event = locked_event(event)
    return event if event.state == EventState.CLOSED else _to(event, EventState.CLOSED, "event-closed", by)


@transaction.atomic
def take_back(*, event: Event, by: Actor) -> Event:
    """Not public any more. Raises `Problem` when people have booked: they are told by cancelling their sittings."""
    event = locked_event(event)
    if Booking.objects.filter(event=event, state__in=LIVE).exists():
        raise Problem(
            _("People have booked. Cancel the sittings first, so that everybody is told. Nothing was changed.")
        )
    return _to(event, EventState.DRAFT, "event-changed", by)


def _to(event: Event, state: EventState, action: str, by: Actor) -> Event:
    before, event.state = event.state, state
    event.save(update_fields=["state", "updated_at"])
    record(action, event, by, {"state": str(before)}, {"state": str(state)})
    return event
