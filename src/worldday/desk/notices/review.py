"""The review page: the document with its marks beside the form."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest
from worldday.notices.models import Draft, DraftState
from worldday.units.queries import Directory, tree_of

from .bound import Sheet, bind, label_of
from .document import marked
from .forms import Reading
from .names import names_in
from .schema import Text
from .warnings import Placed, place


def review_page(
    request: DeskRequest,
    draft: Draft,
    reading: Reading,
    *,
    page: int,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show `reading`, which is the saved draft or what a person has typed over it and could not be saved."""
    notice = draft.notice
    warnings = place(reading.data, notice.reading, lang=get_language() or "zh-hans")
    sheet = bind(reading, warnings=warnings, page=page)
    directory = Directory(notice.owner)
    shown: dict[str, Any] = {
        "draft": draft,
        "notice": notice,
        "sheet": sheet.parts,
        "blank_unit": sheet.parts["activities"].blank.parts["units"].blank,
        "document": marked(notice.text, reading.data, sheet, warnings),
        "warnings": warnings,
        "doubts": _by_sort(warnings, sheet),
        "open_warnings": sum(not warning.settled for warning in warnings),
        "names": names_in(reading.data, directory),
        "units": [unit for unit in tree_of(notice.owner) if unit.closed_on is None],
        "errors": [(sheet.inputs.get(name), sentence) for name, sentence in reading.errors.items()],
        "problem": problem,
        "editable": draft.state == DraftState.OPEN,
        "last_saved": AuditEvent.objects.filter(action="draft-saved", target=notice.code).first(),
    }
    return render(request, "desk/notices/review.html", shown, status=status)


Doubt = tuple[Placed, Text, str]  # a warning, the name of the field it belongs to, and the address of that field


def _by_sort(warnings: list[Placed], sheet: Sheet) -> list[list[Doubt]]:
    """Warnings of one sort together, in the order in which each sort first occurs: eleven late ends are one matter."""
    found: dict[str, list[Doubt]] = {}
    for warning in warnings:
        pointer = sheet.field_of(warning.pointer)
        found.setdefault(warning.code, []).append((warning, label_of(pointer), sheet.link(pointer)))
    return list(found.values())
