"""The quiz on stage: staff open it, the big screen hosts it, phones answer. What happens in the hall is the intake's."""

from __future__ import annotations

import hmac

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.public import addresses
from worldday.quizzes.actions import open_stage
from worldday.quizzes.actions.stages import LONGEST_S, SHORTEST_S
from worldday.quizzes.intake.live.service import host_key
from worldday.quizzes.models import Stage
from worldday.quizzes.rules import may_run_quiz

from .found import Found, find, page


class StageForm(forms.Form):
    count = forms.IntegerField(label=_("How many questions"), min_value=1, max_value=50, initial=10)
    seconds = forms.IntegerField(label=_("Seconds for each"), min_value=SHORTEST_S, max_value=LONGEST_S, initial=20)


@never_cache
def new(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """Staff who run the quiz make a stage and come to its big screen."""
    found = find(campaign, activity, door)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    with scope.everything("whether this person may run the quiz"):
        if not may_run_quiz(request.user, found.quiz):
            raise PermissionDenied
    form, problem = StageForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = open_stage(quiz=found.quiz, by=request.user, **form.cleaned_data)
            return redirect(host_address(found, made))
        except Problem as raised:
            problem = raised
    status = 422 if form.errors or problem else 200
    return render(request, "public/quiz/stage_new.html", page(found, form=form, problem=problem), status=status)


def host_address(found: Found, stage: Stage) -> str:
    """The big screen's address: whoever has it hosts."""
    return found.url("quiz_host", code=stage.code, key=host_key(settings.SECRET_KEY, stage.code))


@never_cache
def host(request: HttpRequest, campaign: str, activity: str, code: str, key: str, *, door: str = "") -> HttpResponse:
    """The big screen: QR code, question, time, bars, right answer, the best."""
    found = find(campaign, activity, door)
    stage = _stage(found, code)
    if not hmac.compare_digest(key, host_key(settings.SECRET_KEY, code)):
        raise Http404
    url = addresses.absolute(found.url("quiz_live", code=code))
    short = url.partition("://")[2]
    context = page(found, stage=stage, join=url, short=short)
    context["data"] |= {"stage": {"code": code, "key": key}}
    return render(request, "public/quiz/stage_host.html", context)


@never_cache
def enter(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """For whoever cannot scan: the code by hand."""
    found = find(campaign, activity, door)
    code = request.GET.get("code", "").strip().lower()
    if code and Stage.objects.filter(quiz=found.quiz, code=code).exists():
        return redirect(found.url("quiz_live", code=code))
    return render(request, "public/quiz/stage_enter.html", page(found, asked=code), status=404 if code else 200)


@never_cache
def live(request: HttpRequest, campaign: str, activity: str, code: str, door: str = "") -> HttpResponse:
    """A phone in the hall."""
    found = find(campaign, activity, door)
    context = page(found, stage=_stage(found, code))
    context["data"] |= {"stage": {"code": code}}
    return render(request, "public/quiz/stage_live.html", context)


def _stage(found: Found, code: str) -> Stage:
    return get_object_or_404(Stage, quiz=found.quiz, code=code)
