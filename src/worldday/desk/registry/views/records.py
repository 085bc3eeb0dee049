"""One record: written while nobody sees it, and later changed in public, with reason and source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.registry.fetch import batch_for, record_for
from worldday.desk.registry.forms import EntryForm, WhyForm
from worldday.registry import rules
from worldday.registry.actions import forgetting, public, records
from worldday.registry.actions.amending import waiting_elsewhere
from worldday.registry.models import Batch, ChangeKind, Record, RecordState
from worldday.registry.queries import look
from worldday.registry.queries.amendments import open_batches
from worldday.registry.schema import fields_of
from worldday.units.models import Staff
from worldday.units.permissions import Permission

UNPROCESSABLE = 422
STEPS = {"suspend": ChangeKind.SUSPENDED, "restore": ChangeKind.RESTORED, "withdraw": ChangeKind.WITHDRAWN}


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def add(request: DeskRequest, code: str) -> HttpResponse:
    """One more record; the next one's form follows."""
    batch = batch_for(request.user, code)
    form = EntryForm(request.POST or None, registry=batch.registry)
    said: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = records.add_record(batch=batch, entry=form.entry(), by=request.user)
        except Problem as problem:
            said = _sentences(problem)
        else:
            messages.success(request, _("“{name}” is in the batch; here is the next one.").format(name=made.name))
            return redirect("desk_registry:add", batch.code)
    return _form_page(request, form, said, batch=batch)


def _form_page(
    request: DeskRequest,
    form: EntryForm,
    said: list[str],
    *,
    batch: Batch,
    record: Record | None = None,
    why: Any = None,
) -> HttpResponse:
    shown = {"form": form, "said": said, "batch": batch, "registry": batch.registry, "record": record, "why": why}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/registry/entry.html", shown, status=status)


def _sentences(problem: Problem) -> list[str]:
    if isinstance(problem, Invalid):
        return [sentence for sentences in problem.errors.values() for sentence in sentences]
    return [str(problem)]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def record(request: DeskRequest, code: str) -> HttpResponse:
    return _page(request, record_for(request.user, code))


def _page(request: DeskRequest, found: Record, *, problem: Problem | None = None, why: Any = None) -> HttpResponse:
    staff, state = request.user, look.state_today(found)
    keeps = found.batch.is_public and not found.erased_at and rules.may_release(staff, found.registry)
    shown = {
        "record": found,
        "registry": found.registry,
        "batch": found.batch,
        "state": RecordState(state).label,
        "said": [(one, found.values.get(one.key, "")) for one in fields_of(found.registry)],
        "history": look.history(found) if found.batch.is_public else [],
        "rewrites": found.batch.is_open and rules.may_prepare(staff, found.batch),
        "keeps": keeps,
        "steps": [name for name, kind in STEPS.items() if keeps and state in public.FROM[kind]],
        "batches": [one for one in open_batches(found.registry) if rules.may_prepare(staff, one)] if keeps else [],
        "waiting": waiting_elsewhere(found) if found.batch.is_public else None,
        "why": why or WhyForm(),
        "problem": problem,
    }
    wrong = problem is not None or why is not None
    return render(request, "desk/registry/record.html", shown, status=UNPROCESSABLE if wrong else 200)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """Before release without a trace in public; afterwards with reason and history."""
    found = record_for(request.user, code)
    seen = found.batch.is_public
    _may_edit(request.user, found)
    form = EntryForm(request.POST or None, registry=found.registry, record=found)
    why = WhyForm(request.POST or None) if seen else None
    said: list[str] = []
    if request.method == "POST" and form.is_valid() and (why is None or why.is_valid()):
        try:
            if why is None:
                records.rewrite(record=found, entry=form.entry(), by=request.user)
            else:
                public.correct(record=found, entry=form.entry(), why=why.why(), by=request.user)
        except Problem as problem:
            said = _sentences(problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_registry:record", found.code)
    return _form_page(request, form, said, batch=found.batch, record=found, why=why)


def _may_edit(staff: Staff, found: Record) -> None:
    if found.erased_at:
        raise PermissionDenied
    if found.batch.is_public:
        allowed = rules.may_release(staff, found.registry)
    else:
        allowed = rules.may_prepare(staff, found.batch)
    if not allowed:
        raise PermissionDenied


@needs(Permission.RUN_ACTIVITY)
@require_POST
def remove(request: DeskRequest, code: str) -> HttpResponse:
    found = record_for(request.user, code)
    if not rules.may_prepare(request.user, found.batch):
        raise PermissionDenied
    try:
        records.remove(record=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, _("Taken out of the batch."))
    return redirect("desk_registry:batch", found.batch.code)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def step(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """suspend, restore, withdraw."""
    if what not in STEPS:
        raise Http404
    found = record_for(request.user, code)
    if not rules.may_release(request.user, found.registry):
        raise PermissionDenied
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, why=form)
    try:
        public.move_on(record=found, to=STEPS[what], why=form.why(), by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem, why=form)
    messages.success(request, _("Written into the public history."))
    return redirect("desk_registry:record", found.code)


@needs(Permission.RUN_CAMPAIGN)
@require_POST
def forget(request: DeskRequest, code: str) -> HttpResponse:
    """Empty what it says about a person, at that person's request."""
    found = record_for(request.user, code)
    if not rules.may_release(request.user, found.registry):
        raise PermissionDenied
    try:
        forgetting.forget(record=found, by=request.user)
    except Problem as problem:
        return _page(request, found, problem=problem)
    messages.success(request, _("Emptied. Number, state and the days of its history stay on its page."))
    return redirect("desk_registry:record", found.code)
