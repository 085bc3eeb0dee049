"""Courses and their cohorts: the list, one course with its lessons, its words and its rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.courses.actions import editing
from worldday.courses.actions.experts import name_experts
from worldday.courses.actions.setting_up import set_up_course
from worldday.courses.models import Cohort, Course, CourseExpert
from worldday.courses.queries import outline
from worldday.courses.queries.before import could_come_first, needed_by
from worldday.courses.queries.experts import could_be_named
from worldday.courses.rules import may_edit
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.courses.fetch import activity_for, cohorts_of, course_for, courses_of, sees
from worldday.desk.courses.forms import BeforeForm, ChapterForm, CourseForm, NewLessonForm, RuleForm
from worldday.units.models import Staff
from worldday.units.permissions import Permission

PAGE = 30
UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Cohorts this person sees, courses of their units, and activities without a course."""
    page: Any = Paginator(cohorts_of(request.user), PAGE).get_page(request.GET.get("p"))
    with scope.everything("narrowed to the person's units"):
        courses = courses_of(request.user).annotate(lessons=Count("chapters__lessons", distinct=True))[:100]
        shown = {"page": page, "courses": list(courses), "free": _without_course(request.user)}
        return render(request, "desk/courses/list.html", shown)


def _without_course(staff: Staff) -> list[Activity]:
    rows: Any = Activity.objects
    held = Cohort._base_manager.values("activity")
    found = rows.within(sees(staff)).filter(kind="course").exclude(pk__in=held)
    return list(found.select_related("campaign").order_by("-campaign__year", "position")[:50])


@needs(Permission.RUN_ACTIVITY)
@require_GET
def activity(request: DeskRequest, code: str) -> HttpResponse:
    """Where the plan leads: the activity's cohort, or the page that begins one."""
    found = activity_for(request.user, code)
    cohorts = list(cohorts_of(request.user).filter(activity=found)[:2])
    if len(cohorts) == 1:
        return redirect("desk_courses:cohort", cohorts[0].code)
    shown = {"activity": found, "cohorts": cohorts_of(request.user).filter(activity=found)[:PAGE]}
    return render(request, "desk/courses/activity.html", shown)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def begin(request: DeskRequest, code: str) -> HttpResponse:
    made = set_up_course(activity=activity_for(request.user, code), by=request.user)
    return redirect("desk_courses:cohort", made.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def course(request: DeskRequest, code: str) -> HttpResponse:
    return course_page(request, course_for(request.user, code))


def course_page(request: DeskRequest, found: Course, *, problem: Problem | None = None, **more: Any) -> HttpResponse:
    """The course with its chapters and lessons, and everything that can be done to them."""
    shown = outline(found)
    page = {
        "course": found,
        "chapters": shown.chapters,
        "lessons": len(shown.lessons),
        "minutes": shown.minutes,
        "rule": shown.rule_text(get_language() or "zh-hans"),
        "cohorts": cohorts_of(request.user).filter(course=found)[:PAGE],
        "chapter_form": ChapterForm(),
        "lesson_form": NewLessonForm(auto_id=False),
        "problem": problem,
        "may_edit": may_edit(request.user, found),
        "first": needed_by(found),
        "experts": _experts(found),
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "desk/courses/course.html", page | more, status=status)


def _experts(found: Course) -> list[tuple[Staff, str, CourseExpert | None]]:
    """Everybody who may be named, with their unit, and what became of the question."""
    asked = {one.staff_id: one for one in found.experts.all()}
    return [(staff, unit, asked.get(staff.pk)) for staff, unit in could_be_named(found).items()]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def experts(request: DeskRequest, code: str) -> HttpResponse:
    """Ask the chosen people whether they may be named on the course's page."""
    found = course_for(request.user, code)
    chosen = [staff for staff in could_be_named(found) if staff.code in request.POST.getlist("staff")]
    try:
        name_experts(course=found, staff=chosen, by=request.user)
    except Problem as problem:
        return course_page(request, found, problem=problem)
    messages.success(request, _("Saved. Whoever is asked anew gets a message and answers on their marking page."))
    return redirect(f"{reverse('desk_courses:course', args=[found.code])}#experts")


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """Its words, and when it counts as completed."""
    found = course_for(request.user, code)
    data = request.POST or None
    form, rule = CourseForm(data, course=found), RuleForm(data, rule=outline(found).rule)
    first = BeforeForm(data, choices=could_come_first(found), chosen=needed_by(found))
    if request.method == "POST" and all([form.is_valid(), rule.is_valid(), first.is_valid()]):
        try:
            editing.set_prerequisites(course=found, needs=list(first.cleaned_data["needs"]), by=request.user)
            editing.change_course(course=found, changes=form.cleaned_data, by=request.user)
            editing.set_rule(course=found, changes=rule.cleaned_data, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_courses:course", found.code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    shown = {"course": found, "form": form, "rule": rule, "first": first}
    return render(request, "desk/courses/edit.html", shown, status=status)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def state(request: DeskRequest, code: str) -> HttpResponse:
    """Publish, close, or take it back to be worked on."""
    found = course_for(request.user, code)
    try:
        editing.set_state(course=found, state=request.POST.get("state", ""), by=request.user)
    except Problem as problem:
        return course_page(request, found, problem=problem)
    messages.success(request, _("Saved."))
    return redirect("desk_courses:course", found.code)
