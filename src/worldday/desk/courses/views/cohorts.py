"""A cohort: its dates and seats, and the teacher's page — who is stuck where, marks, hours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.problems import Problem
from worldday.certificates.rendering.type import undrawable
from worldday.courses.actions import cohorts as verbs
from worldday.courses.actions import exporting, sending
from worldday.courses.models import SEATED, Cohort, EnrolmentState, Roster
from worldday.courses.queries import outline, teaching
from worldday.courses.rules import may_edit
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.courses.fetch import cohort_for, course_for, designs_for
from worldday.desk.courses.forms import CohortForm, ExportForm
from worldday.desk.courses.learner_list import workbook
from worldday.desk.refreshing import looking_again
from worldday.units.permissions import Permission

PAGE = 50
MOST_UNITS = 200
UNPROCESSABLE = 422
FILTERS = ("words", "state", "unit", "stuck")


@needs(Permission.RUN_ACTIVITY)
@require_GET
def cohort(request: DeskRequest, code: str) -> HttpResponse:
    return cohort_page(request, cohort_for(request.user, code))


def cohort_page(request: DeskRequest, found: Cohort, *, problem: Problem | None = None) -> HttpResponse:
    wanted = {name: request.GET.get(name, "")[:120] for name in FILTERS}
    rows = teaching.narrowed(teaching.learners(found), **wanted)
    page: Any = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    plan = outline(found.course)
    work = longwork.find(sending.WORK, found.code)
    asked = {name: value for name, value in wanted.items() if value}
    query = request.GET.copy()
    query.pop("p", None)
    shown = {
        "cohort": found,
        "course": found.course,
        "activity": found.activity,
        "figures": teaching.figures(found),
        "lessons": teaching.by_lesson(found, plan),
        "units": teaching.by_unit(found)[:MOST_UNITS],
        "page": page,
        "odd": undrawable("".join(f"{one.name}{one.latin}{one.unit_name}" for one in page)) if found.design_id else "",
        "wanted": wanted,
        "narrowed": bool(asked),
        "query": query.urlencode(),
        "states": [choice for choice in EnrolmentState.choices if choice[0] in SEATED],
        "queue": teaching.queue(found)[:PAGE],
        "work": work,
        "under_way": longwork.is_under_way(work),
        "rule": plan.rule_text(
            get_language() or "zh-hans", until=found.ends_on, certificate=found.design_id is not None
        ),
        "rosters": Roster._base_manager.filter(cohort=found).order_by("-pk")[:10],
        "may_edit": may_edit(request.user, found.course),
        "export": ExportForm(),
        "problem": problem,
    }
    response = render(request, "desk/courses/cohort.html", shown, status=UNPROCESSABLE if problem else 200)
    return looking_again(response, work)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """Dates, seats, who may enrol, the certificate."""
    found = cohort_for(request.user, code)
    form = CohortForm(request.POST or None, cohort=found, designs=designs_for(found))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_cohort(cohort=found, changes=form.cleaned_data, by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_courses:cohort", found.code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/courses/edit_cohort.html", {"cohort": found, "form": form}, status=status)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add(request: DeskRequest, code: str) -> HttpResponse:
    """One more run of the course, for the same activity, a draft to be filled in."""
    course = course_for(request.user, code)
    last = cohort_for(request.user, request.POST.get("like", ""))
    kept = {name: getattr(last, name) for name in ("name", "name_en", "design", "place", "place_en")}
    made = verbs.add_cohort(course=course, activity=last.activity, by=request.user, **kept)
    return redirect("desk_courses:edit_cohort", made.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def open_cohort(request: DeskRequest, code: str) -> HttpResponse:
    found = cohort_for(request.user, code)
    try:
        verbs.open_cohort(cohort=found, by=request.user)
    except Problem as problem:
        return cohort_page(request, found, problem=problem)
    messages.success(request, _("The cohort is open. People can enrol within its dates."))
    return redirect("desk_courses:cohort", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def close(request: DeskRequest, code: str) -> HttpResponse:
    found = cohort_for(request.user, code)
    verbs.close_cohort(cohort=found, by=request.user)
    messages.success(request, _("The cohort is closed; what was learnt stays."))
    return redirect("desk_courses:cohort", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def export(request: DeskRequest, code: str) -> HttpResponse:
    """Learners, units and lessons as a spreadsheet; what it is for is written down first."""
    found = cohort_for(request.user, code)
    try:
        exporting.log_list(
            cohort=found, what=exporting.LEARNERS, purpose=request.POST.get("purpose", ""), by=request.user
        )
    except Problem as problem:
        return cohort_page(request, found, problem=problem)
    return workbook(found)
