"""A sitting as one timed event for a calendar (RFC 5545), in UTC, so that no time zone has to be carried along.

Each file says when it was made, and a later one is a later edition of the same entry: whoever adds it again, after the sitting was moved
or the booking changed, has the new hours in place of the old ones.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from worldday.base import clock
from worldday.events import queries, wording
from worldday.events.models import Booking, BookingState, EventState, Slot
from worldday.events.sentences import joining
from worldday.public import addresses
from worldday.public.calendars import CONTENT_TYPE, COUNT_FROM
from worldday.public.quiz.found import kept
from worldday.ui.languages import either

from .found import Found, find
from .mine import opened

HAS_PLACES = (BookingState.BOOKED, BookingState.CAME)


@kept(60)
def slot(_request: HttpRequest, campaign: str, activity: str, slot: int) -> HttpResponse:
    """Of one sitting, for anybody."""
    found = find(campaign, activity)
    row = queries.slot_of(found.event, slot)
    if row is None:
        raise Http404
    page = reverse("public:event", args=[campaign, activity])
    return _file(_entry(found, row, f"slot-{row.pk}", page), found.event.code)


@never_cache
def booking(_request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Of one's own booking: with its link, and an alarm two hours before."""
    mine, found = opened(code, secret)
    entry = _entry(found, mine.slot, f"booking-{mine.code}", reverse("public:booking", args=[code, secret]))
    entry["description"] = _description(found, mine)
    if mine.ended:
        entry["status"] = "CANCELLED"
    elif mine.state not in HAS_PLACES:
        entry["status"] = "TENTATIVE"
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _name(found))
    alarm.add("trigger", timedelta(hours=-2))
    entry.add_component(alarm)
    return _file(entry, mine.code)


def _entry(found: Found, row: Slot, uid: str, page: str) -> Entry:
    """`uid` never changes, nor with the host: a moved site must not double anybody's entries."""
    entry, made = Entry(), clock.wall().astimezone(UTC)
    entry.add("uid", f"{uid}@worldday")
    entry.add("sequence", int((made - COUNT_FROM).total_seconds()) // 60)
    entry.add("summary", _name(found))
    entry.add("dtstart", row.starts_at.astimezone(UTC))
    entry.add("dtend", row.ends_at.astimezone(UTC))
    entry.add("dtstamp", made)
    entry.add("last-modified", made)
    entry.add("location", wording.place_of(row, found.language))
    entry.add("url", addresses.absolute(page))
    entry.add("status", _status(found, row))
    if moved := _moved(found):
        entry.add("description", moved)
    return entry


def _status(found: Found, row: Slot) -> str:
    if row.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if found.event.state == EventState.MOVED_ONLINE else "CONFIRMED"


def _moved(found: Found) -> str:
    """That nobody should come just now, though the hour is kept."""
    return joining(found.event) if found.event.state == EventState.MOVED_ONLINE else ""


def _description(found: Found, mine: Booking) -> str:
    people = wording.people(mine.size, found.language)
    code = _("Booking %(code)s, %(people)s") % {"code": mine.code, "people": people}
    lines = [_moved(found), code, found.text("bring")]
    return "\n".join(line for line in lines if line)


def _name(found: Found) -> str:
    activity = found.activity
    return either(activity.name, activity.name_en)


def _file(entry: Entry, name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Worldday//Worldday//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE, headers=disposition)
