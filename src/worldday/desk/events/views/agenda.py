"""The agenda, and the sites."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.forms import changed, show
from worldday.desk.events.fetch import event_for
from worldday.desk.events.forms import SessionForm, SiteForm
from worldday.desk.events.frame import page, saved
from worldday.events.actions import agenda as verbs
from worldday.events.attendance import attendance
from worldday.events.models import Session, Site
from worldday.units.permissions import Permission


@needs(Permission.RUN_ACTIVITY)
@require_GET
def agenda(request: DeskRequest, code: str) -> HttpResponse:
    event = event_for(request.user, code)
    return page(request, event, "agenda", sessions=event.sessions.select_related("site", "slot"))


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def session(request: DeskRequest, code: str, pk: int | None = None) -> HttpResponse:
    """A talk, a ceremony, a stop of the tour; afterwards its recording."""
    event = event_for(request.user, code)
    found = get_object_or_404(Session, event=event, pk=pk) if pk else None
    form = SessionForm(request.POST or None, event=event, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                verbs.add_session(event=event, values=form.cleaned_data, by=request.user)
            else:
                verbs.change_session(session=found, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, "agenda")
    heading = _("Change an item of the agenda") if found else _("New item of the agenda")
    return page(request, event, "form", "agenda", form=form, heading=heading)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove_session(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    event = event_for(request.user, code)
    verbs.remove_session(session=get_object_or_404(Session, event=event, pk=pk), by=request.user)
    return saved(request, event, "agenda")


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def site(request: DeskRequest, code: str, pk: int | None = None) -> HttpResponse:
    event = event_for(request.user, code)
    found = get_object_or_404(Site, event=event, pk=pk) if pk else None
    form = SiteForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                verbs.add_site(event=event, values=form.cleaned_data, by=request.user)
            else:
                verbs.change_site(site=found, changes=changed(form), by=request.user)
        except Problem as problem:
            show(form, problem)
        else:
            return saved(request, event, "sittings")
    return page(request, event, "form", "sittings", form=form, heading=_("Change a site") if found else _("New site"))


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove_site(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    event = event_for(request.user, code)
    try:
        verbs.remove_site(site=get_object_or_404(Site, event=event, pk=pk), by=request.user)
    except Problem as problem:
        shown = {"count": attendance(event), "sites": event.sites.all(), "problem": problem}
        return page(request, event, "sittings", **shown)
    return saved(request, event, "sittings")
