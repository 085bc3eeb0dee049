"""三、活动成效: one part per activity, with all its figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.campaigns.models import Activity, ActivityState
from worldday.reports.compiling.blocks import Cell, Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes
from worldday.reports.figures import SourcedFigure
from worldday.ui import dates
from worldday.ui.languages import either

from .draft import SectionDraft, filled
from .plan import days, units_of


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    held = [one for one in found.activities if one.state != ActivityState.CANCELLED]
    if not held:
        return
    said = Written()
    said.paragraph(
        gettext(
            "Each figure names its source in a footnote; nothing is estimated, and what was not counted is not given."
        )
    )
    yield SectionDraft("results", gettext("What the activities brought"), said.blocks)
    for activity in held:
        yield _activity(activity, found.figures.get(activity.pk, []), notes)


def _activity(one: Activity, figures: list[SourcedFigure], notes: Notes) -> SectionDraft:
    said = Written()
    said.paragraph(*_when(one))
    if figures:
        head = (gettext("Figure"), gettext("Number"), gettext("Counted by"), gettext("How it was counted"))
        rows = tuple(_row(figure, notes) for figure in figures)
        said.add(
            Table(gettext("Figures: {name}").format(name=_name(one)), head, rows, ("start", "end", "start", "start"))
        )
    else:
        said.paragraph(gettext("No figures have been recorded for this activity."))
    return SectionDraft(f"activity:{one.code}", _name(one), said.blocks, level=2)


def _when(one: Activity) -> Cell:
    actual = days(one.actual_start, one.actual_end)
    planned = days(one.window_start, one.window_end) or one.window_text
    where = f"（{one.place}）" if one.place and dates.chinese() else f" ({one.place})" if one.place else ""
    if actual:
        sentence = (
            gettext("Run by {units}; held {actual}{where}; planned for {planned}.")
            if planned
            else gettext("Run by {units}; held {actual}{where}.")
        )
    else:
        sentence = (
            gettext("Run by {units}; planned for {planned}{where}; {state}.")
            if planned
            else gettext("Run by {units}{where}; no days are given; {state}.")
        )
    return filled(
        sentence,
        units=units_of(one),
        actual=actual,
        planned=planned,
        where=where,
        state=str(one.light.label).lower(),
    )


def _row(figure: SourcedFigure, notes: Notes) -> tuple[Cell, ...]:
    by = figure.unit.name if figure.unit else gettext("system records")
    return text(figure.name), text(figure.text, notes.figure(figure)), text(by), text(figure.definition)


def _name(one: Activity) -> str:
    return either(one.name, one.name_en)
