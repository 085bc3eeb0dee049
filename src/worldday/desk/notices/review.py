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

from .bound import bind
from .document import marked
from .forms import Reading
from .names import names_in
from .warnings import place


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
        "warnings": [(warning, _link(warning.pointer, sheet)) for warning in warnings],
        "open_warnings": sum(not warning.settled for warning in warnings),
        "names": names_in(reading.data, directory),
        "units": [unit for unit in tree_of(notice.owner) if unit.closed_on is None],
        "errors": [(sheet.inputs.get(name), sentence) for name, sentence in reading.errors.items()],
        "problem": problem,
        "editable": draft.state == DraftState.OPEN,
        "last_saved": AuditEvent.objects.filter(action="draft-saved", target=notice.code).first(),
    }
    return render(request, "desk/notices/review.html", shown, status=status)


def _link(pointer: str, sheet: Any) -> Any:
    """The input a warning belongs to, if it stands on this page."""
    return sheet.inputs.get(sheet.field_of(pointer)) if pointer else None
