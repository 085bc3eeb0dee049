"""PostgreSQL through asyncpg: one connection that writes, a few that read.

One statement per batch, one parameter: the rows, as an array of a type made for this connection (an array per column costs twice
as much). Nearly always everything is new, so it is simply inserted: that costs a third less than `ON CONFLICT`, which looks
every unique index up before it writes to it. When the database finds a repetition, the batch and those of the next seconds go
by `ON CONFLICT DO NOTHING RETURNING`; what that does not give back was there before, and is read.
"""

import json
import time
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import asyncpg

from worldday.base.hotpath.errors import RowRefused
from worldday.base.hotpath.postgres import Postgres, ms_of, sorted_out
from worldday.quizzes.intake.rows import COLUMNS, TABLE, Row
from worldday.quizzes.intake.tickets import Key, Pass

TYPES = {int: "bigint", int | None: "bigint", str: "text"}
FIELDS = ", ".join(f"{name} {TYPES[type_]}" for name, type_ in Row.__annotations__.items())
SUBMISSION = f"CREATE TYPE pg_temp.submission AS ({FIELDS})"
INSERT = f"INSERT INTO {TABLE} ({COLUMNS}, void) SELECT *, false FROM unnest($1::pg_temp.submission[])"
CAREFULLY = f"{INSERT} ON CONFLICT DO NOTHING RETURNING id"
CAREFUL_S = 5.0  # after a repetition, of which more are likely: a batch in vain costs more than a careful one
THEIRS = ", ".join(f"a.{name}" for name in Row._fields)
ASKED = "unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS w (quiz, player, number, day, day_number)"
SAME_PLAYER = f"FROM {ASKED} JOIN {TABLE} a ON a.quiz_id = w.quiz AND a.player = w.player"
FIRST = (
    f"SELECT w.number AS asked, {THEIRS} {SAME_PLAYER} AND a.day = w.day AND a.day_number = w.day_number"
    f" UNION ALL SELECT w.number, {THEIRS} {SAME_PLAYER} AND a.number = w.number"
)


class PostgresStore(Postgres):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._insert: Any = None
        self._carefully: Any = None
        self._careful_until = 0.0

    async def commit(self, rows: Sequence[Row]) -> Sequence[Row | None]:
        # In one order everywhere, so that two servers with the same players never wait for each other.
        ordered = sorted(rows, key=attrgetter("player", "number"))
        try:
            if self._writing is None or self._writing.is_closed():
                await self._connect()
            if await self._all_new(ordered):
                return rows
            new = {record[0] for record in await self._carefully.fetch(ordered)}
            if len(new) == len(rows):
                return rows
            self._careful_until = time.monotonic() + CAREFUL_S
            first = await self._first([row for row in rows if row.id not in new])
        except Exception as error:
            ours = sorted_out(error)
            if not isinstance(ours, RowRefused):
                self._drop()
            raise ours from error
        return [row if row.id in new else first.get((row.quiz_id, row.player, row.number)) for row in rows]

    async def _all_new(self, rows: Sequence[Row]) -> bool:
        """They were, and are on disk; if not, nothing of them is stored."""
        if time.monotonic() < self._careful_until:
            return False
        try:
            await self._insert.fetch(rows)
        except asyncpg.UniqueViolationError:
            return False
        return True

    async def _prepare(self, connection: asyncpg.Connection) -> None:
        await connection.execute(SUBMISSION)
        self._insert, self._carefully = await connection.prepare(INSERT), await connection.prepare(CAREFULLY)

    async def _first(self, rows: Sequence[Row]) -> dict[tuple[int, int, int], Row]:
        asked = zip(*((row.quiz_id, row.player, row.number, row.day, row.day_number) for row in rows), strict=True)
        assert self._writing is not None  # noqa: S101  its only caller has just used it
        found = await self._writing.fetch(FIRST, *asked)
        return {(record["quiz_id"], record["player"], record["asked"]): Row(*tuple(record)[1:]) for record in found}

    async def find(self, attempt: Pass) -> Row | None:
        wanted = ([attempt.quiz], [attempt.player], [attempt.number], [attempt.day], [attempt.day_number])
        found = await self._read(FIRST, *wanted)
        return Row(*tuple(found[-1])[1:]) if found else None

    async def played(self, quiz: int, player: int, day: int) -> tuple[int, int]:
        sql = (
            "SELECT coalesce(max(number) + 1, 0), coalesce(max(day_number) FILTER (WHERE day = $3) + 1, 0)"
            f" FROM {TABLE} WHERE quiz_id = $1 AND player = $2"
        )
        ((number, day_number),) = await self._read(sql, quiz, player, day)
        return number, day_number

    async def has_unit(self, quiz: int, code: str) -> bool:
        sql = "SELECT 1 FROM quizzes_schoolclass WHERE quiz_id = $1 AND code = $2 AND seats = 0"
        return bool(await self._read(sql, quiz, code))

    async def newest_edition(self, quiz: int) -> int | None:
        ((number,),) = await self._read("SELECT max(number) FROM quizzes_edition WHERE quiz_id = $1", quiz)
        return number  # type: ignore[no-any-return]

    async def edition(self, quiz: int, number: int) -> dict[str, Any] | None:
        found = await self._read("SELECT content FROM quizzes_edition WHERE quiz_id = $1 AND number = $2", quiz, number)
        return json.loads(found[0][0]) if found else None

    async def keys(self) -> list[Key]:
        found = await self._read("SELECT id, secret, retired_at FROM quizzes_signingkey")
        return [Key(id_, bytes(secret), ms_of(retired)) for id_, secret, retired in found]

    async def add_key(self, secret: bytes) -> None:
        await self._read("INSERT INTO quizzes_signingkey (secret, made_at) VALUES ($1, now())", secret)
