"""A day on site, from its learner's page: the way to the event's form, or to what was booked with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from worldday.courses.actions.booking_day import day_form
from worldday.courses.attending import own_booking, still_stands
from worldday.courses.models import Enrolment, Lesson
from worldday.courses.queries import Standing
from worldday.events.models import Admission, Booking, EventState
from worldday.events.telling import link_path

from .found import learner, lesson_of


def shown(_request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    made = own_booking(where.enrolment, found)
    booked = made is not None and still_stands(made, found) and bool(_page_of(made))
    return {"books_day": _can_be_booked(found), "booked_day": booked}


@require_POST
@learner
def book(_request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """On to the form that counts for this learner, or to the booking they have."""
    found = lesson_of(enrolment, lesson)
    if not _can_be_booked(found):
        raise Http404
    form, event = day_form(enrolment=enrolment, lesson=found), found.onsite
    if form.booking is not None and (page := _page_of(form.booking)):
        return redirect(page)
    where = reverse("public:event_book", args=[event.campaign.slug, event.code])
    return redirect(f"{where}?{urlencode({'key': form.key})}")


def _can_be_booked(found: Lesson) -> bool:
    event = getattr(found.onsite, "event", None)
    return event is not None and event.admission == Admission.BOOKING and event.state == EventState.OPEN


def _page_of(booking: Booking) -> str:
    """Its own page; "" while it is only held, or once it was forgotten."""
    return link_path(booking, booking.details) if hasattr(booking, "details") else ""
