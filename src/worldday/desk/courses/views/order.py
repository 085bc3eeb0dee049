"""Chapters and lessons: adding them, and one press for each move. Works without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses.actions import editing, ordering
from worldday.courses.models import Course
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import chapter_for, course_for, lesson_for
from worldday.desk.courses.forms import ChapterForm, NewLessonForm
from worldday.units.permissions import Permission

from .courses import course_page

Verb = Callable[..., Any]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add_chapter(request: DeskRequest, code: str) -> HttpResponse:
    found, form = course_for(request.user, code), ChapterForm(request.POST)
    if not form.is_valid():
        return course_page(request, found, chapter_form=form)
    return _done(request, found, editing.add_chapter, course=found, name=form.cleaned_data["name"])


@needs(Permission.RUN_ACTIVITY)
@require_POST
def chapter(request: DeskRequest, code: str, pk: int, what: str) -> HttpResponse:
    """`what`: up, down, remove, rename."""
    found = chapter_for(request.user, code, pk)
    if what in (ordering.UP, ordering.DOWN):
        return _done(request, found.course, ordering.move_chapter, chapter=found, way=what)
    if what == "remove":
        return _done(request, found.course, editing.remove_chapter, chapter=found)
    if what == "rename":
        changes = {"name": request.POST.get("name", "").strip()}
        return _done(request, found.course, editing.change_chapter, chapter=found, changes=changes)
    raise Http404


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add_lesson(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    found, form = chapter_for(request.user, code, pk), NewLessonForm(request.POST)
    if not form.is_valid():
        return course_page(request, found.course, lesson_form=form, open_chapter=found.pk)
    try:
        made = editing.add_lesson(chapter=found, by=request.user, **form.cleaned_data)
    except Problem as problem:
        return course_page(request, found.course, problem=problem)
    return redirect("desk_courses:lesson", made.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def lesson(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """`what`: up, down, remove."""
    found = lesson_for(request.user, code)
    if what in (ordering.UP, ordering.DOWN):
        return _done(request, found.chapter.course, ordering.move_lesson, lesson=found, way=what, at=f"lesson-{code}")
    if what == "remove":
        return _done(request, found.chapter.course, editing.remove_lesson, lesson=found)
    raise Http404


def _done(request: DeskRequest, shown: Course, verb: Verb, *, at: str = "lessons", **words: Any) -> HttpResponse:
    try:
        verb(by=request.user, **words)
    except Problem as problem:
        return course_page(request, shown, problem=problem)
    return redirect(f"{reverse('desk_courses:course', args=[shown.code])}#{at}")
