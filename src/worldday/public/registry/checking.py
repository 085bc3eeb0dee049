"""Checking up to a thousand numbers at once, pasted or in a sheet. Free, without signing in; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
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
from worldday.ui.languages import either

from .records import page_of
from .words import STATES

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_LOOKED_AT = 10_000  # lines of a sheet, empty ones and repeated ones among them
HEADING_WITHIN = 10  # lines among which the heading is looked for
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
    """The number each line holds, or else the name; no further than the first one that is too many for a check."""
    if getattr(file, "size", 0) > MOST_BYTES:
        raise Problem(_("The sheet is larger than {mb} MB; please paste the numbers instead.").format(mb=5))
    found: dict[str, None] = {}
    try:
        lines = (cells for _number, cells in workbook.lines(file, most=MOST_UNPACKED))
        head = list(islice(lines, HEADING_WITHIN))
        below, columns = _headed(head, registries)
        for looked_at, cells in enumerate(chain(head[below:], lines)):
            if looked_at == MOST_LOOKED_AT:
                raise Problem(
                    _("The sheet has more than {n} lines; please paste the numbers instead.").format(n=MOST_LOOKED_AT)
                )
            filled = (cells[at] for at in columns or range(len(cells)) if at < len(cells) and cells[at])
            found |= dict.fromkeys(checking.lines_of(next(filled, "")))
            if len(found) > MOST:
                break
    except workbook.NotASheet:
        raise Problem(
            _("This is not a spreadsheet that can be read; please save it as .xlsx, or paste the numbers.")
        ) from None
    return list(found)


def _headed(head: Sequence[Sequence[str]], registries: Sequence[Registry]) -> tuple[int, list[int]]:
    """How many lines end with the headings, and the columns that by them hold numbers, then names; no columns without headings."""
    numbers = [label for one in registries for label in (one.number_label, one.number_label_en)]
    names = [label for one in registries for label in (one.name_label, one.name_label_en)]
    meant = [
        {fold(label) for label in labels if label}
        for labels in ([*numbers, "编号", "Number"], [*names, "名称", "Name"])
    ]
    for below, cells in enumerate(head, 1):
        if columns := [at for labels in meant for at, text in enumerate(cells) if fold(text) in labels]:
            return below, columns
    return 0, []


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
        "left": len(lines) > MOST,
        "most": MOST,
    }
    return render(request, "public/registry/check.html", context, status=UNPROCESSABLE if problem else 200)


def _called(registry: Registry) -> str:
    return either(registry.name, registry.name_en)


def _results(one: Checked) -> list[tuple[object, ...]]:
    return [(record, *STATES[look.state_today(record)]) for record in one.records]


def _file(found: Sequence[Checked]) -> HttpResponse:
    rows: list[list[str]] = [[_("Asked"), _("Result"), _("Registry"), _("Number"), _("Name"), _("Page")]]
    for one in found:
        rows += [
            [one.asked, str(word), _called(record.registry), record.number, record.name, page_of(record)]
            for record, _light, word in _results(one)
        ] or [[one.asked, _("not found"), "", "", "", ""]]
    headers = {"Content-Disposition": 'attachment; filename="check.csv"'}
    return HttpResponse(dumps.table(rows), content_type="text/csv; charset=utf-8", headers=headers)
