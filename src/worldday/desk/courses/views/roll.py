"""The roll of a day on site: everybody of the cohort on one page, ticked and saved at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worldday.courses.actions.calling_roll import call_roll
from worldday.courses.models import Cohort, Enrolment, Lesson, LessonSort, Progress
from worldday.courses.queries import teaching
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import cohort_for
from worldday.units.permissions import Permission

PAGE = 200


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def roll(request: DeskRequest, code: str, lesson: str) -> HttpResponse:
    """Two hundred a page, by name. Only what was changed on the page is written: a colleague's ticks elsewhere stay."""
    cohort = cohort_for(request.user, code)
    day: Lesson = get_object_or_404(_days(cohort), code=lesson)
    shown: Any = Paginator(_learners(cohort, day), PAGE).get_page(request.GET.get("p"))
    if request.method == "POST":
        changed = call_roll(lesson=day, shown=_ticked(request, shown), by=request.user)
        messages.success(request, _("Saved: {n} changed.").format(n=changed))
        return redirect(f"{reverse('desk_courses:roll', args=[code, lesson])}?p={shown.number}")
    return render(request, "desk/courses/roll.html", {"cohort": cohort, "lesson": day, "page": shown, "query": ""})


def _days(cohort: Cohort) -> QuerySet[Lesson]:
    rows: QuerySet[Lesson] = Lesson.objects.filter(chapter__course=cohort.course, sort=LessonSort.ONSITE)
    return rows.select_related("chapter__course")


def _learners(cohort: Cohort, lesson: Lesson) -> QuerySet[Enrolment]:
    was_there = Progress.objects.filter(enrolment=OuterRef("pk"), lesson=lesson, percent=100)
    rows: QuerySet[Enrolment] = (
        teaching.learners(cohort).select_related("cohort__course").annotate(present=Exists(was_there))
    )
    return rows.order_by("unit_name", "name", "pk")


def _ticked(request: DeskRequest, shown: Any) -> list[tuple[Enrolment, bool]]:
    """Whom the page showed to the teacher, and whether they are ticked now; who joined meanwhile is left alone."""
    on_page, present = set(request.POST.getlist("shown")), set(request.POST.getlist("present"))
    return [(one, one.code in present) for one in shown if one.code in on_page]
