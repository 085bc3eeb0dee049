"""The row of a counted attempt, as the table quizzes_attempt has it (quizzes/models/attempts.py)."""

from typing import NamedTuple


class Row(NamedTuple):
    """Field names are column names; their order is the order of the parameters. From `quiz_id` to `strength` they are
    what a pass and a ticket begin with."""

    id: int
    quiz_id: int
    player: int
    number: int
    day: int
    day_number: int | None  # None where nothing is limited by the day: then no constraint has to be looked up
    entrance: int
    district: str
    group_name: str
    age_band: str
    strength: str
    edition: int
    started_ms: int
    submitted_ms: int
    score: int
    right_count: int
    answers: str
    address: int
    agent: int


TABLE = "quizzes_attempt"
COLUMNS = ", ".join(Row._fields)
