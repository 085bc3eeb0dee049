"""One file per section. Each has `write(found, notes)`, which gives the drafts of its sections, or none."""

from collections.abc import Callable, Iterator

from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes

from . import highlights, late, overview, photos, plan, practices, reporting, results, sources, units
from .draft import SectionDraft

Writer = Callable[[Gathered, Notes], Iterator[SectionDraft]]
# in the order of the report; `sources` last, when every source has been met
WRITERS: tuple[Writer, ...] = (
    overview.write,
    plan.write,
    results.write,
    reporting.write,
    highlights.write,
    practices.write,
    photos.write,
    units.write,
    late.write,
    sources.write,
)
UNSTORED = ("annex:units", "annex:sources")  # made anew for every edition: nobody edits them, and they can be very long

__all__ = ["UNSTORED", "WRITERS", "SectionDraft"]
