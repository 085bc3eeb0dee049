"""The condition switch: a page says how many people will be told before anybody is."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import changed, show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.forms import ConditionsForm, ReasonForm
from worldday.desk.events.frame import page, saved
from worldday.events.actions.conditions import move_back, move_online
from worldday.events.actions.mailing import INTERESTED, recipients
from worldday.events.actions.setting_up import change_event
from worldday.events.models import Event
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def condition(request: DeskRequest, code: str) -> HttpResponse:
    """The online tour is described here, and the switch pressed."""
    event = event_for(request.user, code)
    form = ConditionsForm(row=event)
    if request.method == "POST" and "switch" in request.POST:
        return _switch(request, event)
    if request.method == "POST":
        form = ConditionsForm(request.POST, row=event)
        if form.is_valid():
            try:
                change_event(event=event, changes=changed(form), by=request.user)
            except Problem as problem:
                show(form, problem)
            else:
                return saved(request, event, "condition")
    return _page(request, event, form)


def _page(request: DeskRequest, event: Event, form: ConditionsForm, problem: Problem | None = None) -> HttpResponse:
    told = {"parties": recipients(event, "moved").count(), "interested": recipients(event, INTERESTED).count()}
    return page(request, event, "condition", form=form, problem=problem, **told)


def _switch(request: DeskRequest, event: Event) -> HttpResponse:
    try:
        if request.POST["switch"] == "online":
            form = ReasonForm(request.POST)
            move_online(event=event, reason=form.said, reason_en=form.said_en, by=request.user)
            return saved(
                request, event, _next(event), _("It is the online tour now, and everybody who booked is told.")
            )
        move_back(event=event, by=request.user)
    except Problem as problem:
        event.refresh_from_db()
        return _page(request, event, ConditionsForm(row=event), problem)
    return saved(request, event, _next(event), _("The visit takes place on site, and everybody who booked is told."))


def _next(event: Event) -> str:
    """How far the telling has come; the overview where nobody has to be told."""
    return "sent" if recipients(event, "moved").exists() else "event"
