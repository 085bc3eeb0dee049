"""The board itself, and taking it away as a spreadsheet."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.base import clock
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.board.fetch import Board, board_for, boards_of, task_for, wanted_of
from worldday.desk.board.page import (
    LIGHTS,
    PARTS,
    STANDINGS,
    best_grouping,
    options,
    parts_of,
    rows_of,
    standing_of,
    without,
    word_of,
)
from worldday.reports.queries.board import progress, rows, rows_of_page, with_lights
from worldday.units.permissions import Permission

PER_PAGE = 50


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Every board this person may open."""
    return render(request, "desk/board/list.html", {"boards": boards_of(request.user)})


@needs(Permission.REPORT)
@require_GET
def board(request: DeskRequest, code: str) -> HttpResponse:
    """`?issuer=` another unit's; `?by=` the grouping; the rest narrows the list (`queries.board.Wanted`)."""
    shown = board_for(request.user, code, request.GET.get("issuer", ""))
    wanted, found = wanted_of(request.GET), progress(shown.campaign, shown.issuer)
    page = Paginator(shown.asked(wanted).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("p"))
    by = best_grouping(found, request.GET.get("by", ""))
    return _render(
        request,
        shown,
        total=found.total,
        by=by,
        groupings=PARTS.items(),
        parts=parts_of(found, by),
        choices={name: options(found, name) for name in PARTS},
        standings=STANDINGS.items(),
        lights=LIGHTS,
        wanted=wanted,
        page=page,
        rows=rows_of(with_lights(rows_of_page(page.object_list))),
        query=without(request.GET),
        without_by=without(request.GET, "by"),
    )


def _render(request: DeskRequest, shown: Board, **more: Any) -> HttpResponse:
    frame = {"campaign": shown.campaign, "tab": "board", "runs": shown.runs, "board": shown, "today": clock.today()}
    return render(request, "desk/board/board.html", frame | more)


@needs(Permission.REPORT)
@require_GET
def task(request: DeskRequest, code: str) -> HttpResponse:
    """What a message about a task leads its reviewer to: the version to read, or the row on the board."""
    found = task_for(request.user, code)
    filing = getattr(found, "filing", None)
    if filing is not None and filing.current is not None:
        return redirect("desk_reviews:submission", filing.current.code)
    query = urlencode({"issuer": found.asked_by.code, "words": found.unit.name})
    return redirect(f"{reverse('desk_board:board', args=[found.campaign.code])}?{query}")


@needs(Permission.REPORT)
@require_GET
def export(request: DeskRequest, code: str) -> HttpResponse:
    """The list as filtered, whole, and the figures by part on a second sheet."""
    shown = board_for(request.user, code, request.GET.get("issuer", ""))
    headings = [_("Unit"), _("Type of unit"), _("District"), _("What is owed"), _("Due"), _("State"), _("Light")]
    headings += [
        _("Versions"),
        _("Characters"),
        _("Sent late"),
        _("Findings"),
        _("First due"),
        _("Closed on"),
        _("Note"),
    ]
    tasks = with_lights(rows(shown.asked(wanted_of(request.GET))))
    name = f"{shown.campaign.name}{shown.campaign.year}{_('Reporting board')}"
    sheet = sheets.Sheet(_("Figures"), _figure_headings(), list(_figures(shown)))
    return sheets.download(name, headings, (_cells(task) for task in tasks), more=[sheet])


def _cells(task: Any) -> list[Any]:
    unit = task.unit
    late = _("yes") if task.late else ""
    return [
        unit.name,
        str(word_of("type", unit.type)),
        unit.district,
        str(word_of("what", task.what)),
        task.due,
        str(STANDINGS[standing_of(task)]),
        str(task.light.label),
        task.versions or 0,
        task.chars,
        late,
        len(task.findings or []),
        task.first_due,
        task.closed_on,
        task.note,
    ]


def _figure_headings() -> list[str]:
    counted = [_("Expected"), _("Received"), _("Rate"), _("On time"), _("Rate on time"), _("Sent late"), _("Overdue")]
    counted += [_("Returned"), _("To review"), _("Accepted"), _("Exempt"), _("Received with findings")]
    return [_("Part"), "", *counted]


def _figures(shown: Board) -> Iterator[list[Any]]:
    found = progress(shown.campaign, shown.issuer)
    every = [(_("Total"), f"{localtime(clock.now()):%Y-%m-%d %H:%M}", found.total)]
    every += [(str(PARTS[by]), words, tally) for by in PARTS for _value, words, tally in parts_of(found, by)]
    for by, words, t in every:
        numbers = [t.expected, t.received, _rounded(t.rate), t.on_time, _rounded(t.rate_on_time), t.late, t.overdue]
        yield [by, words, *numbers, t.returned, t.to_review, t.accepted, t.exempt, t.doubtful]


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)
