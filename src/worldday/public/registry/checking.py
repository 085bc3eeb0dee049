"""Checking up to a thousand numbers at once, pasted or in a sheet. Free, without signing in; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import IO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.registry import dumps, workbook
from worldday.registry.models import Registry
from worldday.registry.queries import checking, look
from worldday.registry.queries.checking import MOST, Checked

from .records import page_of
from .words import STATES

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
UNPROCESSABLE = 422
TOGETHER = 50  # lines of a result in the order they were asked; of more, what was not found stands by itself


@never_cache
@csrf_exempt  # it changes nothing, and sets no cookie on somebody who only looks
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    registries = list(look.registries())
    if request.method != "POST":
        return _page(request, registries)
    try:
        lines = _asked(request, registries)
    except Problem as problem:
        return _page(request, registries, problem=problem, given=request.POST.get("numbers", ""))
    found = checking.check(_chosen(request, registries), lines)
    if request.POST.get("as") == "csv":
        return _file(found)
    return _page(request, registries, found=found, lines=lines, given="\n".join(lines[:MOST]))


def _asked(request: HttpRequest, registries: Sequence[Registry]) -> list[str]:
    lines = checking.lines_of(request.POST.get("numbers", ""))
    if file := request.FILES.get("file"):
        lines = list(dict.fromkeys([*lines, *_in_sheet(file, registries)]))
    if not lines:
        raise Problem(_("Please paste at least one number, or choose a sheet with numbers in it."))
    return lines


def _in_sheet(file: IO[bytes], registries: Sequence[Registry]) -> list[str]:
    """The column whose heading is that of a number; else the first one that is filled."""
    if getattr(file, "size", 0) > MOST_BYTES:
        raise Problem(_("The sheet is larger than {mb} MB; please paste the numbers instead.").format(mb=5))
    heads = {fold(name) for one in registries for name in (one.number_label, one.number_label_en) if name}
    heads |= {fold("编号"), fold("Number")}
    try:
        lines = [cells for _number, cells in islice(workbook.lines(file, most=MOST_UNPACKED), MOST + 20)]
    except workbook.NotASheet:
        raise Problem(
            _("This is not a spreadsheet that can be read; please save it as .xlsx, or paste the numbers.")
        ) from None
    at = next((at for cells in lines[:10] for at, cell in enumerate(cells) if fold(cell) in heads), None)
    picked = [
        cells[at] if at is not None and at < len(cells) else next(filter(None, cells), "") if at is None else ""
        for cells in lines
    ]
    return [cell for cell in checking.lines_of("\n".join(picked)) if fold(cell) not in heads]


def _chosen(request: HttpRequest, registries: Sequence[Registry]) -> list[Registry]:
    slug = request.POST.get("registry", "")
    return [one for one in registries if slug in ("", one.slug)]


def _page(
    request: HttpRequest,
    registries: Sequence[Registry],
    *,
    problem: Problem | None = None,
    found: Sequence[Checked] = (),
    lines: Sequence[str] = (),
    given: str = "",
) -> HttpResponse:
    counted = sum(bool(one.records) for one in found)
    context = {
        "registries": registries,
        "chosen": request.POST.get("registry", "") or request.GET.get("registry", ""),
        "problem": problem,
        "given": given,
        "rows": [(one, _results(one)) for one in found if one.records or len(found) <= TOGETHER],
        "absent": [one.asked for one in found if not one.records] if len(found) > TOGETHER else [],
        "found": counted,
        "missing": len(found) - counted,
        "left": max(0, len(lines) - MOST),
        "most": MOST,
    }
    return render(request, "public/registry/check.html", context, status=UNPROCESSABLE if problem else 200)


def _results(one: Checked) -> list[tuple[object, ...]]:
    return [(record, *STATES[look.state_today(record)]) for record in one.records]


def _file(found: Sequence[Checked]) -> HttpResponse:
    rows: list[list[str]] = [[_("Asked"), _("Result"), _("Registry"), _("Number"), _("Name"), _("Page")]]
    for one in found:
        rows += [
            [one.asked, str(word), record.registry.name, record.number, record.name, page_of(record)]
            for record, _light, word in _results(one)
        ] or [[one.asked, _("not found"), "", "", "", ""]]
    headers = {"Content-Disposition": 'attachment; filename="check.csv"'}
    return HttpResponse(dumps.table(rows), content_type="text/csv; charset=utf-8", headers=headers)
