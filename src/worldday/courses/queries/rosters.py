"""What taking in a roster would do, looked at beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from worldday.courses.models import Recognition, Roster
from worldday.courses.roster import Line, line
from worldday.people.rosters import picked

LOOKED_AT = 2000


@dataclass(frozen=True)
class Preview:
    """The first lines, and which of them are wrong; `more` lines come after those that were looked at."""

    lines: list[Line]
    more: int

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.wrong]


def preview_of(roster: Roster) -> Preview:
    """One query. Who is enrolled already and who finds no seat shows when it is taken in."""
    phone_needed = roster.cohort.recognition == Recognition.PHONE
    rows = roster.rows.order_by("number")[:LOOKED_AT]
    lines = [
        line(row.number, picked(row.cells.get("cells", []), roster.mapping), phone_needed=phone_needed) for row in rows
    ]
    return Preview(lines, max(0, roster.lines - LOOKED_AT))
