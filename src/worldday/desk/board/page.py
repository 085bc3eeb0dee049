"""What the board shows: figures with the address that lists what they count, tables by part, rows with whom to tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.lights import Light
from worldday.campaigns.models import Task, TaskKind
from worldday.messages.letters import Reader
from worldday.reports.queries.board import CITY_WIDE, Progress, Tally
from worldday.reports.recipients import writers_of
from worldday.units.models import UnitType

BY = ("district", "type", "what")
LIGHTS = (Light.OVERDUE, Light.AT_RISK, Light.ON_TRACK, Light.DONE)
STANDINGS: dict[str, str | Promise] = {
    "owed": _("Owed"),
    "received": _("Received"),
    "to-review": _("To review"),
    "returned": _("Returned"),
    "accepted": _("Accepted"),
    "on-time": _("On time"),
    "late": _("Sent late"),
    "doubtful": _("Received with findings"),
    "exempt": _("Exempt"),
}
PARTS: dict[str, str | Promise] = {"district": _("District"), "type": _("Type of unit"), "what": _("What is owed")}


@dataclass(frozen=True)
class Row:
    """One task of the list."""

    task: Any
    readers: list[Reader]

    @property
    def standing(self) -> str:
        return standing_of(self.task)

    @property
    def is_owed(self) -> bool:
        return bool(self.task.state == "open")

    @property
    def to_tell(self) -> str:
        """Names of those who would be told, short; "" = nobody."""
        names = [reader.name for reader in self.readers]
        return "、".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")


def standing_of(task: Any) -> str:
    """A key of `STANDINGS`; `task` is a row of `queries.board.rows`."""
    if task.state == "exempt":
        return "exempt"
    if task.state == "done":
        return {"submitted": "to-review", "accepted": "accepted"}.get(task.filing_state or "", "received")
    return "returned" if task.filing_state == "returned" else "owed"


def rows_of(tasks: list[Task]) -> list[Row]:
    readers = writers_of(tasks)
    return [Row(task, readers.get(task.unit_id, [])) for task in tasks]


def parts_of(found: Progress, by: str) -> list[tuple[str, str, Tally]]:
    """(value in the address, words, tally) of one grouping, what has come least first and then by name."""
    parts = {"district": found.by_district, "type": found.by_type, "what": found.by_what}[by]
    named = [(key or CITY_WIDE, str(word_of(by, key)), tally) for key, tally in parts.items()]
    return sorted(named, key=lambda part: (part[2].rate if part[2].rate is not None else 2, part[1]))


def best_grouping(found: Progress, asked: str) -> str:
    """As asked; otherwise by district where there are several, else by what is owed."""
    return asked if asked in BY else ("district" if len(found.by_district) > 1 else "what")


def word_of(by: str, key: str) -> str | Promise:
    """The words for a district, a type of unit, or a sort of task."""
    if by == "district":
        return key if key and key != CITY_WIDE else _("Whole city or outside")
    choices: Iterable[tuple[str, str | Promise]] = UnitType.choices if by == "type" else TaskKind.choices
    return dict(choices).get(key, key)


def options(found: Progress, by: str) -> list[tuple[str, str]]:
    """What a filter offers: (value, words), by name."""
    return sorted(((value, words) for value, words, _tally in parts_of(found, by)), key=lambda option: option[1])


def without(query: QueryDict, *names: str) -> str:
    """The address's query without these and without the page number."""
    rest = query.copy()
    for name in (*names, "p", "task", "everything"):
        rest.pop(name, None)
    return str(rest.urlencode())
