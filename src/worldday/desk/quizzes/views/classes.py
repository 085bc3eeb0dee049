"""Class mode: classes of schools, each with a code, and the slip a teacher hangs up; and the codes of units."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.quizzes import links
from worldday.desk.quizzes.fetch import Seen, quiz_for
from worldday.desk.quizzes.forms import ClassForm, UnitForm
from worldday.desk.quizzes.frame import page
from worldday.quizzes import actions
from worldday.quizzes.boards import board
from worldday.quizzes.models import SchoolClass, Tally
from worldday.quizzes.queries.classes import classes_of
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def classes(request: DeskRequest, code: str) -> HttpResponse:
    """Every class with how many of its pupils have played, and the form for the next one."""
    seen, given = quiz_for(request.user, code, to_run=True), request.POST or None
    form = ClassForm(given if given and "unit" not in given else None, quiz=seen.quiz, rule=seen.rule)
    unit = UnitForm(given if given and "unit" in given else None)
    if said := _made(request, seen, form if form.is_bound else unit):
        messages.success(request, said)
        return redirect("desk_quizzes:classes", code)
    rows = list(SchoolClass.objects.filter(quiz=seen.quiz).select_related("entrance").order_by("school", "name", "pk"))
    played = dict(
        Tally.objects.filter(quiz=seen.quiz, board__in=[board("group", row.code) for row in rows]).values_list(
            "board", "players"
        )
    )
    for row in rows:
        row.quiz = seen.quiz  # known already
    shown = [(row, _page_of(row), played.get(board("group", row.code), 0)) for row in rows]
    return page(request, seen, "classes", form=form, unit_form=unit, classes=shown)


def _page_of(row: SchoolClass) -> str:
    """For whoever gathers its people: the unit's page, or the teacher's."""
    return links.class_url(row) if row.is_unit else links.teacher_url(row)


def _made(request: DeskRequest, seen: Seen, form: ClassForm | UnitForm) -> str:
    """What was made, in words; "" where nothing was, and the form says why."""
    if not (form.is_bound and form.is_valid()):
        return ""
    make = actions.make_unit if isinstance(form, UnitForm) else actions.make_class
    try:
        made = make(quiz=seen.quiz, by=request.user, **form.cleaned_data)
    except Problem as problem:
        show(form, problem)
        return ""
    if made.is_unit:
        return _("{name} has the code {code}. Send its page to whoever gathers its people.").format(
            name=made.label, code=made.code
        )
    said = _(
        "{name} has the code {code}. Print the slip for the pupils; the teacher's page tells which seats have answered."
    )
    return said.format(name=made.label, code=made.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def slip(request: DeskRequest, code: str, school_class: str) -> HttpResponse:
    """One sheet to print: the code, how to get there, how it works."""
    seen = quiz_for(request.user, code, to_run=True)
    rows = classes_of(seen.quiz).select_related("entrance", "quiz__activity__campaign")
    found = get_object_or_404(rows, code=school_class)
    url = links.class_url(found)
    return page(request, seen, "slip", school_class=found, url=url, picture=links.qr(url) if url else "")
