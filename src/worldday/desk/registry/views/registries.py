"""Registries: which there are, what is on its way, what each asks of its records."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.problems import Invalid
from worldday.desk.access import DeskRequest, needs
from worldday.desk.refreshing import looking_again
from worldday.desk.registry.fetch import batches_of, owners, registries_of, registry_for
from worldday.desk.registry.forms import RegistryForm, field_rows
from worldday.registry import rules
from worldday.registry.actions import registries as verbs
from worldday.registry.actions.reindexing import WORK
from worldday.registry.models import BatchState, Registry
from worldday.registry.queries.search import Wanted, search
from worldday.units.permissions import Permission

UNPROCESSABLE = 422
ON_ITS_WAY = (BatchState.IN_REVIEW, BatchState.APPROVED, BatchState.PREPARING)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """What waits for somebody first, then the registries."""
    batches = list(batches_of(request.user).filter(state__in=ON_ITS_WAY)[:200])
    shown = {
        "registries": list(registries_of(request.user)),
        "batches": sorted(batches, key=lambda one: (ON_ITS_WAY.index(BatchState(one.state)), -one.pk)),
        "owners": owners(request.user)[:1],
    }
    return render(request, "desk/registry/list.html", shown)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def ready(request: DeskRequest) -> HttpResponse:
    """The five registries that come ready, for this person's own unit."""
    owner = next(iter(owners(request.user)), None)
    if owner is None:
        raise PermissionDenied
    verbs.make_ready(owner=owner, by=request.user)
    messages.success(request, _("The five registries are ready; the public sees each from its first release on."))
    return redirect("desk_registry:list")


@needs(Permission.RUN_ACTIVITY)
@require_GET
def registry(request: DeskRequest, code: str) -> HttpResponse:
    """One registry: its batches, and looking through what this person may see, unseen records included."""
    found = registry_for(request.user, code)
    text, page = request.GET.get("q", "").strip()[:100], request.GET.get("p", "1")
    work = longwork.find(WORK, found.code)
    shown = {
        "registry": found,
        "batches": list(batches_of(request.user).filter(registry=found)[:100]),
        "results": search([found], Wanted(text), page=int(page) if page.isdecimal() and len(page) < 6 else 1),
        "text": text,
        "defines": rules.may_define(request.user, found.owner),
        "prepares": rules.may_prepare_in(request.user, found),
        "work": work,
        "under_way": longwork.is_under_way(work),
    }
    return looking_again(render(request, "desk/registry/registry.html", shown), work)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """A registry of one's own making."""
    owner = next(iter(owners(request.user)), None)
    if owner is None:
        raise PermissionDenied
    form, rows = RegistryForm(request.POST or None), field_rows(request.POST or None, None)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            made = verbs.make_registry(owner=owner, values=form.cleaned_data, fields=_fields(rows), by=request.user)
        except Invalid as problem:
            return _define_page(request, None, form, rows, problem)
        return redirect("desk_registry:registry", made.code)
    return _define_page(request, None, form, rows)


@needs(Permission.RUN_CAMPAIGN)
@require_http_methods(["GET", "POST"])
def define(request: DeskRequest, code: str) -> HttpResponse:
    """What it says of itself, and what it asks of its records."""
    found = registry_for(request.user, code, define=True)
    form, rows = RegistryForm(request.POST or None, instance=found), field_rows(request.POST or None, found)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        values = dict(form.cleaned_data)
        values["slug"] = values["slug"] or Registry.objects.get(pk=found.pk).slug
        try:
            verbs.change_registry(registry=found, values=values, fields=_fields(rows), by=request.user)
        except Invalid as problem:
            return _define_page(request, found, form, rows, problem)
        messages.success(request, _("Saved."))
        return redirect("desk_registry:registry", found.code)
    return _define_page(request, found, form, rows)


def _fields(rows: Any) -> list[Any]:
    return [field for row in rows.forms if (field := row.field()) is not None]


def _define_page(
    request: DeskRequest, found: Registry | None, form: Any, rows: Any, problem: Invalid | None = None
) -> HttpResponse:
    said = [sentence for sentences in problem.errors.values() for sentence in sentences] if problem else []
    shown = {"registry": found, "form": form, "rows": rows, "said": said}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/registry/define.html", shown, status=status)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def step(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """open, close."""
    verb = {"open": verbs.open_registry, "close": verbs.close_registry}.get(what)
    if verb is None:
        raise Http404
    verb(registry=registry_for(request.user, code, define=True), by=request.user)
    messages.success(request, _("The public sees it now.") if what == "open" else _("It is off the public pages."))
    return redirect("desk_registry:registry", code)
