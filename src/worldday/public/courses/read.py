"""Lessons that anyone may read without enrolling, where the course allows it: before, during and after. Nothing counts here, and the
pages say so; what counts (progress, exam, hand-ins, certificate) belongs to learners."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from worldday.courses.models import Cohort, CohortState, Lesson, LessonSort
from worldday.courses.queries import outline

from . import media, showing
from .course import OPEN, offer_of
from .showing import Shelf
from .speaking import sources_of, text_of

KEPT = "public, max-age=300"
NEVER_READ = (LessonSort.EXAM,)  # its questions are for learners only


@require_safe
def lesson(request: HttpRequest, campaign: str, activity: str, lesson: str) -> HttpResponse:
    cohort, found = readable(campaign, activity, lesson)
    shelf = Shelf(cohort.course, "public:course_read_file", "public:course_read_page", (campaign, activity, found.code))
    lessons, text = outline(cohort.course).lessons, text_of(found)
    at = next(at for at, one in enumerate(lessons) if one.pk == found.pk)
    context: dict[str, Any] = {
        "campaign": cohort.activity.campaign,
        "activity": cohort.activity,
        "hue": cohort.activity.campaign.hue,
        "course": cohort.course,
        "cohort": cohort,
        "may_enrol": offer_of(cohort).state == OPEN,
        "lesson": found,
        "number": at + 1,
        "of": len(lessons),
        "before": lessons[at - 1] if at else None,
        "after": lessons[at + 1] if at + 1 < len(lessons) else None,
        "html": "" if found.sort in NEVER_READ else showing.html(shelf, text.body),
        "only_chinese": text.only_chinese,
    } | sources_of(found)
    return render(request, "public/courses/read.html", context | _more(request, shelf, found))


def _more(request: HttpRequest, shelf: Shelf, found: Lesson) -> dict[str, Any]:
    if found.sort == LessonSort.VIDEO:
        return showing.video(request, shelf, found)
    return showing.leaves(request, shelf, found) if found.sort in (LessonSort.PDF, LessonSort.SLIDES) else {}


@require_safe
def file(request: HttpRequest, campaign: str, activity: str, lesson: str, asset: str) -> HttpResponse:
    cohort, _found = readable(campaign, activity, lesson)
    return _kept(media.sent(request, media.ready(cohort.course_id, asset)))


@require_safe
def page(_request: HttpRequest, campaign: str, activity: str, lesson: str, asset: str, number: int) -> HttpResponse:
    cohort, _found = readable(campaign, activity, lesson)
    return _kept(media.leaf(media.ready(cohort.course_id, asset), number))


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEPT
    return response


def readable(campaign: str, activity: str, lesson: str) -> tuple[Cohort, Lesson]:
    """The lesson and a cohort of its course in this activity, one that people can still join if there is one. 404 unless the
    course lets anyone read it."""
    found = get_object_or_404(Lesson.objects.select_related("chapter", "onsite__campaign"), code=lesson)
    rows = Cohort.objects.filter(
        activity__campaign__slug=campaign,
        activity__code=activity,
        course=found.chapter.course_id,
        course__readable=True,
    )
    shown = rows.exclude(state=CohortState.DRAFT).exclude(course__state="draft")
    cohorts = list(shown.select_related("course", "activity__campaign"))
    if not cohorts:
        raise Http404
    return next((one for one in cohorts if offer_of(one).state == OPEN), cohorts[0]), found
