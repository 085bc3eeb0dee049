"""A list from a sheet: taken in, its columns matched with a preview, imported in the background, wrong lines back, undo."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base.problems import Problem
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.registry.fetch import batch_for, intake_for, registry_for
from worldday.desk.registry.forms import MappingForm, SheetForm
from worldday.registry.actions import importing
from worldday.registry.columns import columns_of, labels_of
from worldday.registry.models import Intake, IntakeState, WrongLine
from worldday.registry.schema import Field, fields_of
from worldday.registry.sheet_changes import WORDS
from worldday.units.permissions import Permission

UNPROCESSABLE = 422
AGAIN_S = "3"
WRONG_SHOWN = 50
WRONG_MOST = 50_000  # in one sheet; whoever has more of them has another problem


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, code: str) -> HttpResponse:
    """The upload."""
    batch = batch_for(request.user, code)
    form, problem = SheetForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            intake = importing.take_sheet(batch=batch, name=file.name, content=file, by=request.user)
        except Problem as refused:
            problem = refused
        else:
            return redirect("desk_registry:intake", intake.code)
    shown = {"batch": batch, "registry": batch.registry, "form": form, "problem": problem}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "desk/registry/import.html", shown, status=status)


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def intake(request: DeskRequest, code: str) -> HttpResponse:
    """Matching columns, with the first lines as they would be taken; afterwards, how far it is."""
    found = intake_for(request.user, code)
    if found.state != IntakeState.UPLOADED:
        return _progress(request, found)
    try:
        return _match(request, found)
    except importing.NotRead as problem:  # the file is gone, or breaks off within its first lines
        messages.error(request, str(problem))
        return redirect("desk_registry:import", found.batch.code)


def _match(request: DeskRequest, found: Intake) -> HttpResponse:
    columns = columns_of(found.batch.registry)
    form = MappingForm(request.POST or None, columns=columns, headings=importing.headings(found), mapping=found.mapping)
    mapping, problem = found.mapping, None
    if request.method == "POST" and form.is_valid():
        mapping = form.mapping()
        if "begin" in request.POST:
            try:
                importing.begin(intake=found, mapping=mapping, by=request.user)
                return redirect("desk_registry:intake", found.code)
            except Problem as refused:
                problem = refused
    lines = importing.preview(found, mapping)
    registry, changing = found.batch.registry, any(line.kind for line in lines)
    fields, until = [one for one in fields_of(registry) if one.key in mapping], "valid_until" in mapping
    labels = labels_of(registry)
    shown = {
        "intake": found,
        "batch": found.batch,
        "registry": registry,
        "form": form,
        "lines": [_shown(line, fields, labels) for line in lines],
        "fields": fields,
        "until": until,
        "width": len(fields) + 1 + until,  # columns of the preview that a change takes together
        "span": len(fields) + 2 + until + changing,  # … and that a reason takes
        "changing": changing,
        "wrong": sum(bool(line.faults) for line in lines),
        "matched": len(mapping),
        "columns": len(columns),
        "unfold": request.method == "POST" or "name" not in mapping,
        "problem": problem,
    }
    return render(request, "desk/registry/match.html", shown, status=UNPROCESSABLE if problem or form.errors else 200)


def _shown(line: importing.Previewed, fields: list[Field], labels: dict[str, str]) -> tuple[object, ...]:
    values = [line.entry.values.get(one.key, "") for one in fields]
    return line, values, [(labels.get(key, key), before, after) for key, before, after in line.changes]


def _progress(request: DeskRequest, found: Intake) -> HttpResponse:
    shown = {
        "intake": found,
        "batch": found.batch,
        "registry": found.batch.registry,
        "state": IntakeState(found.state).label,
        "busy": importing.is_busy(found),
        "wrong_lines": [
            (line, " · ".join(filter(None, map(str, line.cells))))
            for line in WrongLine.objects.filter(intake=found)[:WRONG_SHOWN]
        ],
        "more": max(0, found.refused - WRONG_SHOWN),
        "undoable": found.batch.is_open and found.state not in (IntakeState.UNDOING, IntakeState.UNDONE),
    }
    response = render(request, "desk/registry/intake.html", shown)
    if importing.is_busy(found):
        response["Refresh"] = AGAIN_S
    return response


@needs(Permission.RUN_ACTIVITY)
@require_GET
def wrong_lines(request: DeskRequest, code: str) -> HttpResponse:
    """The lines that were not taken, as they stood, with the reasons: to be put right and imported again."""
    found = intake_for(request.user, code)
    columns = columns_of(found.batch.registry)
    places = {at: str(one.label) for one in columns if (at := found.mapping.get(one.key)) is not None}
    width = max(places, default=-1) + 1
    heads = [*(places.get(at, "") for at in range(width)), _("Line"), _("What is wrong")]
    return sheets.download(_("Lines not taken"), heads, _rows(found, width))


def _rows(found: Intake, width: int) -> Iterator[list[object]]:
    for line in WrongLine.objects.filter(intake=found)[:WRONG_MOST].iterator(chunk_size=1000):
        cells = [str(cell) for cell in line.cells[:width]]
        yield [*cells, *[""] * (width - len(cells)), line.number, line.reasons.replace("\n", " ")]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def undo(request: DeskRequest, code: str) -> HttpResponse:
    found = intake_for(request.user, code)
    try:
        importing.undo(intake=found, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is being undone; everything it brought goes out of the batch."))
    return redirect("desk_registry:intake", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def template(request: DeskRequest, code: str) -> HttpResponse:
    """An empty sheet with the headings of this registry, and what each column wants."""
    found = registry_for(request.user, code)
    columns, fields = columns_of(found), {one.key: one for one in fields_of(found)}
    notes: list[tuple[str, str, str]] = [(_("Column"), _("Needed"), _("What to write"))]
    for one in columns:
        field = fields.get(one.key)
        said = "、".join(field.choices) if field and field.choices else ""
        said = said or (_told_of_changes(one.key) if one.key.startswith("_") else "")
        said = said or (
            _("a day, such as 2020-06-09")
            if one.key.startswith(("valid", "_since")) or (field and field.sort == "day")
            else ""
        )
        notes.append((str(one.label), _("yes") if one.needed else "", said))
    return sheets.download(found.name, [str(one.label) for one in columns], [], notes)


def _told_of_changes(key: str) -> str:
    """What to write into the columns that change public records."""
    words = "、".join(str(word) for word in WORDS.values())
    return {
        "_what": _("{words}; empty adds a record. In a line that changes, empty cells leave a field as it is.").format(
            words=words
        ),
        "_reason": _("for changes; everybody reads it"),
        "_since": _("a day, such as 2020-06-09; empty: the day of the release"),
        "_number": _("only where the number itself was wrong"),
    }.get(key, "")
