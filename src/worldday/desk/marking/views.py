"""Marking: what waits, one hand-in with its files, a mark with a comment, or back to be written anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions import marking as verbs
from worldday.courses.actions.experts import answer
from worldday.courses.completion.rule import rule_from
from worldday.courses.models import CourseExpert, Handin, HandinState
from worldday.courses.queries import teaching
from worldday.courses.queries.experts import asked_of
from worldday.courses.rules import may_teach
from worldday.desk.access import DeskRequest, needs
from worldday.units.permissions import Permission

from .fetch import cohorts_to_mark, file_for, handin_for

PAGE = 50
UNPROCESSABLE = 422
MARKS = (Permission.EVALUATE, Permission.RUN_ACTIVITY)


class MarkForm(forms.Form):
    points = forms.IntegerField(label=gettext_lazy("Mark (out of 100)"), min_value=0, max_value=100)
    comment = forms.CharField(
        label=gettext_lazy("Comment for the learner"),
        required=False,
        max_length=verbs.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What to change"), max_length=verbs.LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


@needs(*MARKS)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """The oldest first; `?cohort=` leaves one cohort."""
    cohorts = cohorts_to_mark(request.user)
    if wanted := request.GET.get("cohort", ""):
        cohorts = cohorts.filter(code=wanted)
    page: Any = Paginator(teaching.to_mark(cohorts), PAGE).get_page(request.GET.get("p"))
    query = f"cohort={wanted}" if wanted else ""
    shown = {"page": page, "query": query, "wanted": wanted, "asked": asked_of(request.user)}
    return render(request, "desk/marking/list.html", shown)


@needs(*MARKS)
@require_POST
def named(request: DeskRequest, pk: int) -> HttpResponse:
    """One's own answer to whether a course's page may name one."""
    found = get_object_or_404(CourseExpert, pk=pk, staff=request.user)
    answer(expert=found, agrees=request.POST.get("answer") == "yes", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("desk_marking:list")


@needs(*MARKS)
@require_GET
def handin(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, handin_for(request.user, code))


def _page(request: DeskRequest, found: Handin, *, problem: Problem | None = None, **more: Any) -> HttpResponse:
    earlier = Handin.objects.filter(enrolment=found.enrolment, lesson=found.lesson).exclude(pk=found.pk)
    initial = {"points": found.mark, "comment": found.comment} if found.state == HandinState.MARKED else {}
    shown = {
        "handin": found,
        "learner": found.enrolment,
        "cohort": found.enrolment.cohort,
        "lesson": found.lesson,
        "files": list(found.files.all()),
        "earlier": earlier.select_related("marked_by").order_by("-number")[:10],
        "newer": earlier.filter(number__gt=found.number).exists(),
        "asked": rule_from(found.lesson.chapter.course.rule).assignment,
        "state": HandinState(found.state).label,
        "teaches": may_teach(request.user, found.enrolment.cohort),
        "form": MarkForm(initial=initial),
        "back": ReturnForm(prefix="back"),
        "problem": problem,
    }
    status = UNPROCESSABLE if problem or more else 200
    return render(request, "desk/marking/handin.html", shown | more, status=status)


@needs(*MARKS)
@require_POST
def mark(request: DeskRequest, code: str) -> HttpResponse:
    """A mark, first or corrected; then on to the next one that waits in this cohort."""
    found, form = handin_for(request.user, code), MarkForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        verbs.mark(handin=found, by=request.user, **form.cleaned_data)
    except Problem as problem:
        return _page(request, found, problem=problem, form=form)
    messages.success(request, _("Marked; the learner sees mark and comment in the lesson."))
    return _onwards(request, found)


@needs(*MARKS)
@require_POST
def give_back(request: DeskRequest, code: str) -> HttpResponse:
    found, form = handin_for(request.user, code), ReturnForm(request.POST, prefix="back")
    if not form.is_valid():
        return _page(request, found, back=form)
    try:
        verbs.give_back(handin=found, comment=form.cleaned_data["comment"], by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem, back=form)
    messages.success(request, _("Returned; the learner reads why and can hand in again."))
    return _onwards(request, found)


def _onwards(request: DeskRequest, found: Handin) -> HttpResponse:
    mine = cohorts_to_mark(request.user).filter(pk=found.enrolment.cohort_id)
    following = teaching.to_mark(mine).filter(lesson=found.lesson).first()
    return redirect("desk_marking:handin", following.code) if following else redirect("desk_marking:list")


@needs(*MARKS)
@require_GET
def file(request: DeskRequest, code: str) -> FileResponse:
    """A file as it was handed in, always to be saved: a stranger's file opens nothing in the desk."""
    found = file_for(request.user, code)
    try:
        stream = files.path_of(found.stored).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(stream, as_attachment=True, filename=found.name, content_type=found.mime)
