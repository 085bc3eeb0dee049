"""The page of a plan: its rows, what helps to fill them, and how it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from worldday.base.problems import Problem
from worldday.campaigns.models import Task
from worldday.desk.access import DeskRequest
from worldday.desk.plans.forms import Choices, RowForm, blank, same_as, standing
from worldday.desk.plans.taking_in import Taken
from worldday.desk.tasks.page import frame_of, remarks_on
from worldday.reports.actions.writing import StaleDraft
from worldday.reports.models import Filing
from worldday.reports.planned import standings
from worldday.reports.planning.faults import MAX_ROWS
from worldday.reports.queries import mine

UNPROCESSABLE = 422
CONFLICT = 409


def plan_page(
    request: DeskRequest,
    task: Task,
    filing: Filing | None,
    *,
    rows: list[RowForm] | None = None,
    problem: Problem | None = None,
    taken: Taken | None = None,
) -> HttpResponse:
    """As it was saved; or with `rows` as somebody typed them, or with lines `taken` that came back."""
    frame = frame_of(task, filing)
    wrong = [form for form in rows or [] if form.errors]
    typed = request.POST if rows is not None else None
    shown = {
        **frame,
        "problem": problem,
        "wrong": wrong,
        "taken": taken,
        "pasted": taken.back if taken else typed.get("pasted", "") if typed and problem else "",
        "text": typed.get("text", "") if typed else filing.text if filing else "",
        "limit": MAX_ROWS,
        **(_while_writing(task, filing, rows) if frame["writable"] else _as_sent(filing)),
    }
    return render(request, "desk/plans/edit.html", shown, status=_status(problem, wrong, taken))


def _status(problem: Problem | None, wrong: list[RowForm], taken: Taken | None) -> int:
    if isinstance(problem, StaleDraft):
        return CONFLICT
    return UNPROCESSABLE if problem or wrong or (taken and taken.faults) else 200


def _while_writing(task: Task, filing: Filing | None, rows: list[RowForm] | None) -> dict[str, Any]:
    choices = Choices(task.campaign)
    kept = list(filing.rows.select_related("parent")) if filing else []
    shown = rows if rows is not None else standing(kept, choices)
    returned = mine.last_returned(filing) if filing else None
    _tag(shown, filing)
    return {
        "rows": shown,
        "blank": blank(shown, choices),
        "theirs": kept,
        "returned": returned,
        "remarks": remarks_on(returned) if returned else [],
        "points": [(n, point, bool(filing) and n in filing.points) for n, point in enumerate(task.points)],  # type: ignore[union-attr]
    }


def _tag(rows: list[RowForm], filing: Filing | None) -> None:
    """Beside the version that was sent last: which rows are new, which say something else."""
    if filing is None or filing.current is None:
        return
    before = {row["code"]: row for row in filing.current.rows}
    for form in rows:
        if form.row is not None and not form.errors and not same_as(form, before.get(form.row.code)):
            form.tag = "changed" if form.row.code in before else "new"


def _as_sent(filing: Filing | None) -> dict[str, Any]:
    sent = filing.current if filing else None
    return {"sent": sent, "sent_rows": standings(sent) if sent else [], "remarks": remarks_on(sent) if sent else []}
