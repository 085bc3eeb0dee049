"""What became of the demo's sample records after they were made public: one step is one verb, on its own day."""

from datetime import date
from typing import Any

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.registry.actions import public
from worldday.registry.amending import Why, with_texts
from worldday.registry.models import ChangeKind, Record
from worldday.registry.rows import entry_of
from worldday.registry.schema import DAYS, Entry

Row = dict[str, Any]


def entry(row: Row) -> Entry:
    """A record as the JSON writes it, days as ISO 8601."""
    said: Row = {name: date.fromisoformat(value) if name in DAYS else value for name, value in row.items()}
    said.pop("then", None)
    return Entry(**said)


def play(record: Record, steps: list[Row], *, by: Actor) -> None:
    """Take the steps whose days have come, in their order."""
    for step in steps:
        day = date.fromisoformat(step["on"])
        if day <= clock.today():
            with clock.standing_at(day):
                _take(record, step, by)


def _take(record: Record, step: Row, by: Actor) -> None:
    why, kind = Why(step["reason"], source="为演示虚构"), ChangeKind(step["to"])
    if kind == ChangeKind.CHANGED:
        public.correct(record=record, entry=with_texts(entry_of(record), step["said"]), why=why, by=by)
    else:
        public.move_on(record=record, to=kind, why=why, by=by)
