"""The workplan as the desk shows it: rows in words, filters and order from the address, all as links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from worldday.base.text import fold
from worldday.campaigns.kinds import Kind, kind_of
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Activity, Campaign
from worldday.campaigns.queries.workplan import activities_of, place_of
from worldday.ui import dates
from worldday.ui.charts.items import last_of_month, next_month
from worldday.units.models import Unit

COLUMNS = ("seq", "name", "kind", "units", "window", "actual", "light")
MANY = 3  # units behind one phrase of the notice, from which the phrase stands for them


@dataclass(frozen=True)
class Part:
    """Who does what: a unit, or the notice's phrase for several (`count` of them)."""

    name: str
    role: str
    count: int = 1
    path: str = ""


@dataclass(frozen=True)
class Row:
    activity: Activity
    kind: Kind
    parts: list[Part]

    @property
    def window(self) -> str:
        return dates.span(self.activity.window_start, self.activity.window_end)

    @property
    def actual(self) -> str:
        return dates.span(self.activity.actual_start, self.activity.actual_end)

    @property
    def units(self) -> str:
        return "、".join(part.name for part in self.parts) or self.activity.units_text


def row_of(activity: Activity) -> Row:
    return Row(activity, kind_of(activity), parts_of(activity))


def parts_of(activity: Activity) -> list[Part]:
    """Its units in order; a phrase that reached three or more units is said once."""
    roles = list(activity.roles.all())
    sizes = Counter((role.phrase, role.role) for role in roles if role.phrase)
    found: dict[tuple[str, str], Part] = {}
    for role in roles:
        size = sizes.get((role.phrase, role.role), 0)
        name = role.phrase if size >= MANY else role.unit.short_name or role.unit.name
        found.setdefault((name, role.role), Part(name, role.role, size if size >= MANY else 1, role.unit.path))
    return list(found.values())


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; anything it does not know is ignored."""

    text: str = ""
    unit: str = ""
    kind: str = ""
    light: Light | None = None
    month: date | None = None
    sort: str = "seq"
    backwards: bool = False
    said: dict[str, str] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.unit or self.kind or self.light or self.month)

    @property
    def light_slug(self) -> str:
        return self.light.slug if self.light else ""

    @property
    def month_text(self) -> str:
        return self.month.strftime("%Y-%m") if self.month else ""


def wanted(query: QueryDict) -> Wanted:
    names = ("q", "unit", "kind", "light", "month", "sort")
    said = {name: text for name in names if (text := str(query.get(name, "")).strip())}
    sort = said.get("sort", "seq")
    return Wanted(
        text=said.get("q", ""),
        unit=said.get("unit", ""),
        kind=said.get("kind", ""),
        light=next((light for light in Light if light.slug == said.get("light")), None),
        month=_month(said.get("month", "")),
        sort=sort.lstrip("-") if sort.lstrip("-") in COLUMNS else "seq",
        backwards=sort.startswith("-"),
        said=said,
    )


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Workplan:
    """`every` activity of the campaign, for counts and choices, and the `rows` that were asked for."""

    every: list[Activity]
    rows: list[Row]
    wanted: Wanted

    @property
    def lights(self) -> list[tuple[Light, int]]:
        counts = Counter(activity.light for activity in self.every)
        return [(light, counts[light]) for light in Light if counts[light]]

    @property
    def units(self) -> list[Unit]:
        found = {role.unit.code: role.unit for activity in self.every for role in activity.roles.all()}
        return sorted(found.values(), key=lambda unit: unit.path)

    @property
    def kinds(self) -> list[Kind]:
        found = {activity.kind: kind_of(activity) for activity in self.every}
        return sorted(found.values(), key=lambda kind: str(kind.label))

    @property
    def months(self) -> list[date]:
        """First days of the months from the first window to the last."""
        days = [day for a in self.every for day in (a.window_start, a.window_end) if day]
        months = [min(days).replace(day=1)] if days else []
        while months and next_month(months[-1]) <= max(days):
            months.append(next_month(months[-1]))
        return months


def workplan_of(campaign: Campaign, query: QueryDict) -> Workplan:
    """Two queries, and two more when something is filtered, however many activities there are."""
    asked = wanted(query)
    every = activities_of(campaign)
    found = _narrowed(campaign, every, asked) if asked.narrows else every
    rows = [row for activity in found if _speaks_of(row := row_of(activity), asked.text)]
    rows.sort(key=_ORDERS[asked.sort], reverse=asked.backwards)
    return Workplan(every, rows, asked)


def _narrowed(campaign: Campaign, every: Iterable[Activity], asked: Wanted) -> Sequence[Activity]:
    unit = (
        next((r.unit for a in every for r in a.roles.all() if r.unit.code == asked.unit), None) if asked.unit else None
    )
    if asked.unit and unit is None:
        return []
    days = (asked.month, last_of_month(asked.month)) if asked.month else None
    return activities_of(campaign, unit=unit, kind=asked.kind or None, light=asked.light, days=days)


def _speaks_of(row: Row, text: str) -> bool:
    said = (row.activity.name, row.activity.name_en, row.activity.content, row.activity.units_text, row.units)
    return not text or fold(text) in fold(" ".join(said))


_ORDERS: dict[str, Callable[[Row], Any]] = {
    "seq": lambda row: place_of(row.activity),
    "name": lambda row: row.activity.name,
    "kind": lambda row: (str(row.kind.label), row.activity.position),
    "units": lambda row: ([part.path for part in row.parts[:1]], row.activity.position),
    "window": lambda row: (
        row.activity.window_start or row.activity.window_end or date.max,
        row.activity.window_end or date.max,
    ),
    "actual": lambda row: (row.activity.actual_start or date.max, row.activity.actual_end or date.max),
    "light": lambda row: (list(Light).index(row.activity.light), row.activity.window_end or date.max),
}
