"""A unit's list of people: upload, wait until it is read, say which column is what, preview, take in, fetch back the lines that
were wrong."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from worldday.base import longwork
from worldday.base.models import LongWork
from worldday.base.problems import Problem
from worldday.courses.actions import rosters as verbs
from worldday.courses.actions.reading_rosters import WORK as READING
from worldday.courses.actions.reading_rosters import upload_roster
from worldday.courses.models import LineState, Roster, RosterState
from worldday.courses.queries.rosters import preview_of
from worldday.courses.roster import FIELDS
from worldday.courses.roster_sentences import REASONS
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import cohort_for, roster_for
from worldday.desk.courses.on_disk import on_disk
from worldday.desk.courses.words import COLUMNS
from worldday.desk.refreshing import LOOK_AGAIN_S
from worldday.materials import names
from worldday.units.permissions import Permission

from .cohorts import cohort_page

SHOWN = 20
UNPROCESSABLE = 422


@needs(Permission.RUN_ACTIVITY)
@require_POST
def upload(request: DeskRequest, code: str) -> HttpResponse:
    """Keep the sheet; its lines are read in the background, and nobody is enrolled yet."""
    found, file = cohort_for(request.user, code), request.FILES.get("file")
    if file is None:
        return cohort_page(request, found, problem=Problem(_("Please choose a file first.")))
    name = names.clean(file.name or "", ".xlsx")
    try:
        with on_disk(file) as at:
            roster = upload_roster(cohort=found, at=at, file_name=name, by=request.user)
    except Problem as problem:
        return cohort_page(request, found, problem=problem)
    return redirect("desk_courses:roster", roster.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def template(request: DeskRequest, code: str) -> HttpResponse:
    """An empty sheet with headings that are understood."""
    cohort_for(request.user, code)
    return sheets.download(_("Roster"), [str(COLUMNS[field]) for field in FIELDS], [])


@needs(Permission.RUN_ACTIVITY)
@require_http_methods(["GET", "POST"])
def roster(request: DeskRequest, code: str) -> HttpResponse:
    """The columns and a preview; once taken in, what came of it."""
    found = roster_for(request.user, code)
    if request.method == "POST":
        try:
            verbs.set_columns(roster=found, mapping=_said(request), by=request.user)
        except Problem as problem:
            return roster_page(request, found, problem=problem)
        return redirect("desk_courses:roster", found.code)
    return roster_page(request, found)


def _said(request: DeskRequest) -> dict[str, int]:
    chosen = {field: request.POST.get(field, "") for field in FIELDS}
    return {field: int(place) for field, place in chosen.items() if place.isascii() and place.isdigit()}


def roster_page(request: DeskRequest, found: Roster, *, problem: Problem | None = None) -> HttpResponse:
    reading = found.state == RosterState.READING
    work = longwork.find(READING if reading else verbs.WORK, found.code)
    failed = work is not None and work.state == LongWork.FAILED
    cut_off = reading and bool(found.stored) and not failed  # or just done: in either case the page looks again
    under_way = longwork.is_under_way(work) or cut_off
    preview = preview_of(found) if found.state == RosterState.PREVIEW else None
    shown: dict[str, Any] = {
        "roster": found,
        "cohort": found.cohort,
        "reading": reading,
        "columns": [(field, COLUMNS[field], found.mapping.get(field)) for field in FIELDS],
        "headings": list(enumerate(found.headings)),
        "preview": preview,
        "first": [(line, REASONS.get(line.wrong, "")) for line in preview.lines[:SHOWN]] if preview else [],
        "faults": [(line, REASONS[line.wrong]) for line in preview.wrong[:SHOWN]] if preview else [],
        "wrong": [
            (row, REASONS.get(row.reason, row.reason))
            for row in (found.rows.filter(state=LineState.WRONG)[:SHOWN] if not preview else [])
        ],
        "work": work,
        "under_way": under_way,
        "cut_off": found.state == RosterState.RUNNING and not under_way,
        "taken": found.entered + found.already + found.wrong,
        "problem": problem,
    }
    response = render(request, "desk/courses/roster.html", shown, status=UNPROCESSABLE if problem else 200)
    if under_way:
        response["Refresh"] = LOOK_AGAIN_S
    return response


@needs(Permission.RUN_ACTIVITY)
@require_POST
def take_in(request: DeskRequest, code: str) -> HttpResponse:
    """In the background; the page says how far it is."""
    found = roster_for(request.user, code)
    try:
        verbs.ask_to_take_in(roster=found, by=request.user)
    except Problem as problem:
        return roster_page(request, found, problem=problem)
    return redirect("desk_courses:roster", found.code)


@needs(Permission.RUN_ACTIVITY)
@require_GET
def wrong(request: DeskRequest, code: str) -> HttpResponse:
    """The lines that did not go in, as they came, each with its reason: to be corrected and uploaded again."""
    found = roster_for(request.user, code)
    rows = found.rows.filter(state=LineState.WRONG).iterator(chunk_size=1000)
    width = len(found.headings)
    lines = (
        [*_filled(row.cells.get("cells", []), width), row.number, str(REASONS.get(row.reason, row.reason))]
        for row in rows
    )
    headings = [*found.headings, _("Line"), _("Why it was not taken in")]
    return sheets.download(f"{found.cohort.name} {_('lines to correct')}", headings, lines)


def _filled(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


@needs(Permission.RUN_ACTIVITY)
@require_POST
def drop(request: DeskRequest, code: str) -> HttpResponse:
    found = roster_for(request.user, code)
    try:
        verbs.drop_roster(roster=found, by=request.user)
    except Problem as problem:
        return roster_page(request, found, problem=problem)
    messages.success(request, _("The list is gone; whoever was enrolled stays enrolled."))
    return redirect("desk_courses:cohort", found.cohort.code)
