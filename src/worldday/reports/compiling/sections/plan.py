"""二、计划与实际: every activity as planned and as it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext

from worldday.campaigns.models import Activity
from worldday.reports.compiling.blocks import Bar, Cell, Chart, Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes
from worldday.reports.figures import SourcedFigure
from worldday.ui import dates
from worldday.ui.languages import either

from .draft import SectionDraft, filled, short

NAMED = 4  # units of one activity named in a sentence; a table has room for two
DRAWN = 40  # bars a chart can hold on one page
MEASURED = 2  # figures of one activity shown in the table; all of them stand in its own section


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    if not found.activities:
        return
    said = Written()
    said.paragraph(*_sentence(found, notes))
    drawn = [
        one
        for one in found.activities
        if _span(one.window_start, one.window_end) or _span(one.actual_start, one.actual_end)
    ]
    if drawn:
        said.add(_chart(drawn[:DRAWN], len(drawn)))
    said.add(_table(found, notes))
    yield SectionDraft("plan", gettext("Planned and actual"), said.blocks)


def _sentence(found: Gathered, notes: Notes) -> Cell:
    known = [one for one in found.activities if one.actual_end and one.window_end]
    late = sum(1 for one in known if one.actual_end and one.window_end and one.actual_end > one.window_end)
    definition = gettext(
        "activities whose planned and actual last days are both recorded; late: ended after the planned last day"
    )
    note = notes.counted("lateness", f"{late}/{len(known)}", definition, gettext("workplan of the campaign"), found.at)
    sentence = gettext(
        "Planned and actual days of {known} activities can be compared; {kept} kept to the plan and {late} ended later{note}."
    )
    return filled(sentence, known=len(known), kept=len(known) - late, late=late, note=note)


def _chart(drawn: list[Activity], of: int) -> Chart:
    bars = tuple(
        Bar(one.name, (), (_span(one.window_start, one.window_end), _span(one.actual_start, one.actual_end)))
        for one in drawn
    )
    alt = gettext("Planned and actual days of {n} activities; the table below holds the same days.").format(
        n=len(drawn)
    )
    caption = gettext("Planned and actual days") + (f" (1–{len(drawn)} / {of})" if of > len(drawn) else "")
    return Chart("plan", caption, "days", (gettext("Planned days"), gettext("Actual days")), bars, alt)


def _table(found: Gathered, notes: Notes) -> Table:
    head = (
        gettext("No."),
        gettext("Activity"),
        gettext("Units"),
        gettext("Planned days"),
        gettext("Actual days"),
        gettext("State"),
        gettext("Figures"),
    )
    numbered = any(one.seq for one in found.activities)  # then what units added has no number of the notice's
    rows = tuple(
        _row(one, "—" if numbered else str(number), found.figures.get(one.pk, []), notes)
        for number, one in enumerate(found.activities, 1)
    )
    return Table(
        gettext("Activities as planned and as they went"),
        head,
        rows,
        ("center", "start", "start", "center", "center", "center", "start"),
    )


def _row(one: Activity, number: str, figures: list[SourcedFigure], notes: Notes) -> tuple[Cell, ...]:
    shown: list[object] = []
    for figure in figures[:MEASURED]:
        shown += ["；" if shown else "", f"{figure.name} {figure.text}", notes.figure(figure)]
    name = either(one.name, one.name_en)
    where = f"（{one.place}）" if one.place and dates.chinese() else f" ({one.place})" if one.place else ""
    return (
        text(one.seq or number),
        text(name, where),
        text(units_of(one, named=2)),
        text(brief(one.window_start, one.window_end) or one.window_text or "—"),
        text(brief(one.actual_start, one.actual_end) or "—"),
        text(str(one.light.label)),
        text(*shown) if shown else text("—"),  # type: ignore[arg-type]
    )


def units_of(activity: Activity, named: int = NAMED) -> str:
    """The units with a role, the first few by name."""
    names = list(dict.fromkeys(short(role.unit) for role in activity.roles.all()))
    if not names:
        return activity.units_text or "—"
    said = ("、" if dates.chinese() else ", ").join(names[:named])
    return said if len(names) <= named else gettext("{names} and others ({n} units)").format(names=said, n=len(names))


def days(first: date | None, last: date | None) -> str:
    """As `dates.span`, without the weekday a table has no room for."""
    return dates.short_day(first) if first and first == last else dates.span(first, last)


def brief(first: date | None, last: date | None) -> str:
    """9.17—10.23, as Chinese tables write days; in English as in a sentence."""
    if not dates.chinese() or first is None or last is None:
        return days(first, last)
    began, ended = f"{first.month}.{first.day}", f"{last.month}.{last.day}"
    if first.year != last.year:
        began, ended = f"{first.year}.{began}", f"{last.year}.{ended}"
    return began if first == last else f"{began}—{ended}"


def _span(first: date | None, last: date | None) -> tuple[str, str] | None:
    if first is None and last is None:
        return None
    return (first or last).isoformat(), (last or first).isoformat()  # type: ignore[union-attr]
