"""Rows of a plan beside the activities that were made of them: what one press would make, change or leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from worldday.base import scope
from worldday.base.changes import ready
from worldday.campaigns.merge import FieldChange, merge
from worldday.campaigns.models import Activity, ActivityState, Campaign

from .models import Submission

Values = dict[str, Any]
FIELDS = (
    *("name", "kind", "content", "place", "parent"),
    *("window_text", "window_start", "window_end", "window_precision"),
)


@dataclass(frozen=True)
class Standing:
    """A row as sent, its activity if one was made, and where the two differ; `kept`: people changed the activity since."""

    row: Values
    days: tuple[date | None, date | None]
    parent: Activity | None
    activity: Activity | None
    changes: list[FieldChange]
    kept: list[FieldChange]

    @property
    def to_do(self) -> bool:
        """Whether pressing would do anything with it."""
        return self.activity is None or bool(self.changes)


def standings(submission: Submission) -> list[Standing]:
    """Every row of the version, in its order. Three queries."""
    rows: Sequence[Values] = submission.rows
    made = activities_made(row["code"] for row in rows)
    parents = parents_of(submission.filing.task.campaign)
    taken = dict(submission.filing.rows.values_list("code", "taken"))
    return [_standing(row, made.get(row["code"]), parents, taken.get(row["code"], {})) for row in rows]


def gone(submission: Submission) -> list[Activity]:
    """Activities made of earlier versions' rows that this one no longer names: the organiser decides about them."""
    named = {row["code"] for row in submission.rows}
    earlier = {row["code"] for rows in submission.filing.submissions.values_list("rows", flat=True) for row in rows}
    found = activities_made(earlier - named).values()
    return [activity for activity in found if activity.state != ActivityState.CANCELLED]


def _standing(row: Values, activity: Activity | None, parents: dict[str, Activity], taken: Values) -> Standing:
    values = activity_values(row, parents)
    found = changes_of(activity, values, taken) if activity else []
    changes, kept = [one for one in found if not one.kept], [one for one in found if one.kept]
    days = values["window_start"], values["window_end"]
    return Standing(row, days, values["parent"], activity, changes, kept)


def activities_made(codes: Iterable[str]) -> dict[str, Activity]:
    """The activities made of these rows, by the row's code."""
    with scope.everything("rows the caller may see lead to their own activities"):
        found = Activity.objects.filter(from_plan__in=list(codes)).select_related("campaign__owner", "parent")
        return {activity.from_plan: activity for activity in found}


def parents_of(campaign: Campaign) -> dict[str, Activity]:
    """The city's activities a row may belong to, by code, in the notice's order: not themselves part of another."""
    found = Activity.objects.filter(campaign=campaign, parent=None, from_plan="").order_by("position", "id")
    return {activity.code: activity for activity in found}


def activity_values(row: Values, parents: dict[str, Activity]) -> Values:
    """A row as sent in the columns of an activity; the expected audience is said in its content."""
    audience = row.get("audience", "")
    with override("zh-hans"):  # the language of an activity's content, whoever presses
        said = gettext("Expected audience: {text}").format(text=audience) if audience else ""
    return {
        "name": row["name"],
        "kind": row["kind"],
        "content": "\n".join(filter(None, [row.get("content", ""), said])),
        "place": row["place"],
        "parent": parents.get(row.get("parent", "")),
        "window_text": row["window_text"],
        "window_start": _day(row["window_start"]),
        "window_end": _day(row["window_end"]),
        "window_precision": row["window_precision"],
    }


def ready_values(values: Values) -> Values:
    """JSON-ready, for remembering what an activity was made of."""
    return {field: ready(value) for field, value in values.items()}


def changes_of(activity: Activity, values: Values, taken: Values) -> list[FieldChange]:
    """Where the row differs from its activity; `kept` where people changed the activity since it was made of `taken`."""
    ours = ready_values({field: getattr(activity, field) for field in FIELDS})
    return [
        FieldChange(one.field, getattr(activity, one.field), values[one.field], one.kept)
        for one in merge(taken, ours, ready_values(values))
    ]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
