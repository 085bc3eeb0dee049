"""A stranger's file → tables, without letting it slow, starve or crash the server."""

import json
from collections.abc import Collection
from pathlib import Path

from worldday.notices.reading.command import CONVERTING_SECONDS
from worldday.notices.reading.guarded import answer_of

from . import columns
from .tables import Table

BACKSTOP = CONVERTING_SECONDS + 3
"""Seconds until the command is killed; it ends itself sooner."""


def tables_in(path: Path) -> list[Table]:
    """Every table of the file; Unreadable, whose `sentence(language)` says why not and what to do."""
    found: list[Table] = json.loads(answer_of(["-m", "worldday.reports.planning.command", str(path)], seconds=BACKSTOP))
    return found


def plan_among(tables: Collection[Table]) -> Table:
    """The table that is the plan: the first one with headings we know, else the longest; empty when there is none."""
    for table in tables:
        if any(columns.headed(row) for row in table[:6]):
            return table
    return max(tables, key=len, default=[])
