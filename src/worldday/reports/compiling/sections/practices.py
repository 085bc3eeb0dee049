"""六、典型做法: passages that were marked as worth copying, with their units."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.reports.compiling.blocks import Written
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes, moment

from .draft import SectionDraft

MOST = 30


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    if not found.practices:
        return
    said = Written()
    for practice in found.practices[:MOST]:
        said.heading(practice.title)
        source = practice.submission
        if source is not None:
            where = gettext("{unit}, report {code}, version {n}, marked as good practice {when}.").format(
                unit=practice.unit.name, code=source.code, n=source.number, when=moment(practice.marked_at)
            )
        else:
            where = gettext("{unit}, marked as good practice {when}.").format(
                unit=practice.unit.name, when=moment(practice.marked_at)
            )
        note = notes.add(f"practice:{practice.code}", where)
        said.paragraph(practice.passage.strip() or practice.title, note)
    yield SectionDraft("practices", gettext("Good practices"), said.blocks)
