"""One learner: how far in each lesson, and what a teacher does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.courses.actions import enrolling, progress
from worldday.courses.completion.sentences import lacking_text
from worldday.courses.models import Enrolment, Handin, Lesson, LessonSort
from worldday.courses.queries import outline, standing
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import learner_for
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def learner(request: DeskRequest, code: str) -> HttpResponse:
    return learner_page(request, learner_for(request.user, code))


def learner_page(request: DeskRequest, found: Enrolment, *, problem: Problem | None = None) -> HttpResponse:
    plan = outline(found.cohort.course)
    now = standing(found, plan)
    language = get_language() or "zh-hans"
    rows = [
        {
            "lesson": lesson,
            "done": now.is_done(lesson),
            "lacking": lacking_text(state, plan.rule, language),
            "progress": now.progress.get(lesson.pk),
            "onsite": lesson.sort == LessonSort.ONSITE,
        }
        for lesson, state in zip(plan.lessons, now.states, strict=True)
    ]
    handins = Handin.objects.filter(enrolment=found).select_related("lesson").order_by("-pk")[:50]
    shown = {
        "learner": found,
        "cohort": found.cohort,
        "rows": rows,
        "verdict": now.verdict,
        "handins": handins,
        "problem": problem,
    }
    return render(request, "desk/courses/learner.html", shown, status=UNPROCESSABLE if problem else 200)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def step(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """`what`: present, absent (of a lesson on site), withdraw, renew (another personal link)."""
    found = learner_for(request.user, code)
    verbs: dict[str, Callable[[], Any]] = {
        "present": lambda: progress.attend(enrolment=found, lesson=_lesson(request, found), by=request.user),
        "absent": lambda: progress.attend(
            enrolment=found, lesson=_lesson(request, found), by=request.user, present=False
        ),
        "withdraw": lambda: enrolling.withdraw(enrolment=found, by=request.user),
        "renew": lambda: enrolling.renew_link(enrolment=found, by=request.user),
    }
    if what not in verbs:
        raise Http404
    try:
        verbs[what]()
    except Problem as problem:
        return learner_page(request, found, problem=problem)
    messages.success(request, _("Saved."))
    return (
        redirect("desk_courses:cohort", found.cohort.code)
        if what == "withdraw"
        else redirect("desk_courses:learner", found.code)
    )


def _lesson(request: DeskRequest, found: Enrolment) -> Lesson:
    rows = Lesson.objects.select_related("chapter__course").filter(chapter__course=found.cohort.course)
    lesson: Lesson = get_object_or_404(rows, code=request.POST.get("lesson", ""))
    return lesson
