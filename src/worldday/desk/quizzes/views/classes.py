"""Class mode: classes of schools, each with a code, and the slip a teacher hangs up."""

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
from worldday.desk.quizzes.fetch import quiz_for
from worldday.desk.quizzes.forms import ClassForm
from worldday.desk.quizzes.frame import page
from worldday.quizzes import actions
from worldday.quizzes.boards import board
from worldday.quizzes.models import SchoolClass, Tally
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def classes(request: DeskRequest, code: str) -> HttpResponse:
    """Every class with how many of its pupils have played, and the form for the next one."""
    seen = quiz_for(request.user, code, to_run=True)
    form = ClassForm(request.POST or None, quiz=seen.quiz, rule=seen.rule)
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_class(quiz=seen.quiz, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            said = _("{name} has the code {code}. Print the slip for the teacher.")
            messages.success(request, said.format(name=f"{made.school} {made.name}", code=made.code))
            return redirect("desk_quizzes:classes", code)
    rows = list(SchoolClass.objects.filter(quiz=seen.quiz).select_related("entrance").order_by("school", "name", "pk"))
    played = dict(
        Tally.objects.filter(quiz=seen.quiz, board__in=[board("group", row.code) for row in rows]).values_list(
            "board", "players"
        )
    )
    shown = [(row, played.get(board("group", row.code), 0)) for row in rows]
    return page(request, seen, "classes", form=form, classes=shown)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def slip(request: DeskRequest, code: str, school_class: str) -> HttpResponse:
    """One sheet to print: the code, how to get there, how it works."""
    seen = quiz_for(request.user, code, to_run=True)
    rows = SchoolClass.objects.select_related("entrance", "quiz__activity__campaign")
    found = get_object_or_404(rows, quiz=seen.quiz, code=school_class)
    url = links.class_url(found)
    return page(request, seen, "slip", school_class=found, url=url, picture=links.qr(url) if url else "")
