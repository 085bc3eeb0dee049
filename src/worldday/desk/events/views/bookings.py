"""Who has booked: the list in pages, and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page
from worldday.desk.events.seen import STATES, asked, bookings_of
from worldday.desk.sheets import Sheet, download
from worldday.events.actions.exporting import log_list
from worldday.events.at_door import door_name, slot_name
from worldday.events.models import BookingState, Event, WalkIn
from worldday.units.permissions import Permission

PAGE = 50


@needs(Permission.RUN_ACTIVITY)
@require_GET
def bookings(request: DeskRequest, code: str) -> HttpResponse:
    """Filtered by state, sitting, groups; searched by code, phone, name."""
    event, said = event_for(request.user, code), asked(request.GET)
    shown: Any = Paginator(bookings_of(event, said), PAGE).get_page(request.GET.get("p"))
    slots = [(slot, slot_name(slot)) for slot in event.slots.select_related("site")]
    words = [(key, word) for key, (word, _states) in STATES.items()]
    walks = WalkIn.objects.filter(slot__event=event, taken_back=False).select_related("slot__site", "door")
    more = {"said": said, "states": words, "slots": slots, "query": said.query, "walks": walks.order_by("-pk")[:PAGE]}
    return page(request, event, "bookings", shown=shown, **more)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def attendance_list(request: DeskRequest, code: str) -> HttpResponse:
    """The same list as a spreadsheet, for the hall and for the file; taking it is written down."""
    event, said = event_for(request.user, code), asked(request.GET)
    rows = list(_rows(bookings_of(event, said)))
    log_list(event=event, rows=len(rows), what="attendance", by=request.user)
    headings = [
        *(_("Sitting"), _("Booking"), _("Who booked"), _("School or organisation"), _("Class"), _("Phone")),
        *(_("Adults"), _("Under 18"), _("State"), _("Came"), _("At"), _("District"), _("Photos"), _("Allergies"), _("Needs")),
    ]  # fmt: skip
    return download(_("Attendance list"), headings, rows, more=[_walks(event)])


def _rows(found: Any) -> Iterator[list[Any]]:
    for one in found.iterator(chunk_size=1000):
        details = getattr(one, "details", None)
        person, care = (details.person, details.care) if details else ({}, {})
        arrival = getattr(one, "arrival", None)
        said = (person.get(key, "") for key in ("name", "organisation", "class_name", "phone"))
        came = (arrival.persons, localtime(arrival.at)) if arrival else (None, None)
        numbers = (one.adults, one.minors, str(BookingState(one.state).label))
        more = (one.district, _photos(details), care.get("allergies", ""), care.get("needs", ""))
        yield [slot_name(one.slot), one.code, *said, *numbers, *came, *more]


def _photos(details: Any) -> str:
    asked_for = details.photos if details else None
    return "" if asked_for is None else _("yes") if asked_for else _("no photos")


def _walks(event: Event) -> Sheet:
    rows = WalkIn.objects.filter(slot__event=event, taken_back=False).select_related("slot__site", "door")
    lines = [[slot_name(one.slot), one.persons, localtime(one.at), door_name(one.door)] for one in rows]
    return Sheet(_("Without a booking"), [_("Sitting"), _("People"), _("At"), _("Door")], lines)
