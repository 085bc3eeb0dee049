"""The survey: its questions, when it takes answers, and slips for people without a booking."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import show
from worldday.desk.events import slip_sheet
from worldday.desk.events.after_forms import SurveyForm, question_rows
from worldday.desk.events.fetch import event_for
from worldday.desk.events.frame import page, saved
from worldday.desk.events.views.after import after_page
from worldday.events.actions import surveying
from worldday.events.models import Survey
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def survey(request: DeskRequest, code: str) -> HttpResponse:
    """A few questions beside the one that is always asked, and when it ends."""
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
        told = surveying.open_survey(event=event, by=request.user).parties
    except Problem as problem:
        return after_page(request, event, problem)
    said = ngettext("Open; {n} party is asked.", "Open; {n} parties are asked.", told).format(n=told)
    return saved(request, event, "sent" if told else "after", said)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def close_it(request: DeskRequest, code: str) -> HttpResponse:
    event = event_for(request.user, code)
    try:
        surveying.close_survey(event=event, by=request.user)
    except Problem as problem:
        return after_page(request, event, problem)
    return saved(request, event, "after", _("Closed: no more answers are taken; those there are stay."))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def slips(request: DeskRequest, code: str) -> HttpResponse:
    """A sheet of new slips to print, cut and hand out at the door."""
    event, number = event_for(request.user, code), request.POST.get("number", "")
    try:
        made = surveying.make_slips(
            event=event, number=int(number) if number.isdecimal() and len(number) < 6 else 0, by=request.user
        )
    except Problem as problem:
        return after_page(request, event, problem)
    name = quote(f"{_now('Survey slips')}-{event.activity.name}"[:80])
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}.pdf", "Cache-Control": "no-store"}
    return HttpResponse(slip_sheet.pdf(made, event), content_type="application/pdf", headers=headers)
