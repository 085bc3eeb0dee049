"""Playing for a unit: somebody there makes a code; whoever gives it plays as anybody else and counts for the unit, too."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.public import addresses
from worldday.quizzes.actions import make_unit
from worldday.quizzes.queries import teams
from worldday.quizzes.queries.classes import units_of

from .found import Found, find, page
from .school import not_too_many


class UnitForm(forms.Form):
    unit = forms.CharField(label=_("Name of the unit"), max_length=100, help_text=_("In full; the ranking shows it."))


@never_cache
def units(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """For its people: the code. For whoever gathers them: a form for a new one."""
    found = _found(campaign, activity, door)
    form, problem = UnitForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            not_too_many(request)
            made = make_unit(quiz=found.quiz, by=System("unit"), **form.cleaned_data)
            return redirect(found.url("quiz_unit", code=made.code))
        except Problem as raised:
            problem = raised
    code = request.GET.get("code", "").strip().lower()
    if code and units_of(found.quiz).filter(code=code).exists():
        return redirect(found.url("quiz_unit", code=code))
    context = page(found, form=form, problem=problem, asked=code)
    return render(request, "public/quiz/units.html", context, status=422 if form.errors or problem else 200)


@never_cache
def unit(request: HttpRequest, campaign: str, activity: str, code: str, door: str = "") -> HttpResponse:
    """What its people are sent: the code, the way in, how the unit stands."""
    found = _found(campaign, activity, door)
    shown = get_object_or_404(units_of(found.quiz), code=code)
    stands = next((row for row in teams(found.quiz, "group") if row.code == code), None)
    here = addresses.absolute(found.url("quiz_unit", code=code))
    return render(request, "public/quiz/unit.html", page(found, unit=shown, stands=stands, here=here))


def _found(campaign: str, activity: str, door: str) -> Found:
    found = find(campaign, activity, door)
    if not found.rule.units or found.quiz.frozen_at is None:
        raise Http404
    return found
