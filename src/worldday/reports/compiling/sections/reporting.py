"""四、报送情况: expected, received, on time, as the board counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from worldday.campaigns.models import TaskKind
from worldday.reports.compiling.blocks import Align, Bar, Cell, Chart, Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes
from worldday.reports.queries.board import Tally
from worldday.units.models import UnitType

from .draft import SectionDraft, rate

ALIGN: tuple[Align, ...] = ("start", "end", "end", "end", "end", "end", "end", "end")


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    whole = found.progress
    if not whole.total.expected:
        return
    said = Written()
    said.paragraph(
        gettext(
            "Expected: tasks of open units that are not exempt. Received: sent and not returned, or noted as received. On time: received, and first sent by the moment due then; a report returned for a correction counts again, by its first sending, once it is sent again."
        )
    )
    types = {str(dict(UnitType.choices).get(key, key)): tally for key, tally in whole.by_type.items() if tally.expected}
    sorts = {str(dict(TaskKind.choices).get(key, key)): tally for key, tally in whole.by_what.items() if tally.expected}
    said.add(_chart(types))
    rows = _Rows(found, notes)
    said.add(Table(gettext("Reports by sort of unit"), _head(gettext("Units")), rows.of("type", types), ALIGN))
    if len(sorts) > 1:
        caption = gettext("Reports by what was asked for")
        said.add(Table(caption, _head(gettext("What")), rows.of("what", sorts), ALIGN))
    yield SectionDraft("reporting", gettext("Reports of the units"), said.blocks)


def _chart(groups: dict[str, Tally]) -> Chart:
    series = (gettext("Expected"), gettext("Received"), gettext("On time"))
    bars = tuple(Bar(name, (tally.expected, tally.received, tally.on_time)) for name, tally in groups.items())
    said = gettext("{name}: {expected} expected, {received} received, {on_time} on time")
    alt = "; ".join(
        said.format(name=name, expected=t.expected, received=t.received, on_time=t.on_time)
        for name, t in groups.items()
    )
    return Chart("reports", gettext("Reports expected, received and on time"), "bars", series, bars, alt)


def _head(first: str) -> tuple[str, ...]:
    numbers = (gettext("Expected"), gettext("Received"), gettext("Rate"), gettext("On time"), gettext("Rate on time"))
    return (first, *numbers, gettext("Late"), gettext("Exempt"))


@dataclass(frozen=True)
class _Rows:
    """One row per group; the footnote behind its name says where all its numbers come from."""

    found: Gathered
    notes: Notes

    def of(self, by: str, groups: dict[str, Tally]) -> tuple[tuple[Cell, ...], ...]:
        rows = [self.row(f"{by}:{name}", name, tally) for name, tally in groups.items()]
        if len(groups) > 1:
            rows.append(self.row("total", gettext("Total"), self.found.progress.total))
        return tuple(rows)

    def row(self, key: str, name: str, tally: Tally) -> tuple[Cell, ...]:
        numbers = "/".join(map(str, (tally.expected, tally.received, tally.on_time, tally.late, tally.exempt)))
        definition, source = gettext("tasks of this group as defined above"), gettext("reporting records")
        note = self.notes.counted(f"tally:{key}", numbers, definition, source, self.found.at)
        rates = (rate(tally.rate), tally.on_time, rate(tally.rate_on_time))
        shown = (tally.expected, tally.received, *rates, tally.late, tally.exempt)
        return text(name, note), *(text(str(one)) for one in shown)
