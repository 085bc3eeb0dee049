"""A campaign, an activity and a task as the values a notice speaks of, JSON-ready: one shape for what we have, what the
notice says, and what it said last (`from_notice`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from worldday.base.text import fold
from worldday.units import naming
from worldday.units.models import Unit
from worldday.units.queries import Directory

from .merge import Values
from .models import Activity, Campaign, Task, Theme
from .plan import Plan, PlannedActivity, PlannedTask, PlannedUnit


@dataclass(frozen=True)
class NamedRole:
    """A unit in a role, as found behind a phrase of the notice; no unit yet when the name is new to the directory."""

    unit: Unit | None
    name: str
    role: str
    phrase: str

    @property
    def ref(self) -> str:
        return self.unit.code if self.unit else f"?{fold(self.name)}"


def roles_of(units: Iterable[PlannedUnit], directory: Directory) -> tuple[list[NamedRole], list[str]]:
    """Who is meant, each unit once per role, and the phrases that name nobody (“相关区市场监管局”)."""
    roles: dict[tuple[str, str], NamedRole] = {}
    unnamed: list[str] = []
    for planned in units:
        phrase = fit(Unit, "name", planned.name)
        found: list[Unit | None] = [*directory.expand(phrase)]
        if not found and naming.is_collective(phrase):
            unnamed.append(phrase)
            continue
        for unit in found or [None]:
            role = NamedRole(unit, unit.name if unit else phrase, planned.role, phrase)
            roles.setdefault((role.ref, role.role), role)
    return list(roles.values()), unnamed


def of_campaign(campaign: Campaign) -> Values:
    return {
        "name": campaign.name,
        "ordinal": campaign.ordinal,
        "starts_on": _iso(campaign.starts_on),
        "ends_on": _iso(campaign.ends_on),
        "themes": [[theme.scope, theme.text] for theme in campaign.themes.all()],
    }


def of_plan(plan: Plan) -> Values:
    return {
        "name": fit(Campaign, "name", plan.name),
        "ordinal": plan.ordinal,
        "starts_on": _iso(plan.starts_on),
        "ends_on": _iso(plan.ends_on),
        "themes": [[fit(Theme, "scope", theme.scope), fit(Theme, "text", theme.text)] for theme in plan.themes],
    }


def of_activity(activity: Activity) -> Values:
    """`activity.roles` should be prefetched with their units."""
    return {
        "seq": activity.seq,
        "name": activity.name,
        "content": activity.content,
        "kind": activity.kind,
        "units": {
            "text": activity.units_text,
            "open": activity.open_list,
            "rows": [[role.unit.code, role.role] for role in activity.roles.all()],
        },
        "window": {
            "text": activity.window_text,
            "start": _iso(activity.window_start),
            "end": _iso(activity.window_end),
            "precision": activity.window_precision,
        },
    }


def of_planned(planned: PlannedActivity, roles: list[NamedRole]) -> Values:
    window = planned.window
    return {
        "seq": fit(Activity, "seq", planned.seq),
        "name": fit(Activity, "name", planned.name),
        "content": planned.content,
        "kind": fit(Activity, "kind", planned.kind),
        "units": {
            "text": fit(Activity, "units_text", planned.units_text),
            "open": planned.open_list,
            "rows": [[role.ref, role.role] for role in roles],
        },
        "window": {
            "text": fit(Activity, "window_text", window.text),
            "start": _iso(window.start),
            "end": _iso(window.end),
            "precision": fit(Activity, "window_precision", window.precision),
        },
    }


def of_task(task: Task) -> Values:
    return {
        "due": {"text": task.due_text, "day": _iso(task.due)},
        "recipient": task.recipient,
        "max_chars": task.max_chars,
        "points": task.points,
    }


def of_planned_task(planned: PlannedTask) -> Values:
    return {
        "due": {"text": fit(Task, "due_text", planned.due_text), "day": _iso(planned.due)},
        "recipient": fit(Task, "recipient", planned.recipient),
        "max_chars": planned.max_chars,
        "points": list(planned.points),
    }


def columns(values: Values) -> Values:
    """The model's own columns behind these values; units and themes have tables of their own."""
    found: Values = {}
    for field, value in values.items():
        if field == "window":
            found |= {"window_text": value["text"], "window_precision": value["precision"]}
            found |= {"window_start": day(value["start"]), "window_end": day(value["end"])}
        elif field == "units":
            found |= {"units_text": value["text"], "open_list": value["open"]}
        elif field == "due":
            found |= {"due_text": value["text"], "due": day(value["day"])}
        elif field in ("starts_on", "ends_on"):
            found[field] = day(value)
        elif field != "themes":
            found[field] = value
    return found


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def fit(model: type[models.Model], field: str, value: str) -> str:
    """A notice may say more than a column holds; the whole stays in the notice itself."""
    return value[: getattr(model._meta.get_field(field), "max_length", None)]


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
