"""The survey: a minute, no name, no script; the link of a booking or a slip from the door is good for one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base import clock, scope
from worldday.base.problems import Problem
from worldday.campaigns.models import PUBLISHED
from worldday.events import when
from worldday.events.actions import surveying
from worldday.events.models import Booking, Survey, SurveySlip
from worldday.ui import dates
from worldday.ui.languages import either

UNPROCESSABLE = 422
Answering = Callable[[Mapping[str, str]], object]


@never_cache
@csrf_exempt  # the link says that somebody may answer; no cookie has a part in it
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str, token: str) -> HttpResponse:
    with scope.everything("the link is the permission"):
        rows = Booking.objects.select_related("event__activity__campaign")
        booking = get_object_or_404(rows, code=code, event__activity__campaign__state__in=PUBLISHED)
        found = Survey.objects.select_related("event__activity__campaign").filter(event=booking.event_id).first()
        if found is None or not surveying.is_token(booking, token):
            raise Http404
        used = hasattr(booking, "survey_use")
        return _answered(request, found, lambda said: surveying.answer(booking=booking, said=said), used=used)


@never_cache
@csrf_exempt  # likewise
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """Of somebody who came without a booking."""
    with scope.everything("the slip is the permission"):
        rows = SurveySlip.objects.select_related("survey__event__activity__campaign")
        found = get_object_or_404(rows, code=code, survey__event__activity__campaign__state__in=PUBLISHED)
        verb: Answering = lambda said: surveying.answer_slip(slip=found, said=said)  # noqa: E731
        return _answered(request, found.survey, verb, used=found.used)


def _answered(request: HttpRequest, found: Survey, verb: Answering, *, used: bool) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, "used" if used else "" if found.is_open(clock.now()) else "closed")
    try:
        verb(request.POST.dict())  # type: ignore[arg-type]
    except surveying.Answered:
        return _page(request, found, "used")
    except Problem as problem:
        return _page(request, found, problem=problem)
    return _page(request, found, "done")


def _page(request: HttpRequest, found: Survey, state: str = "", problem: Problem | None = None) -> HttpResponse:
    activity = found.event.activity
    language = "zh" if dates.chinese() else "en"
    shown = {
        "activity": activity,
        "campaign": activity.campaign,
        "event": found.event,
        "state": state,
        "problem": problem,
        "until": when.moment(found.closes_at, language) if found.closes_at else "",
        "intro": either(found.intro, found.intro_en),
        "questions": [_question(one, request) for one in found.questions],
        "content": _steps(request.POST.get("satisfaction", "")),
    }
    return render(request, "public/afterwards/survey.html", shown, status=UNPROCESSABLE if problem else 200)


def _question(one: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    given = request.POST.get(one["key"], "")
    text = either(one["text"], one["text_en"])
    english = one.get("options_en") if not dates.chinese() else None
    shown = zip(one["options"], english or one["options"], strict=True)
    options = [(option, said, option == given) for option, said in shown]
    return one | {"text": text, "given": given, "options": _steps(given) if one["sort"] == "scale" else options}


def _steps(given: str) -> list[tuple[str, str, bool]]:
    """(value, words, chosen) from the worst to the best."""
    ends = {"1": _("1, not at all"), "5": _("5, very much")}
    return [(str(n), ends.get(str(n), str(n)), str(n) == given) for n in range(1, 6)]
