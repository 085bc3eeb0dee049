"""Whose page this is: a learner is known by a note that this browser keeps after a personal link or a phone code opened it.

The note is a cookie that only pages of the site itself send (SameSite=Lax, no script can read it), needed for nothing but
learning; without one the door asks. Forms carry Django's token besides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from worldday.base import scope
from worldday.courses.links import note_of, noted
from worldday.courses.models import QUEUED, Enrolment, Lesson
from worldday.courses.queries import Standing, outline, standing
from worldday.ui import dates

COOKIE, DAYS, MOST = "worldday_learner", 180, 8
BETWEEN = "~"
View = Callable[..., HttpResponse]


def notes_of(request: HttpRequest) -> list[Enrolment]:
    """Everybody this browser has learnt as, the last first; notes that open nothing any more are passed over."""
    notes = request.COOKIES.get(COOKIE, "").split(BETWEEN)[:MOST]
    return [found for note in notes if note and (found := noted(note, days=DAYS)) is not None]


def remember(response: HttpResponse, request: HttpRequest, *enrolments: Enrolment) -> None:
    """Let this browser open their pages from now on."""
    known = {one.pk: one for one in (*enrolments, *notes_of(request))}
    value = BETWEEN.join(note_of(one) for one in list(known.values())[:MOST])
    response.set_cookie(
        COOKIE, value, max_age=DAYS * 86400, path=f"{settings.PREFIX}/", httponly=True, samesite="Lax", secure=settings.SECURE
    )  # fmt: skip


def learner(view: View) -> View:
    """The view with the enrolment this browser may open; the door where it may not, and their own page for somebody who is on
    the waiting list. No cache keeps the answer, save what the view lets this browser alone keep (`response.kept`)."""

    @anybody
    @wraps(view)
    def seated(request: HttpRequest, enrolment: Enrolment, **kwargs: Any) -> HttpResponse:
        if enrolment.state in QUEUED:
            return redirect("public:learner", enrolment.code)
        return view(request, enrolment, **kwargs)

    return seated


def anybody(view: View) -> View:
    """The same, also for those on the waiting list."""

    @wraps(view)
    def answer(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        found = next((one for one in notes_of(request) if one.code == code), None)
        if found is None:
            response: HttpResponse = redirect(f"{reverse('public:learn')}?{urlencode({'to': code})}")
        else:
            with scope.everything("a learner sees the course they are enrolled in"):
                response = view(request, found, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        if kept := getattr(response, "kept", ""):
            response["Cache-Control"] = kept
        else:
            add_never_cache_headers(response)
        return response

    return answer


def lesson_of(enrolment: Enrolment, code: str) -> Lesson:
    """A lesson of the learner's course; 404 for any other."""
    rows = Lesson.objects.select_related(
        "chapter__course", "quiz__activity__campaign", "onsite__campaign", "onsite__event"
    )
    found = rows.filter(code=code, chapter__course=enrolment.cohort.course_id).first()
    if found is None:
        raise Http404
    return found


def standing_of(enrolment: Enrolment) -> Standing:
    return standing(enrolment, outline(enrolment.cohort.course))


def page(enrolment: Enrolment, **more: Any) -> dict[str, Any]:
    """The context of any page of a learner."""
    cohort = enrolment.cohort
    campaign = cohort.activity.campaign
    return {
        "enrolment": enrolment,
        "cohort": cohort,
        "course": cohort.course,
        "activity": cohort.activity,
        "campaign": campaign,
        "hue": campaign.hue,
    } | more


def lang() -> str:
    return "zh" if dates.chinese() else "en"
