"""What a batch is to do to records that are public already: found, said, shown field by field, taken out again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Invalid, Problem
from worldday.desk.access import DeskRequest, needs
from worldday.desk.registry.fetch import batch_for, record_for, sees
from worldday.desk.registry.forms import EntryForm, WhyForm
from worldday.registry.actions import amending as verbs
from worldday.registry.amending import FROM, Asked, differing, texts
from worldday.registry.models import Amendment, Batch, BatchState, ChangeKind, Record
from worldday.registry.queries import look
from worldday.registry.queries.search import Wanted, search
from worldday.registry.rows import entry_of
from worldday.registry.schema import fields_of
from worldday.registry.sheet_changes import WORDS
from worldday.units.permissions import Permission

UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_GET
def find(request: DeskRequest, code: str) -> HttpResponse:
    """Public records that this batch may change."""
    batch = batch_for(request.user, code)
    text = request.GET.get("q", "").strip()[:100]
    found = search([batch.registry], Wanted(text), size=50) if text else None
    rows = [
        record
        for record in (found.records if found else ())
        if record.batch.state == BatchState.RELEASED and verbs.may_amend(batch, record.batch, batch.registry)
    ]
    shown = {"batch": batch, "registry": batch.registry, "text": text, "rows": rows, "more": bool(found and found.more)}
    return render(request, "desk/registry/amend_find.html", shown)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def amend(request: DeskRequest, code: str, record: str) -> HttpResponse:
    """What is to become of one record when the batch is released."""
    batch, found = batch_for(request.user, code), record_for(request.user, record)
    kinds = [str(kind) for kind, states in FROM.items() if look.state_today(found) in states]
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else kinds[0]
    form = _entry_form(request, found) if kind == ChangeKind.CHANGED else None
    why, said = WhyForm(request.POST or None), []
    if request.method == "POST" and why.is_valid() and (form is None or form.is_valid()):
        try:
            verbs.amend(batch=batch, record=found, asked=Asked(kind, why.why(), _said(form, found)), by=request.user)
        except Invalid as problem:
            said = [sentence for sentences in problem.errors.values() for sentence in sentences]
        except Problem as problem:
            said = [str(problem)]
        else:
            messages.success(request, _("It is in the batch and happens at the moment of its release."))
            return redirect("desk_registry:batch", batch.code)
    return _page(request, batch, found, {"form": form, "why": why, "said": said, "kind": kind, "kinds": kinds})


def _entry_form(request: DeskRequest, found: Record) -> EntryForm:
    return EntryForm(request.POST or None, registry=found.registry, record=found)


def _said(form: EntryForm | None, found: Record) -> dict[str, str]:
    """Only what differs from the record as it stands."""
    if form is None:
        return {}
    fields = fields_of(found.registry)
    _before, after = differing(texts(entry_of(found), fields), texts(form.entry(), fields))
    return after


def _page(request: DeskRequest, batch: Batch, found: Record, shown: dict[str, Any]) -> HttpResponse:
    shown |= {
        "batch": batch,
        "registry": batch.registry,
        "record": found,
        "kinds": [(kind, WORDS[kind], kind == shown["kind"]) for kind in shown["kinds"]],
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/registry/amend.html", shown, status=status)


@needs(Permission.RUN_ACTIVITY)
@require_POST
def take_out(request: DeskRequest, code: str) -> HttpResponse:
    """The batch leaves this record as it is."""
    rows: Any = Amendment.objects
    found: Amendment = get_object_or_404(rows.within(sees(request.user)).select_related("batch", "record"), code=code)
    batch = batch_for(request.user, found.batch.code)
    try:
        verbs.take_out(amendment=found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The record stays as it is."))
    return redirect("desk_registry:batch", batch.code)
