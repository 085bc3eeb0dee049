"""When it is over: the survey, what stays for everybody, certificates, figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.problems import Problem
from worldday.certificates.models import Design
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events.after_forms import HandoutForm, SurveyForm, question_rows
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.events import surveying as counting
from worldday.events.actions import certifying, leaving, surveying
from worldday.events.evidence import figures_of
from worldday.events.models import Event, Handout, Survey, SurveyAnswer
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def after(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, event_for(request.user, code))


def _page(request: DeskRequest, event: Event, problem: Problem | None = None, **forms: Any) -> HttpResponse:
    survey = Survey.objects.filter(event=event).first()
    answers = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk")) if survey else []
    designs = Design.objects.filter(active=True, sort="participation").order_by("name")
    shown: dict[str, Any] = {
        "survey": survey,
        "answered": len(answers),
        "satisfaction": counting.mean([one.satisfaction for one in answers]),
        "results": counting.results(survey.questions, [one.said for one in answers]) if survey else [],
        "few": counting.FEW,
        "handouts": event.handouts.all(),
        "recordings": event.sessions.exclude(recording_url=""),
        "form": HandoutForm(),
        "designs": designs,
        "figures": figures_of(event),
        "problem": problem,
    }
    return page(request, event, "after", **shown | forms)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def survey(request: DeskRequest, code: str) -> HttpResponse:
    """A few questions beside the one that is always asked."""
    event = event_for(request.user, code)
    found = Survey.objects.filter(event=event).first()
    form, rows = SurveyForm(request.POST or None, survey=found), question_rows(request.POST or None, found)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            surveying.set_survey(event=event, questions=rows.questions, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, "after")
    return page(request, event, "survey", "after", form=form, rows=rows)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def open_it(request: DeskRequest, code: str) -> HttpResponse:
    event = event_for(request.user, code)
    try:
        told = surveying.open_survey(event=event, by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    said = ngettext("Open; {n} party is asked.", "Open; {n} parties are asked.", told).format(n=told)
    return saved(request, event, "after", said)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def add_handout(request: DeskRequest, code: str) -> HttpResponse:
    event, form = event_for(request.user, code), HandoutForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            leaving.add_handout(event=event, by=request.user, **form.cleaned_data)
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, "after")
    return _page(request, event, form=form)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove_handout(request: DeskRequest, code: str, handout: str) -> HttpResponse:
    event = event_for(request.user, code)
    leaving.remove_handout(handout=get_object_or_404(Handout, event=event, code=handout), by=request.user)
    return saved(request, event, "after", _("Taken away."))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def certificates(request: DeskRequest, code: str) -> HttpResponse:
    """To everybody who was checked in by name."""
    event = event_for(request.user, code)
    design = get_object_or_404(Design, code=request.POST.get("design", ""), sort="participation")
    if longwork.is_under_way(longwork.find(certifying.WORK, f"{event.code}:{design.code}")):
        messages.info(request, _("They are being issued in the background."))
        return redirect("desk_events:after", code)
    try:
        made = certifying.certify_when_long(event=event, design=design, by=request.user)
    except Problem as problem:
        return _page(request, event, problem)
    if made is None:
        return saved(request, event, "after", _("They are being issued in the background."))
    said = ngettext("{n} certificate was issued.", "{n} certificates were issued.", made).format(n=made)
    return saved(request, event, "after", said)
