"""The stage in the database: one statement per batch of answers, a few small reads for whoever looks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from worldday.quizzes.intake.refusals import Refused
from worldday.quizzes.intake.stores import Store

TOP = 10


class Said(NamedTuple):
    """A row of quizzes_stageanswer; the order of the fields is the order of the parameters."""

    id: int
    stage_id: int
    step: int
    player: int
    answer: str
    took_ms: int
    is_right: bool


COLUMNS = ", ".join(Said._fields)
FOUND = f"SELECT {COLUMNS} FROM quizzes_stageanswer WHERE stage_id = $1 AND step = $2 AND player = $3"  # noqa: S608  our own names
ROUND = "SELECT id, quiz_id, edition, questions, seconds, step, phase, opened_ms FROM quizzes_stage WHERE code = $1"
TURN = "UPDATE quizzes_stage SET step = $1, phase = $2, opened_ms = $3 WHERE id = $4 AND step = $5 AND phase = $6 RETURNING id"
JOINED = "SELECT count(*) FROM quizzes_stageanswer WHERE stage_id = $1 AND step = 0"
BARS = "SELECT answer, count(*) FROM quizzes_stageanswer WHERE stage_id = $1 AND step = $2 GROUP BY answer"
BEST = (
    "SELECT player, count(*) FILTER (WHERE is_right), coalesce(sum(took_ms) FILTER (WHERE is_right), 0)"
    " FROM quizzes_stageanswer WHERE stage_id = $1 AND step > 0 GROUP BY player ORDER BY 2 DESC, 3, 1 LIMIT $2"
)


@dataclass(frozen=True)
class Round:
    """The row of a stage; times in Unix ms, `seconds` per question."""

    id: int
    quiz: int
    edition: int
    questions: tuple[str, ...]
    seconds: int
    step: int
    phase: str
    opened_ms: int


class AnswerTable:
    """What the group commit's `Writer` commits to, for answers on stage. Raises what a store raises."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def commit(self, rows: Sequence[Said]) -> Sequence[Said | None]:
        """On return everything is on disk; a second answer to one question is answered with the first."""
        width = len(Said._fields)
        places = ", ".join(
            f"({', '.join(f'${at * width + place}' for place in range(1, width + 1))})" for at in range(len(rows))
        )
        sql = f"INSERT INTO quizzes_stageanswer ({COLUMNS}) VALUES {places} ON CONFLICT DO NOTHING RETURNING id"  # noqa: S608  our own names
        ordered = sorted(
            rows, key=lambda row: (row.stage_id, row.step, row.player)
        )  # no two servers wait for each other
        new = {found[0] for found in await self._store.write(sql, *(value for row in ordered for value in row))}
        return [row if row.id in new else await self._first(row) for row in rows]

    async def _first(self, row: Said) -> Said | None:
        found = await self._store.write(FOUND, row.stage_id, row.step, row.player)
        return Said(*found[0]) if found else None


async def round_of(store: Store, code: str) -> Round:
    """Raises `Refused` for a code of no stage."""
    found = await store.write(ROUND, code)
    if not found:
        raise Refused("no-stage")
    id_, quiz, edition, questions, seconds, step, phase, opened_ms = found[0]
    return Round(id_, quiz, edition, tuple(json.loads(questions)), seconds, step, phase, opened_ms)


async def turn(store: Store, held: Round, step: int, phase: str, now_ms: int) -> bool:
    """Go on from exactly where `held` stands; False when somebody else has gone on already."""
    opened = now_ms if phase == "asking" else held.opened_ms
    return bool(await store.write(TURN, step, phase, opened, held.id, held.step, held.phase))


async def joined(store: Store, stage: int) -> int:
    return int((await store.write(JOINED, stage))[0][0])


async def bars(store: Store, stage: int, step: int) -> dict[str, int]:
    """Answer as JSON → how many gave it."""
    return {answer: int(count) for answer, count in await store.write(BARS, stage, step)}


async def best(store: Store, stage: int) -> list[tuple[int, int, int]]:
    """(player, right answers, ms they took), the best first: more right, then less time."""
    return [(int(player), int(right), int(took)) for player, right, took in await store.write(BEST, stage, TOP)]
