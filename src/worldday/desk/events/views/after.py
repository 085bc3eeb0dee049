"""When it is over: the survey, what stays for everybody, certificates, figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from worldday.base import clock, longwork
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.certificates.fetch import designs_of
from worldday.desk.events.after_forms import HandoutForm
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.events import surveying as counting
from worldday.events.actions import certifying, leaving
from worldday.events.attendance import attendance
from worldday.events.evidence import figures_of
from worldday.events.models import Event, Handout, Survey, SurveyAnswer, SurveySlip
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def after(request: DeskRequest, code: str) -> HttpResponse:
    return after_page(request, event_for(request.user, code))


def after_page(request: DeskRequest, event: Event, problem: Problem | None = None, **forms: Any) -> HttpResponse:
    survey = Survey.objects.filter(event=event).first()
    answers = list(SurveyAnswer.objects.filter(survey=survey).order_by("pk")) if survey else []
    shown: dict[str, Any] = {
        "survey": survey,
        "survey_open": survey is not None and survey.is_open(clock.now()),
        "slips": _slips(event, survey),
        "answered": len(answers),
        "satisfaction": counting.mean([one.satisfaction for one in answers]),
        "results": counting.results(survey.questions, [one.said for one in answers]) if survey else [],
        "few": counting.FEW,
        "handouts": event.handouts.all(),
        "recordings": event.sessions.exclude(recording_url=""),
        "form": HandoutForm(),
        "designs": designs_of(request.user).filter(active=True, sort="participation"),
        "figures": figures_of(event),
        "problem": problem,
    }
    return page(request, event, "after", **shown | forms)


def _slips(event: Event, survey: Survey | None) -> dict[str, int]:
    """How many were made and answered, beside how many people were counted without a booking."""
    rows = SurveySlip.objects.filter(survey=survey) if survey else SurveySlip.objects.none()
    counted = rows.aggregate(made=Count("pk"), used=Count("pk", filter=Q(used=True)))
    return counted | {"walked_in": attendance(event).total("walked_in")}


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
    return after_page(request, event, form=form)


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
    design = get_object_or_404(
        designs_of(request.user), code=request.POST.get("design", ""), active=True, sort="participation"
    )
    if longwork.is_under_way(longwork.find(certifying.WORK, f"{event.code}:{design.code}")):
        messages.info(request, _("They are being issued in the background."))
        return redirect("desk_events:after", code)
    try:
        made = certifying.certify_when_long(event=event, design=design, by=request.user)
    except Problem as problem:
        return after_page(request, event, problem)
    if made is None:
        return saved(request, event, "after", _("They are being issued in the background."))
    said = ngettext("{n} certificate was issued.", "{n} certificates were issued.", made).format(n=made)
    return saved(request, event, "after", said)
