"""附件: what came late, what is owed still, and who was exempt and why."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.campaigns.models import Task, TaskKind, TaskState
from worldday.reports.compiling.blocks import Cell, Table, Written, text
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes
from worldday.ui import dates

from .draft import SectionDraft


def write(found: Gathered, _notes: Notes) -> Iterator[SectionDraft]:
    rows = [(task, why) for task in found.tasks if (why := _why(task, found))]
    if not rows:
        return
    said = Written()
    head = (gettext("Unit"), gettext("What"), gettext("Due"), gettext("How it stands"))
    said.add(
        Table(
            gettext("Late, owed and exempt"),
            head,
            tuple(_row(task, why) for task, why in rows),
            ("start", "center", "center", "start"),
        )
    )
    yield SectionDraft("annex:late", gettext("Late, owed and exempt"), said.blocks)


def _why(task: Task, found: Gathered) -> str:
    if task.state == TaskState.EXEMPT:
        return gettext("exempt: {reason}").format(reason=task.note or "—")
    filing = getattr(task, "filing", None)
    if filing is not None and filing.late and filing.first_sent_at:
        return gettext("sent late, {when}").format(
            when=dates.short_day(filing.first_sent_at.astimezone(found.at.tzinfo).date())
        )
    if task.state == TaskState.OPEN:
        if filing is not None and filing.state == "returned":
            return gettext("returned, being revised")
        return gettext("not received")
    return ""


def _row(task: Task, why: str) -> tuple[Cell, ...]:
    what = str(dict(TaskKind.choices).get(task.what, task.what))
    return text(task.unit.name), text(what), text(dates.short_day(task.due) if task.due else "—"), text(why)
