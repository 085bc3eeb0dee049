"""The texts people read, and the rules of booking."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import changed, show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.forms import OfRow, RulesForm, TextsForm
from worldday.desk.events.frame import page, saved
from worldday.events.actions.setting_up import change_event
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def texts(request: DeskRequest, code: str) -> HttpResponse:
    """What it is, what to bring, safety, access."""
    return _form(request, code, TextsForm, "texts", _("Texts"))


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def rules(request: DeskRequest, code: str) -> HttpResponse:
    """When booking opens, how large parties may be, what is asked."""
    return _form(request, code, RulesForm, "rules", _("Rules of booking"))


def _form(request: DeskRequest, code: str, kind: type[OfRow], tab: str, heading: object) -> HttpResponse:
    event = event_for(request.user, code)
    form = kind(request.POST or None, row=event)
    if request.method == "POST" and form.is_valid():
        try:
            change_event(event=event, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, tab)
    return page(request, event, "form", tab, form=form, heading=heading)
