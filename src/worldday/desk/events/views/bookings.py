"""Who has booked: the list in pages, and as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events import hall_list
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page
from worldday.desk.events.seen import STATES, asked, bookings_of
from worldday.desk.sheets import download
from worldday.events.actions.exporting import log_list
from worldday.events.at_door import slot_name
from worldday.events.models import Event, WalkIn
from worldday.events.party import age_field
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS
from worldday.units.permissions import Permission

PAGE = 50


@needs(Permission.RUN_ACTIVITY)
@require_GET
def bookings(request: DeskRequest, code: str) -> HttpResponse:
    """Filtered by state, sitting, groups; searched by code, phone, name."""
    return bookings_page(request, event_for(request.user, code))


def bookings_page(request: DeskRequest, event: Event, problem: Problem | None = None) -> HttpResponse:
    said = asked(request.GET)
    shown: Any = Paginator(bookings_of(event, said), PAGE).get_page(request.GET.get("p"))
    slots = [(slot, slot_name(slot)) for slot in event.slots.select_related("site")]
    words = [(key, word) for key, (word, _states) in STATES.items()]
    walks = WalkIn.objects.filter(slot__event=event, taken_back=False).select_related("slot__site", "door")
    more = {
        "said": said,
        "states": words,
        "slots": slots,
        "query": said.query,
        "districts": settings.DISTRICTS,
        "walks": walks.order_by("-pk")[:PAGE],
        "bands": [(age_field(band), AGE_WORDS[band]) for band in BANDS] if event.ages else [],
        "problem": problem,
    }
    return page(request, event, "bookings", shown=shown, **more)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def attendance_list(request: DeskRequest, code: str) -> HttpResponse:
    """The same list as a spreadsheet, for the hall and for the file; taking it is written down."""
    event, said = event_for(request.user, code), asked(request.GET)
    shown = hall_list.columns(event)
    found = bookings_of(event, said).prefetch_related("guests", "ages").iterator(chunk_size=1000)
    rows = list(hall_list.rows(event, found, shown))
    log_list(event=event, rows=len(rows), what="attendance", by=request.user)
    headings = [str(heading) for heading, _value in shown]
    return download(_("Attendance list"), headings, rows, more=[hall_list.walks(event)])
