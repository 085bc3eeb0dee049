"""One lesson before its learner."""

from __future__ import annotations

import json
import math
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
from worldday.courses.actions.progress import BY_PAGES, Report, pages_of, slides_of
from worldday.courses.completion.sentences import lacking_text
from worldday.courses.models import Asset, AssetRole, Enrolment, Lesson, LessonSort
from worldday.courses.queries import Standing
from worldday.courses.reading import html_of
from worldday.courses.watching import stretches_of
from worldday.materials.limits import megabytes
from worldday.ui import dates

from . import exam, handin
from .found import lang, learner, lesson_of, page, standing_of
from .words import words

ELSEWHERE = (LessonSort.EXAM, LessonSort.ONSITE)


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
    number = page_number(request, found)
    report = Report(key=secrets.token_hex(8), pages=[number], position=number)
    progress.record(enrolment=enrolment, lesson=found, report=report)


def page_number(request: HttpRequest, found: Lesson) -> int:
    asked = request.GET.get("page", "")
    return min(max(1, int(asked) if asked.isdecimal() and len(asked) < 5 else 1), max(1, pages_of(found)))


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
        said |= {"html": html(enrolment, found)} | _BY_SORT.get(found.sort, _nothing)(request, where, found)
    return said | more


def html(enrolment: Enrolment, found: Lesson, text: str | None = None) -> str:
    """The text of the lesson, or `text`, with the course's own pictures."""
    body = text if text is not None else _body(found)
    pictures = Asset.objects.filter(course=enrolment.cohort.course_id, role=AssetRole.PICTURE)
    codes = dict(pictures.values_list("name", "code")) if "![" in body else {}

    def picture(name: str) -> str | None:
        code = codes.get(name) or codes.get(name.rpartition("/")[2])
        return reverse("public:lesson_file", args=[enrolment.code, code]) if code else None

    return html_of(body, picture)


def _body(found: Lesson) -> str:
    return found.body if dates.chinese() else found.body_en or found.body


def _nothing(_request: HttpRequest, _where: Standing, _found: Lesson) -> dict[str, Any]:
    return {}


def _video(request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """Two rates where the unit gives two; whoever saves data gets the small one, and the other is one press away."""
    assets = {asset.role: asset for asset in found.assets.exclude(role=AssetRole.SUBTITLES)}
    subtitles = list(found.assets.filter(role=AssetRole.SUBTITLES))
    asked = request.GET.get("rate") or ("low" if request.headers.get("Save-Data") == "on" else "")
    video = assets.get(AssetRole.LOW if asked == "low" else AssetRole.VIDEO) or assets.get(AssetRole.VIDEO)
    other = next(
        (assets[role] for role in (AssetRole.VIDEO, AssetRole.LOW) if role in assets and assets[role] != video), None
    )
    row = where.progress.get(found.pk)
    url = reverse("public:lesson_report", args=[where.enrolment.code, found.code])
    data = {
        "enrolment": where.enrolment.code,
        "lesson": found.code,
        "url": url,
        "token": get_token(request),
        "position": row.position if row else 0,
        "spans": row.spans if row else [],
        "seconds": assets[AssetRole.VIDEO].seconds if AssetRole.VIDEO in assets else 0,
        "needed": where.outline.rule.watched,
        "done": where.is_done(found),
        "words": words(),
    }
    return {
        "video": video,
        "video_size": megabytes(video.size) if video else "",
        "other": other,
        "other_size": megabytes(other.size) if other else "",
        "poster": assets.get(AssetRole.POSTER),
        "subtitles": subtitles,
        "data": data,
    }


def _pages(request: HttpRequest, where: Standing, found: Lesson) -> dict[str, Any]:
    """A document page by page as pictures, slides written as text one by one."""
    number, pages = page_number(request, found), pages_of(found)
    document = found.assets.filter(role=AssetRole.DOCUMENT).first()
    slides = [] if document else slides_of(found.body)
    shown = html(where.enrolment, found, slides[number - 1]) if slides else ""
    spans = where.progress[found.pk].spans if found.pk in where.progress else []
    seen = {at for start, end in spans for at in range(math.floor(start) + 1, math.floor(end) + 1)}
    more = {"document": document, "document_size": megabytes(document.size) if document else "", "slide": shown}
    if slides:
        more["html"] = ""
    return more | {
        "page": number, "pages": pages, "seen": seen, "page_numbers": range(1, pages + 1),
        "page_before": number - 1, "page_after": number + 1 if number < pages else 0,
    }  # fmt: skip


_BY_SORT = {
    LessonSort.VIDEO: _video,
    LessonSort.PDF: _pages,
    LessonSort.SLIDES: _pages,
    LessonSort.EXAM: exam.shown,
    LessonSort.ASSIGNMENT: handin.shown,
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
    except (ValueError, TypeError, KeyError, AttributeError):
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
    return Report(key=str(said["key"])[:40], played=stretches_of(said.get("played")), position=place)
