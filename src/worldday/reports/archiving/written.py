"""How values are written into a package: UTF-8, JSON with the field names of docs/archive-package.md, moments with their offset."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

from django.utils.timezone import localtime

from worldday.campaigns.models import Task
from worldday.units.models import Unit

IN_MEMORY = 2 * 1024 * 1024  # longer lists lie on disk until they are packed


def as_json(value: object) -> bytes:
    """To be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def new_lines() -> IO[bytes]:
    """An empty list on its way, see `add_line`; `Bag` closes it."""
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


def add_line(lines: IO[bytes], value: object) -> None:
    """JSON Lines: one value a line, so that a list of any length is read line by line."""
    lines.write(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n")


def as_lines(values: Iterable[object]) -> IO[bytes]:
    """All of them, ready to be packed."""
    lines = new_lines()
    for value in values:
        add_line(lines, value)
    lines.seek(0)
    return lines


def said(row: Any, *fields: str) -> dict[str, Any]:
    """Fields of a row under their own names."""
    return {field: getattr(row, field) for field in fields}


def unit_said(unit: Unit | None) -> dict[str, str] | None:
    return None if unit is None else {"code": unit.code, "name": unit.name}


def name_of(person: Any) -> str:
    """A member of staff by name; "" when nobody, or somebody who is gone."""
    return str(person.name) if person is not None else ""


def task_said(task: Task) -> dict[str, Any]:
    return {
        **said(task, "code", "what"),
        "unit": unit_said(task.unit),
        "asked_by": unit_said(task.asked_by),
    }


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
