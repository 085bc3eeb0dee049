"""One lesson before its learner."""

from __future__ import annotations

import json
import math
import re
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses.actions import progress
from worldday.courses.actions.completing import settle
from worldday.courses.actions.progress import BY_PAGES, Report
from worldday.courses.completion.sentences import lacking_text
from worldday.courses.models import Enrolment, Lesson, LessonSort
from worldday.courses.queries import Standing
from worldday.courses.watching import stretches_of

from . import day, exam, handin, showing
from .found import lang, learner, lesson_of, page, standing_of
from .showing import Shelf
from .speaking import sources_of, text_of
from .words import words

ELSEWHERE = (LessonSort.EXAM, LessonSort.ONSITE)
KEY = re.compile(r"[0-9A-Za-z_-]{1,40}")  # of a report, drawn by the page (courses/keeping.js)


@learner
def lesson(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    found, problem = lesson_of(enrolment, lesson), None
    try:
        progress.open_lesson(enrolment=enrolment, lesson=found)
        if found.sort in BY_PAGES:
            _leaf(request, enrolment, found)
        elif found.sort in ELSEWHERE:
            settle(enrolment=enrolment)  # back from the exam, the learner sees what it made of the course
    except progress.Over:
        pass  # to be read all the same
    except Problem as refused:
        problem = refused
    return render(
        request,
        "public/courses/lesson.html",
        context(request, enrolment, found, problem),
        status=409 if problem else 200,
    )


def _leaf(request: HttpRequest, enrolment: Enrolment, found: Lesson) -> None:
    """A page that is shown has been seen, with script or without."""
    number = showing.page_number(request, found)
    report = Report(key=secrets.token_hex(8), pages=[number], position=number)
    progress.record(enrolment=enrolment, lesson=found, report=report)


def context(
    request: HttpRequest, enrolment: Enrolment, found: Lesson, problem: Problem | None, **more: Any
) -> dict[str, Any]:
    """What every lesson shows: where it stands in the course, its text and sources, and what its sort adds."""
    where = standing_of(enrolment)
    lessons = where.outline.lessons
    at = next(at for at, one in enumerate(lessons) if one.pk == found.pk)
    state = where.state(found)
    said = page(
        enrolment,
        lesson=found,
        problem=problem,
        standing=where,
        before=lessons[at - 1] if at else None,
        after=lessons[at + 1] if at + 1 < len(lessons) else None,
        number=at + 1,
        of=len(lessons),
        state=state,
        is_done=where.is_done(found),
        lacking=lacking_text(state, where.outline.rule, lang()),
    )
    if problem is None:
        text = text_of(found)
        said |= sources_of(found)
        said |= {"html": showing.html(shelf_of(enrolment), text.body), "only_chinese": text.only_chinese}
        said |= _BY_SORT.get(found.sort, _nothing)(request, where, found)
    return said | more


def shelf_of(enrolment: Enrolment) -> Shelf:
    return Shelf(enrolment.cohort.course, "public:lesson_file", "public:lesson_page", (enrolment.code,))


def _nothing(_request: HttpRequest, _where: Standing, _found: Lesson) -> dict[str, Any]:
    return {}


def _video(request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """The video, and what the script that counts what is watched needs to know."""
    shown = showing.video(request, shelf_of(where.enrolment), found)
    row = where.progress.get(found.pk)
    data = {
        "enrolment": where.enrolment.code,
        "lesson": found.code,
        "url": reverse("public:lesson_report", args=[where.enrolment.code, found.code]),
        "token": get_token(request),
        "position": row.position if row else 0,
        "spans": row.spans if row else [],
        "seconds": shown["video_seconds"],
        "needed": where.outline.rule.watched,
        "done": where.is_done(found),
        "words": words(),
    }
    return shown | {"data": data}


def _pages(request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """The page, and which ones this learner has seen."""
    spans = where.progress[found.pk].spans if found.pk in where.progress else []
    seen = {at for start, end in spans for at in range(math.floor(start) + 1, math.floor(end) + 1)}
    return showing.leaves(request, shelf_of(where.enrolment), found) | {"seen": seen, "counts": True}


_BY_SORT = {
    LessonSort.VIDEO: _video,
    LessonSort.PDF: _pages,
    LessonSort.SLIDES: _pages,
    LessonSort.EXAM: exam.shown,
    LessonSort.ASSIGNMENT: handin.shown,
    LessonSort.ONSITE: day.shown,
}


@require_POST
@learner
def finish(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """Read to the end; on to the next lesson."""
    found = lesson_of(enrolment, lesson)
    try:
        progress.finish(enrolment=enrolment, lesson=found)
    except Problem as problem:
        return render(request, "public/courses/lesson.html", context(request, enrolment, found, problem), status=409)
    after = standing_of(enrolment).next
    if after is None:
        return redirect("public:learner", enrolment.code)
    return redirect("public:lesson", enrolment.code, after.code)


@require_POST
@learner
def report(request: HttpRequest, enrolment: Enrolment, lesson: str) -> HttpResponse:
    """What the page has played; the answer says how much of it counts, and whether that was the last thing lacking."""
    found = lesson_of(enrolment, lesson)
    try:
        said = json.loads(request.body)
        heard = _heard(said)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return JsonResponse({"error": {"code": "bad-request"}}, status=400)
    try:
        row = progress.record(enrolment=enrolment, lesson=found, report=heard)
    except Problem as problem:
        return JsonResponse(
            {"error": {"code": "over", "sentence": {"zh": str(problem), "en": str(problem)}}}, status=409
        )
    where = standing_of(enrolment)
    return JsonResponse(
        {
            "percent": row.percent,
            "spans": row.spans,
            "done": row.done_at is not None,
            "complete": where.verdict.complete,
            "lacking": lacking_text(where.state(found), where.outline.rule, lang()),
        }
    )


def _heard(said: dict[str, Any]) -> Report:
    position = said.get("position")
    place = float(position) if isinstance(position, int | float) and math.isfinite(position) else None
    if not KEY.fullmatch(said["key"]):
        raise ValueError(said["key"])
    return Report(key=said["key"], played=stretches_of(said.get("played")), position=place)
