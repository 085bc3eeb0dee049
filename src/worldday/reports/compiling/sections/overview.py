"""一、总体情况: theme, period, units, totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.models import ActivityState
from worldday.reports.compiling.blocks import Cell, Inline, Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes, moment
from worldday.reports.figures import SourcedFigure, plain, with_measure
from worldday.ui import dates
from worldday.ui.languages import either

from .draft import SectionDraft, filled, rate, short

LINES = 20  # rows of the table of totals


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    said = Written()
    said.paragraph(*_what(found))
    said.paragraph(*_activities(found, notes))
    said.paragraph(*_reports(found, notes))
    if rows := _totals(found, notes)[:LINES]:
        head = (gettext("Figure"), gettext("Number"), gettext("How it was counted"))
        said.add(Table(gettext("Main figures"), head, tuple(rows), ("start", "end", "start")))
    yield SectionDraft("overview", gettext("General situation"), said.blocks)


def _what(found: Gathered) -> Cell:
    campaign = found.campaign
    themes = ("、" if dates.chinese() else ", ").join(
        f"“{either(one.text, one.text_en)}”" for one in campaign.themes.all()
    )
    first, last = campaign.starts_on, campaign.ends_on
    period = dates.short_day(first) if first and first == last else dates.span(first, last)
    name = either(campaign.name, campaign.name_en)
    if themes:
        template = _(
            "For the {year} {name} ({period}), with the theme {themes}, {issuer} organised the following campaign."
        )
    else:
        template = _("For the {year} {name} ({period}), {issuer} organised the following campaign.")
    return filled(
        str(template),
        year=str(campaign.year),
        name=name,
        period=period or str(campaign.year),
        themes=themes,
        issuer=found.issuer.name,
    )


def _activities(found: Gathered, notes: Notes) -> Cell:
    states = [activity.state for activity in found.activities]
    ended = sum(1 for one in found.activities if one.light.slug == "done")
    workplan = gettext("workplan of the campaign")

    def note(name: str, value: int, definition: str) -> Inline:
        return notes.counted(name, value, definition, workplan, found.at)

    taking_part = {role.unit_id for activity in found.activities for role in activity.roles.all()}
    cancelled = states.count(ActivityState.CANCELLED)
    sentence = gettext(
        "The workplan holds {n} activities{n_note}; {done} are completed{done_note}, {cancelled} were cancelled{cancelled_note}. {units} units take part in them{units_note}."
    )
    return filled(
        sentence,
        n=len(states),
        n_note=note("activities", len(states), gettext("activities of the workplan, cancelled ones included")),
        done=ended,
        done_note=note(
            "done", ended, gettext("activities recorded as completed, or whose recorded last day has passed")
        ),
        cancelled=cancelled,
        cancelled_note=note("cancelled", cancelled, gettext("activities recorded as cancelled")),
        units=len(taking_part),
        units_note=note("units", len(taking_part), gettext("units with a role in at least one activity")),
    )


def _reports(found: Gathered, notes: Notes) -> Cell:
    total, records = found.progress.total, gettext("reporting records")
    definition = gettext(
        "tasks of open units, exemptions left out; received ones over expected ones; on time: received, and first sent by the moment due then"
    )
    note = notes.counted("reports", f"{total.received}/{total.expected}/{total.on_time}", definition, records, found.at)
    if not total.expected:
        return text(gettext("No reports were asked for."))
    sentence = gettext(
        "{expected} reports were expected from {units} units, {received} were received ({rate}), {on_time} of them on time ({share}){note}."
    )
    return filled(
        sentence,
        expected=total.expected,
        units=len(found.units),
        received=total.received,
        rate=rate(total.rate),
        on_time=total.on_time,
        share=rate(total.rate_on_time),
        note=note,
    )


def _totals(found: Gathered, notes: Notes) -> list[tuple[Cell, ...]]:
    """Numbers counted by hand under one name, in one measure and by one definition may be added; nothing else is ever added."""
    groups: dict[tuple[str, str, str], list[SourcedFigure]] = {}
    for figures in found.figures.values():
        for figure in figures:
            if figure.unit is not None and figure.measure != "%":
                groups.setdefault((figure.name, figure.measure, figure.definition), []).append(figure)
    return [_total(figures, notes) for figures in groups.values() if len(figures) > 1]


def _total(figures: list[SourcedFigure], notes: Notes) -> tuple[Cell, ...]:
    first = figures[0]
    whole = sum((Decimal(str(one.value)) for one in figures), Decimal(0))
    parts = ("、" if dates.chinese() else ", ").join(
        f"{short(one.unit)} {plain(one.value)}" for one in figures[:20] if one.unit
    )
    more = gettext(" and others") if len(figures) > 20 else ""
    sentence = gettext("{definition}; sum of {n} numbers: {parts}; as of {when}.")
    latest = max(one.taken_at for one in figures)
    said = sentence.format(definition=first.definition, n=len(figures), parts=parts + more, when=moment(latest))
    note = notes.add(f"sum:{first.name}:{first.measure}={plain(whole)}", said)
    return text(first.name), text(with_measure(whole, first.measure), note), text(first.definition)
