"""What the page of a report shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.desk.access import DeskRequest
from worldday.materials.models import Material
from worldday.reports.actions.compiling import AT_WORK, busy
from worldday.reports.compiling import keeping, shelf
from worldday.reports.compiling.gathering import by_rule, sent_for, usable_pictures
from worldday.reports.compiling.steps import STEPS
from worldday.reports.models import Compilation, Edition, Section

from .fetch import Final

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Line:
    """A section in the list; `news`: what would be written has changed under a person's wording."""

    section: Section
    news: bool


@dataclass(frozen=True)
class File:
    kind: str
    size: int
    there: bool


def report_page(request: DeskRequest, final: Final, *, problem: Problem | None = None) -> HttpResponse:
    """All of it; with the problem of the last press on top."""
    compilation = final.compilation
    shown: dict[str, Any] = {
        "campaign": final.board.campaign,
        "tab": "final",
        "runs": final.board.runs,
        "today": clock.today(),
        "board": final.board,
        "final": final,
        "compilation": compilation,
        "problem": problem,
    }
    if compilation is not None:
        shown |= {
            "busy": busy(compilation),
            "silent": compilation.state in AT_WORK and not busy(compilation),
            "step": step_of(compilation),
            "lines": [Line(one, keeping.has_news(one)) for one in compilation.sections.order_by("position", "id")],
            "editions": [(one, list(_files(one))) for one in compilation.editions.select_related("made_by")[:10]],
            "photos": _photos(compilation),
        }
    return render(request, "desk/final/report.html", shown, status=UNPROCESSABLE if problem else 200)


def step_of(compilation: Compilation) -> str | Promise:
    return STEPS.get(compilation.step, "")


def _files(edition: Edition) -> Iterator[File]:
    for kind in shelf.KINDS:
        if kept := edition.files.get(kind):
            yield File(kind, kept["size"], shelf.path_of(kept).exists())


def _photos(compilation: Compilation) -> list[tuple[Material, bool]]:
    """Those that may stand in it, and whether each does."""
    usable = usable_pictures(compilation.campaign, sent_for(compilation.campaign, compilation.issuer))
    if compilation.issuer_id != compilation.campaign.owner_id:
        usable = [one for one in usable if one.unit.path.startswith(compilation.issuer.path)]
    chosen = {one.code for one in by_rule(usable)} if compilation.photos is None else set(compilation.photos)
    return [(one, one.code in chosen) for one in usable[:200]]
