"""Taking the proof of participation: whoever's ticket stands for a passed attempt types the name that is printed on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.people import consent
from worldday.quizzes import actions
from worldday.quizzes.actions.certifying import PURPOSE
from worldday.quizzes.certificates import is_offered

from .found import Found, find, page
from .place import player_behind

ASKED = ("name", "latin", "ticket")
LONGEST = 80


@never_cache
@csrf_exempt  # the ticket in the form says who asks; no cookie does
@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """The form, and after it the certificate; sending it again shows the same one."""
    found = find(campaign, activity, door)
    if not is_offered(found.quiz):
        raise Http404
    context: dict[str, Any] = {"given": dict.fromkeys(ASKED, ""), "notice": _notice(found), "longest": LONGEST}
    if request.method == "POST":
        context["given"] = {name: request.POST.get(name, "").strip() for name in (*ASKED, "agreed", "guardian")}
        try:
            context["number"] = _take(found, request)
        except Problem as problem:
            context["problem"] = problem
    return render(
        request, "public/quiz/certificate.html", page(found, **context), status=422 if "problem" in context else 200
    )


def _take(found: Found, request: HttpRequest) -> str:
    """Raises `Problem`."""
    given = request.POST
    return actions.take_certificate(
        quiz=found.quiz,
        player=player_behind(found, given.get("ticket", "")),
        name=given.get("name", ""),
        latin=given.get("latin", ""),
        shown=given.get("agreed", ""),
        guardian=bool(given.get("guardian")),
    )


def _notice(found: Found) -> consent.Notice:
    return consent.notice(PURPOSE, get_language() or "zh", organiser=found.organiser, contact=found.contact)
