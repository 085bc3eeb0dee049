"""What keeps a line from becoming a row, as codes: the pages say them in words, with the line's number and the column."""

from dataclasses import dataclass

from .lines import Line

LIMITS = {"name": 300, "window": 100, "place": 200, "audience": 100, "content": 5_000}
"""Letters each column holds; the columns of `reports.PlanRow`."""
MAX_ROWS = 200
"""Rows in one unit's plan."""


@dataclass(frozen=True)
class Fault:
    """`number`: the line in what was pasted or uploaded; `column`: a name in `LIMITS`; `code`: lacking or too-long."""

    number: int
    column: str
    code: str
    limit: int = 0


def faults_of(line: Line) -> list[Fault]:
    """What is wrong with it; an empty list when it can go in."""
    found = [] if line.name else [Fault(line.number, "name", "lacking")]
    for column, limit in LIMITS.items():
        if len(getattr(line, column)) > limit:
            found.append(Fault(line.number, column, "too-long", limit))
    return found
