"""活动方案 and 报送任务: what was planned, when it really took place, and what every unit owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from worldday.campaigns.models import Activity, Campaign, Task
from worldday.campaigns.queries.workplan import activities_of
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_json, as_lines, said, task_said, unit_said

_CAMPAIGN = ("code", "slug", "name", "name_en", "ordinal", "year", "starts_on", "ends_on", "summary", "summary_en")
_ACTIVITY = (
    *("code", "seq", "name", "name_en", "content", "content_en", "kind", "units_text", "open_list"),
    *("window_text", "window_start", "window_end", "window_precision", "actual_start", "actual_end"),
    *("state", "place", "district"),
)
_TASK = ("due", "due_time", "first_due", "due_text", "recipient", "max_chars", "points", "state", "closed_on", "note")


def plan(campaign: Campaign) -> Iterator[Member]:
    themes = [said(theme, "scope", "text", "text_en") for theme in campaign.themes.all()]
    facts = said(campaign, *_CAMPAIGN, "state", "published_at")
    yield Member(
        "campaign.json",
        as_json(facts | {"owner": unit_said(campaign.owner), "themes": themes, "units": _units(campaign)}),
    )
    yield Member("plan/activities.json", as_json([_activity(one) for one in activities_of(campaign)]))
    yield Member("tasks.jsonl", as_lines(map(_task, _tasks(campaign))))


def _units(campaign: Campaign) -> list[dict[str, Any]]:
    rows = campaign.participations.select_related("unit").order_by("pk")
    return [
        {**said(row.unit, "code", "name", "type", "district", "closed_on"), "addressed": row.addressed} for row in rows
    ]


def _activity(activity: Activity) -> dict[str, Any]:
    roles = [{"unit": unit_said(role.unit), "role": role.role} for role in activity.roles.all()]
    parent = activity.parent.code if activity.parent else None
    return said(activity, *_ACTIVITY) | {"part_of": parent, "units": roles}


def _tasks(campaign: Campaign) -> Iterator[Task]:
    rows = Task.objects.filter(campaign=campaign).select_related(
        "unit", "issuer", "campaign__owner", "parent", "filing"
    )
    found: Iterator[Task] = rows.order_by("pk").iterator(chunk_size=1000)
    return found


def _task(task: Task) -> dict[str, Any]:
    filing = getattr(task, "filing", None)
    sent = said(filing, "versions", "first_sent_at", "late") if filing else {"versions": 0}
    return task_said(task) | said(task, *_TASK) | {"part_of": task.parent.code if task.parent else None} | sent
