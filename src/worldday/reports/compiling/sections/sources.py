"""附件: every source a footnote names, once."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.reports.compiling.blocks import Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes

from .draft import SectionDraft


def write(_found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    if not notes.found:
        return
    said = Written()
    rows = tuple((text(str(n)), text(one.note)) for n, one in enumerate(notes.found.values(), 1))
    head = (gettext("No."), gettext("Source"))
    said.add(Table(gettext("Sources of the figures"), head, rows, ("center", "start")))
    yield SectionDraft("annex:sources", gettext("Sources of the figures"), said.blocks)
