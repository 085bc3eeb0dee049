"""The row of a counted attempt, as the table quizzes_attempt has it (quizzes/models/attempts.py)."""

from typing import NamedTuple


class Row(NamedTuple):
    """Field names are column names; their order is the order of the parameters."""

    id: int
    quiz_id: int
    edition: int
    player: int
    number: int
    day: int
    day_number: int
    entrance: int
    district: str
    group_name: str
    age_band: str
    strength: str
    started_ms: int
    submitted_ms: int
    score: int
    right_count: int
    answers: str
    address: int
    agent: int


class Stored(NamedTuple):
    """What is on disk for an attempt: `row` is the first that was acknowledged, `new` whether it is the one just given."""

    row: Row
    new: bool


TABLE = "quizzes_attempt"
COLUMNS = ", ".join(Row._fields)
