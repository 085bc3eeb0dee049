"""What a notice asks for, as plain values: the bridge from a reading to a campaign. Pure: no Django, no database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

Data = dict[str, Any]  # worldday.notice/1, docs/notice-schema.md

ROLES = frozenset(("lead", "participate", "host", "organise", "assist", "guide", "support", "responsible"))
WHATS = frozenset(("plan", "summary", "materials", "nomination", "other"))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年|〔((?:19|20)\d\d)〕")


class NoYear(ValueError):
    """Neither the observance, nor the notice's date, number or title say which year it speaks of."""


@dataclass(frozen=True)
class PlannedTheme:
    scope: str  # international, domestic, or "" when not said
    text: str
    text_en: str = ""


@dataclass(frozen=True)
class PlannedWindow:
    text: str = ""
    start: date | None = None
    end: date | None = None
    precision: str = ""


@dataclass(frozen=True)
class PlannedUnit:
    name: str  # as the notice prints it; may be a group phrase
    role: str


@dataclass(frozen=True)
class PlannedActivity:
    key: str  # distinct within the plan: its number, or its place when it has none
    seq: str
    name: str
    content: str = ""
    kind: str = ""
    units: tuple[PlannedUnit, ...] = ()
    units_text: str = ""
    open_list: bool = False
    window: PlannedWindow = PlannedWindow()


@dataclass(frozen=True)
class PlannedTask:
    key: str  # summary, summary-2 …: the n-th of its sort
    what: str
    who: str
    due: date | None = None
    due_text: str = ""
    recipient: str = ""
    max_chars: int | None = None
    points: tuple[str, ...] = ()  # what the notice wants covered, where its reading or a person says so


@dataclass(frozen=True)
class Plan:
    """One notice's plan; days are inclusive."""

    name: str
    year: int
    name_en: str = ""
    ordinal: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    doc_number: str = ""
    themes: tuple[PlannedTheme, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    tasks: tuple[PlannedTask, ...] = ()
    addressees: str = ""


def plan_from_reading(data: Data) -> Plan:
    """The plan in a reading (or in a person's corrected copy of it).

    Rows without a name are left out; a window whose end lies before its start keeps its words and loses its days.
    Raises `NoYear`.
    """
    observance = data.get("observance") or {}
    starts_on, ends_on = _days(observance.get("start"), observance.get("end"))
    return Plan(
        name=_text(observance.get("name")) or _text(data.get("title")),
        year=_year(data, starts_on),
        ordinal=_number(observance.get("ordinal")),
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        doc_number=_text(data.get("doc_number")),
        themes=tuple(
            PlannedTheme(_text(row.get("scope")), _text(row.get("text")), _text(row.get("text_en")))
            for row in data.get("themes") or []
            if _text(row.get("text"))
        ),
        activities=_activities(data.get("activities") or []),
        tasks=_tasks(data.get("tasks") or []),
        addressees=_text(data.get("addressees")),
    )


def _year(data: Data, starts_on: date | None) -> int:
    if starts_on:
        return starts_on.year
    if issued := _day(data.get("issue_date")):
        return issued.year
    said = " ".join(_text(data.get(field)) for field in ("title", "doc_number"))
    if found := _YEAR.search(said):
        return int(found[1] or found[2])
    windows = (_window(row.get("window")) for row in data.get("activities") or [])
    days = [day for window in windows if (day := window.start or window.end)]
    if not days:
        raise NoYear
    return min(days).year


def _activities(rows: list[Data]) -> tuple[PlannedActivity, ...]:
    named = [row for row in rows if _text(row.get("name"))]
    keys = _distinct(_text(row.get("seq")) or f"#{place}" for place, row in enumerate(named, 1))
    return tuple(
        PlannedActivity(
            key=key,
            seq=_text(row.get("seq")),
            name=_text(row["name"]),
            content=_text(row.get("content")),
            kind=_text(row.get("kind")),
            units=_units(row.get("units") or []),
            units_text=_text(row.get("units_text")),
            open_list=bool(row.get("open_list")),
            window=_window(row.get("window")),
        )
        for key, row in zip(keys, named, strict=True)
    )


def _units(rows: list[Data]) -> tuple[PlannedUnit, ...]:
    return tuple(
        PlannedUnit(_text(row.get("name")), _one_of(ROLES, row.get("role"), "responsible"))
        for row in rows
        if _text(row.get("name"))
    )


def _tasks(rows: list[Data]) -> tuple[PlannedTask, ...]:
    keys = _distinct(_one_of(WHATS, row.get("what"), "other") for row in rows)
    return tuple(
        PlannedTask(
            key=key,
            what=_one_of(WHATS, row.get("what"), "other"),
            who=_text(row.get("who")),
            due=_day(row.get("due")),
            due_text=_text(row.get("due_text")),
            recipient=_text(row.get("recipient")),
            max_chars=_number(row.get("max_chars")),
            points=tuple(point for said in row.get("points") or [] if (point := _text(said))),
        )
        for key, row in zip(keys, rows, strict=True)
    )


def _distinct(names: Iterable[str]) -> list[str]:
    """Each name, the second of its sort with “-2” behind it."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _window(row: Data | None) -> PlannedWindow:
    row = row or {}
    start, end = _days(row.get("start"), row.get("end"))
    return PlannedWindow(_text(row.get("text")), start, end, _text(row.get("precision")))


def _days(start: Any, end: Any) -> tuple[date | None, date | None]:
    first, last = _day(start), _day(end)
    return (None, None) if first and last and last < first else (first, last)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _one_of(known: frozenset[str], value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
