"""The overview with its rates, and every task with how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from worldday.base import clock
from worldday.campaigns.lights import task_light
from worldday.campaigns.models import Campaign, Task
from worldday.desk.board.page import BY, PARTS, STANDINGS, parts_of, standing_of, word_of
from worldday.reports.queries.board import Tally, progress, rows

Line = list[Any]
_WHOLE = 4  # decimals of a share


def overview_headings() -> Line:
    return [
        *(_("Grouped by"), _("Part"), _("Expected"), _("Received"), _("Rate"), _("On time"), _("Rate on time")),
        *(_("Sent late"), _("Overdue"), _("Returned"), _("To review"), _("Accepted"), _("Exempt")),
    ]


def overview(campaign: Campaign) -> Iterator[Line]:
    """What the campaign's owner asked for, as on the board: the whole first, then by part."""
    found = progress(campaign)
    yield [_("Whole campaign"), "", *_figures(found.total)]
    for by in BY:
        for _key, words, tally in parts_of(found, by):
            yield [str(PARTS[by]), words, *_figures(tally)]


def _figures(tally: Tally) -> Line:
    return [
        *(tally.expected, tally.received, _share(tally.rate), tally.on_time, _share(tally.rate_on_time), tally.late),
        *(tally.overdue, tally.returned, tally.to_review, tally.accepted, tally.exempt),
    ]


def _share(rate: float | None) -> float | None:
    return None if rate is None else round(rate, _WHOLE)


def task_headings() -> Line:
    return [
        *(_("Unit"), _("Type of unit"), _("District"), _("Asked by"), _("What is owed"), _("Due"), _("First due")),
        *(_("State"), _("Light"), _("Sent late"), _("Number of versions"), _("Characters"), _("Limit in characters")),
        *(_("Findings"), _("Closed on"), _("Note"), _("Code")),
    ]


def tasks(campaign: Campaign) -> Iterator[Line]:
    """All of them, those of closed units and those that units passed on included."""
    today = clock.today()
    for task in rows(Task.objects.filter(campaign=campaign)).iterator(chunk_size=1000):
        task.light = task_light(task, today)
        yield _task(task)


def _task(task: Any) -> Line:
    unit = task.unit
    return [
        *(
            unit.name,
            str(word_of("type", unit.type)),
            unit.district,
            task.asked_by.name,
            str(word_of("what", task.what)),
        ),
        *(task.due, task.first_due, str(STANDINGS[standing_of(task)]), str(task.light.label)),
        *(_("yes") if task.late else "", task.versions or 0, task.chars, task.max_chars, len(task.findings or [])),
        *(task.closed_on, task.note, task.code),
    ]
