"""Importing a list in two steps: what it would do, line by line; then all of it, or nothing.

Between the steps the lines travel in the page itself, signed for the person who uploaded them: nothing half-imported is
kept anywhere, and what is confirmed is checked once more against what the database says by then.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from worldday.base.problems import Problem

from . import sheets
from .sheets import Column, Row

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
SHOWN = 500  # lines on the preview page: errors and changes come first
GOOD_FOR = 3600  # seconds from preview to confirmation


@dataclass
class Line:
    """One line of the upload and what it would do. `notes` say what changes or what is wrong, in words."""

    row: Row
    state: str = SAME
    notes: list[str] = field(default_factory=list)
    wanted: dict[str, Any] = field(default_factory=dict)

    def fail(self, sentence: str) -> "Line":
        self.state = ERROR
        self.notes.append(sentence)
        return self


@dataclass(frozen=True)
class Import:
    """What differs between one list and another."""

    area: str  # units, staff: names the address and the template
    columns: Sequence[Column]
    plan: Callable[[list[Row], Any], list[Line]]  # (rows, staff) → lines
    put: Callable[[list[Line], Any], None]  # one transaction
    read: Callable[[Any, Sequence[Column]], list[Row]] = sheets.read  # an uploaded file → its lines
    accept: str = ".xlsx"


def show(request: HttpRequest, what: Import) -> HttpResponse:
    """GET: the form. POST with a file: the preview. POST with the signed lines: do it."""
    if request.method != "POST":
        return render(request, "desk/import.html", {"what": what})
    try:
        rows = _signed_rows(request, what) if "lines" in request.POST else _uploaded_rows(request, what)
        lines = what.plan(rows, request.user)
        if "lines" in request.POST and not any(line.state == ERROR for line in lines):
            return _do(request, what, lines)
    except Problem as problem:
        return render(request, "desk/import.html", {"what": what, "problem": problem}, status=422)
    return _preview(request, what, lines)


def _uploaded_rows(request: HttpRequest, what: Import) -> list[Row]:
    file = request.FILES.get("file")
    if file is None:
        raise Problem(_("Please choose a file first."))
    rows = what.read(file, what.columns)
    if not rows:
        raise Problem(_("There is no line below the headings. Nothing was imported."))
    return rows


def _signed_rows(request: HttpRequest, what: Import) -> list[Row]:
    try:
        told = signing.loads(request.POST["lines"], salt=_salt(request, what), max_age=GOOD_FOR)
    except signing.BadSignature:
        raise Problem(_("This preview is too old. Nothing was imported; please upload the file again.")) from None
    return [Row(**row) for row in told]


def _salt(request: HttpRequest, what: Import) -> str:
    return f"import {what.area} {request.user.code}"


def _do(request: HttpRequest, what: Import, lines: list[Line]) -> HttpResponse:
    what.put([line for line in lines if line.state != SAME], request.user)
    told = _("Imported: {new} new, {changed} changed, {same} unchanged.").format(**_counts(lines))
    messages.success(request, told)
    return redirect(f"desk_{what.area}:list")


def _preview(request: HttpRequest, what: Import, lines: list[Line]) -> HttpResponse:
    order = {ERROR: 0, CHANGED: 1, NEW: 2, SAME: 3}
    counts = _counts(lines)
    page = {
        "what": what,
        "lines": sorted(lines, key=lambda line: order[line.state])[:SHOWN],
        "more": max(0, len(lines) - SHOWN),
        "counts": counts,
        "to_do": counts[NEW] + counts[CHANGED],
        "signed": signing.dumps([asdict(line.row) for line in lines], salt=_salt(request, what), compress=True),
    }
    return render(request, "desk/import.html", page, status=422 if counts[ERROR] else 200)


def _counts(lines: list[Line]) -> dict[str, int]:
    return {state: sum(line.state == state for line in lines) for state in (NEW, CHANGED, SAME, ERROR)}


def template(what: Import, name: str) -> HttpResponse:
    """An empty sheet with the headings, and a second one that says what to write where."""
    notes = [(_("Column"), _("Needed"), _("What to write"))]
    notes += [(str(c.heading), _("yes") if c.required else "", str(c.help)) for c in what.columns]
    return sheets.download(name, [str(column.heading) for column in what.columns], [], notes)
