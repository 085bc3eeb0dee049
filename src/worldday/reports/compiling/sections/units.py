"""附件: what every unit sent, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.reports.compiling.blocks import Written
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes

from .draft import SectionDraft
from .highlights import version


def write(found: Gathered, _notes: Notes) -> Iterator[SectionDraft]:
    if not found.summaries:
        return
    said = Written()
    for sent in found.summaries:
        said.heading(sent.unit.name)
        said.paragraph(gettext("Source: {version}").format(version=version(sent)), look="small")
        for line in sent.text.splitlines():
            said.paragraph(line)
    yield SectionDraft("annex:units", gettext("Summaries of the units"), said.blocks)
