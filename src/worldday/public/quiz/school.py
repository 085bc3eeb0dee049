"""Class mode: a teacher makes a code, pupils sit down behind it with a number, the teacher sees which seats have answered."""

from __future__ import annotations

import json

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from worldday.base.address import client_address
from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.public import addresses
from worldday.quizzes.actions import make_class
from worldday.quizzes.models import SchoolClass
from worldday.quizzes.passes import NoPass, issue_seat
from worldday.quizzes.queries.classes import classes_of, seats_of, teacher_key
from worldday.ui.districts import called

from .found import Found, find, page

MOST_PER_HOUR = 30  # classes from one address: a whole school, but not a script


class ClassForm(forms.Form):
    """No field asks for a person."""

    school = forms.CharField(label=_("School"), max_length=100)
    name = forms.CharField(label=_("Class"), max_length=40, help_text=_("As you call it; no names of pupils."))
    seats = forms.IntegerField(label=_("Number of pupils"), min_value=1, max_value=100, initial=45)

    def __init__(self, *args: object, found: Found, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if found.rule.districts:
            choices = [("", _("Rather not say")), *((name, called(name)) for name in found.rule.districts)]
            self.fields["district"] = forms.ChoiceField(label=_("District"), choices=choices, required=False)


@never_cache
def classes(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """For pupils: the code. For teachers: a form for a new one."""
    found = find(campaign, activity, door)
    if not found.rule.classes or found.quiz.frozen_at is None:
        raise Http404
    form = ClassForm(request.POST if request.method == "POST" else None, found=found)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, found, form.cleaned_data)
            return redirect(found.url("quiz_class_teacher", code=made.code, token=teacher_key(made)))
        except Problem as raised:
            problem = raised
    code = request.GET.get("code", "").strip().lower()
    if code and classes_of(found.quiz).filter(code=code).exists():
        return redirect(found.url("quiz_class", code=code))
    context = page(found, form=form, problem=problem, asked=code)
    return render(request, "public/quiz/classes.html", context, status=422 if form.errors or problem else 200)


def not_too_many(request: HttpRequest) -> None:
    """Raises `Problem` where codes are made as only a script would."""
    key = f"classes-{client_address(request)}"
    cache.add(key, 0, 3600)
    if cache.incr(key) > MOST_PER_HOUR:
        raise Problem(_("Many codes have been made from this network within the hour. Please try again later."))


def _make(request: HttpRequest, found: Found, values: dict[str, object]) -> SchoolClass:
    not_too_many(request)
    return make_class(quiz=found.quiz, by=System("teacher"), entrance=found.door, **values)  # type: ignore[arg-type]


@never_cache
def join(request: HttpRequest, campaign: str, activity: str, code: str, door: str = "") -> HttpResponse:
    """A pupil says their number and starts."""
    found = find(campaign, activity, door)
    return render(
        request,
        "public/quiz/class.html",
        page(found, school_class=_class(found, code), seat_url=found.url("quiz_class_seat", code=code)),
    )


@never_cache
@csrf_exempt  # a seat is taken by its number, no cookie says who asks
@require_POST
def seat(request: HttpRequest, campaign: str, activity: str, code: str, door: str = "") -> JsonResponse:
    """{"pass"} for {"seat": 7}, or the hot path's own way of saying no."""
    found = find(campaign, activity, door)
    try:
        asked = json.loads(request.body)
        number = int(asked["seat"])
    except (ValueError, TypeError, KeyError, OverflowError):
        number = 0
    try:
        return JsonResponse({"pass": issue_seat(school_class=_class(found, code), seat=number)})
    except NoPass as no:
        return JsonResponse({"error": {"code": no.code, "sentence": {"zh": str(no), "en": str(no)}}}, status=409)


@never_cache
def teacher(
    request: HttpRequest, campaign: str, activity: str, code: str, token: str, *, door: str = ""
) -> HttpResponse:
    """The class by seat. Only whoever has this address sees it; the pupils' address is another one."""
    found = find(campaign, activity, door)
    school_class = _class(found, code)
    if not constant_time_compare(token, teacher_key(school_class)):
        raise Http404
    seats = seats_of(school_class)
    url = addresses.absolute(found.url("quiz_class", code=code))
    context = page(
        found, school_class=school_class, seats=seats, done=sum(1 for each in seats if each.attempts), join=url
    )
    return render(request, "public/quiz/class_teacher.html", context)


def _class(found: Found, code: str) -> SchoolClass:
    return get_object_or_404(classes_of(found.quiz).select_related("quiz__activity__campaign"), code=code)
