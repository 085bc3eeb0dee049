"""Final reports fetched through a permission: those of the campaigns one runs, and of the units one reports for (else 404)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from worldday.desk.board.fetch import Board, board_for, boards_of
from worldday.reports import rules
from worldday.reports.models import Compilation, Edition, Section
from worldday.units.models import Staff


@dataclass(frozen=True)
class Final:
    """The report of `board.issuer`; `compilation` is None before the first press."""

    board: Board
    compilation: Compilation | None

    @property
    def query(self) -> str:
        """What keeps an address with this issuer."""
        return "" if self.board.is_owners else f"?issuer={self.board.issuer.code}"


def final_for(staff: Staff, code: str, issuer: str = "") -> Final:
    """`code` is the campaign's."""
    board = board_for(staff, code, issuer)
    return Final(board, _compilations().filter(campaign=board.campaign, issuer=board.issuer).first())


def begun_for(staff: Staff, code: str, issuer: str = "") -> tuple[Final, Compilation]:
    """The same where something was pressed already."""
    final = final_for(staff, code, issuer)
    if final.compilation is None:
        raise Http404
    return final, final.compilation


def finals_of(staff: Staff) -> list[tuple[Any, Any, Compilation | None]]:
    """(campaign, issuer, compilation) of every report this person may make; three queries."""
    boards = boards_of(staff)
    made = _compilations().filter(campaign__in={campaign.pk for campaign, _unit, _tally in boards})
    known = {(one.campaign_id, one.issuer_id): one for one in made}
    return [(campaign, unit, known.get((campaign.pk, unit.pk))) for campaign, unit, _tally in boards]


def section_for(staff: Staff, code: str) -> Section:
    rows = Section.objects.select_related("compilation__campaign__owner", "compilation__issuer", "edited_by")
    section: Section = get_object_or_404(rows, code=code, compilation__in=Compilation.objects.all())
    _may(staff, section.compilation)
    return section


def edition_for(staff: Staff, code: str) -> Edition:
    rows = Edition.objects.select_related("compilation__campaign__owner", "compilation__issuer")
    edition: Edition = get_object_or_404(rows, code=code, compilation__in=Compilation.objects.all())
    _may(staff, edition.compilation)
    return edition


def _compilations() -> Any:
    return Compilation.objects.select_related("campaign__owner", "issuer", "asked_by")


def _may(staff: Staff, compilation: Compilation) -> None:
    if not rules.may_compile(staff, compilation.campaign, compilation.issuer):
        raise Http404
