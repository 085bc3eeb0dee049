"""The survey: a minute, no name, no script; its link is good for one answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.campaigns.models import PUBLISHED
from worldday.events.actions import surveying
from worldday.events.models import Booking, Survey
from worldday.ui import dates

UNPROCESSABLE = 422


@never_cache
@csrf_exempt  # the link says that somebody may answer; no cookie has a part in it
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str, token: str) -> HttpResponse:
    with scope.everything("the link is the permission"):
        rows = Booking.objects.select_related("event__activity__campaign")
        booking = get_object_or_404(rows, code=code, event__activity__campaign__state__in=PUBLISHED)
        found = Survey.objects.filter(event=booking.event_id).first()
        if found is None or not surveying.is_token(booking, token):
            raise Http404
        if request.method != "POST":
            used = hasattr(booking, "survey_use")
            return _page(request, booking, found, "used" if used else "closed" if _shut(found) else "")
        try:
            surveying.answer(booking=booking, said=request.POST.dict())  # type: ignore[arg-type]
        except surveying.Answered:
            return _page(request, booking, found, "used")
        except Problem as problem:
            return _page(request, booking, found, problem=problem)
    return _page(request, booking, found, "done")


def _shut(found: Survey) -> bool:
    return found.opened_at is None or found.closed_at is not None


def _page(
    request: HttpRequest, booking: Booking, found: Survey, state: str = "", problem: Problem | None = None
) -> HttpResponse:
    activity = booking.event.activity
    shown = {
        "activity": activity,
        "campaign": activity.campaign,
        "event": booking.event,
        "state": state,
        "problem": problem,
        "intro": found.intro if dates.chinese() or not found.intro_en else found.intro_en,
        "questions": [_question(one, request) for one in found.questions],
        "content": _steps(request.POST.get("satisfaction", "")),
    }
    return render(request, "public/afterwards/survey.html", shown, status=UNPROCESSABLE if problem else 200)


def _question(one: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    given = request.POST.get(one["key"], "")
    text = one["text"] if dates.chinese() or not one["text_en"] else one["text_en"]
    options = [(option, option, option == given) for option in one["options"]]
    return one | {"text": text, "given": given, "options": _steps(given) if one["sort"] == "scale" else options}


def _steps(given: str) -> list[tuple[str, str, bool]]:
    """(value, words, chosen) from the worst to the best."""
    ends = {"1": _("1, not at all"), "5": _("5, very much")}
    return [(str(n), ends.get(str(n), str(n)), str(n) == given) for n in range(1, 6)]
