"""Badges to print and cut, for the sitting that is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.events.badge_sheet import Badge, pdf, to_write_in
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page
from worldday.desk.events.seen import asked, bookings_of
from worldday.desk.quizzes.links import qr
from worldday.events.actions.exporting import log_list
from worldday.events.at_door import slot_name
from worldday.events.links import check_in_text
from worldday.events.models import Booking
from worldday.units.permissions import Permission

MOST = 2000  # badges of one file


@needs(Permission.RUN_ACTIVITY)
@require_GET
def badges(request: DeskRequest, code: str) -> HttpResponse:
    """Whoever booked and every adult named; of a class its teacher alone, since pupils are never named. Where a name has
    characters that no font here can draw, the clerk is told before anything is printed."""
    event, said = event_for(request.user, code), asked(request.GET)
    found = bookings_of(event, said).prefetch_related("guests")
    made = [badge for booking in found.iterator(chunk_size=500) for badge in _badges_of(booking)]
    if not made or len(made) > MOST:
        problem = Problem(_("Choose a sitting with between 1 and 2,000 people to print badges for."))
        return page(request, event, "refused", "bookings", problem=problem)
    if "anyway" not in request.GET and (odd := to_write_in(made)):
        shown = [(badge, " ".join(f"{one} U+{ord(one):04X}" for one in signs)) for badge, signs in odd]
        return page(request, event, "odd_names", "bookings", odd=shown, query=said.query, number=len(made))
    log_list(event=event, rows=len(made), what="badges", by=request.user)
    word = _("Badges")
    name = quote(f"{word}-{event.activity.name}"[:80])
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}.pdf", "Cache-Control": "no-store"}
    return HttpResponse(pdf(made, event.activity.name), content_type="application/pdf", headers=headers)


def _badges_of(booking: Booking) -> Iterator[Badge]:
    person: dict[str, Any] = booking.details.person if hasattr(booking, "details") else {}
    names = [person.get("name", ""), *(guest.person.get("name", "") for guest in booking.guests.all())]
    unit = " ".join(filter(None, (person.get("organisation", ""), person.get("class_name", ""))))
    line, code = slot_name(booking.slot), qr(check_in_text(booking.code))
    for name in names:
        if name:
            yield Badge(name, unit, line, booking.code, code)
