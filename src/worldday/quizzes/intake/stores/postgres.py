"""PostgreSQL through asyncpg: one connection that writes, a few that read.

One statement per batch. `ON CONFLICT DO NOTHING RETURNING` gives back the new rows only; what is missing was there before, and
is read in a second statement that most batches never need.
"""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import asyncpg

from worldday.quizzes.intake.rows import COLUMNS, TABLE, Row, Stored
from worldday.quizzes.intake.tickets import Key, Pass

from .base import RowRefused, StoreDown

TYPES = {int: "bigint", str: "text"}
ARRAYS = ", ".join(f"${place}::{TYPES[Row.__annotations__[name]]}[]" for place, name in enumerate(Row._fields, 1))
INSERT = (
    f"INSERT INTO {TABLE} ({COLUMNS}, void) SELECT *, false FROM unnest({ARRAYS}) ON CONFLICT DO NOTHING RETURNING id"
)
THEIRS = ", ".join(f"a.{name}" for name in Row._fields)
ASKED = "unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS w (quiz, player, number, day, day_number)"
SAME_PLAYER = f"FROM {ASKED} JOIN {TABLE} a ON a.quiz_id = w.quiz AND a.player = w.player"
FIRST = (
    f"SELECT w.number AS asked, {THEIRS} {SAME_PLAYER} AND a.day = w.day AND a.day_number = w.day_number"
    f" UNION ALL SELECT w.number, {THEIRS} {SAME_PLAYER} AND a.number = w.number"
)
COMMAND_TIMEOUT_S = 10.0
ROWS_FAULT = ("22", "23")
"""Classes of SQLSTATE that blame the row (data, constraints); after any other the same statement may succeed later."""


class PostgresStore:
    def __init__(self, url: str) -> None:
        self.url = url
        self._writing: asyncpg.Connection | None = None
        self._pool: asyncpg.Pool | None = None
        self._insert: Any = None

    async def open(self) -> None:
        try:
            self._pool = self._pool or await asyncpg.create_pool(
                self.url, min_size=0, max_size=4, timeout=5, command_timeout=COMMAND_TIMEOUT_S
            )
        except Exception as error:
            raise _sorted_out(error) from error

    async def close(self) -> None:
        if self._writing:
            self._writing.terminate()
        if self._pool:
            self._pool.terminate()

    async def commit(self, rows: Sequence[Row]) -> Sequence[Stored | None]:
        # In one order everywhere, so that two servers with the same players never wait for each other.
        ordered = sorted(rows, key=attrgetter("player", "number"))
        try:
            if self._writing is None or self._writing.is_closed():
                await self._connect()
            new = {record[0] for record in await self._insert.fetch(*zip(*ordered, strict=True))}
            if len(new) == len(rows):
                return [Stored(row, new=True) for row in rows]
            first = await self._first([row for row in rows if row.id not in new])
        except Exception as error:
            ours = _sorted_out(error)
            if not isinstance(ours, RowRefused):
                self._drop()
            raise ours from error
        return [Stored(row, new=True) if row.id in new else _known(row, first) for row in rows]

    async def _connect(self) -> None:
        self._writing = await asyncpg.connect(self.url, timeout=5, command_timeout=COMMAND_TIMEOUT_S)
        await self._writing.execute("SET synchronous_commit TO on")  # an answer means: on disk
        self._insert = await self._writing.prepare(INSERT)

    def _drop(self) -> None:
        """A connection whose state is unknown is not used again."""
        if self._writing is not None:
            self._writing.terminate()
        self._writing = None

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

    async def newest_edition(self, quiz: int) -> int | None:
        ((number,),) = await self._read("SELECT max(number) FROM quizzes_edition WHERE quiz_id = $1", quiz)
        return number  # type: ignore[no-any-return]

    async def edition(self, quiz: int, number: int) -> dict[str, Any] | None:
        found = await self._read("SELECT content FROM quizzes_edition WHERE quiz_id = $1 AND number = $2", quiz, number)
        return json.loads(found[0][0]) if found else None

    async def keys(self) -> list[Key]:
        found = await self._read("SELECT id, secret, retired_at FROM quizzes_signingkey")
        return [Key(id_, bytes(secret), _ms(retired)) for id_, secret, retired in found]

    async def add_key(self, secret: bytes) -> None:
        await self._read("INSERT INTO quizzes_signingkey (secret, made_at) VALUES ($1, now())", secret)

    async def write(self, sql: str, *values: Any) -> list[Any]:
        await self.open()
        assert self._pool is not None  # noqa: S101  open() has just seen to it
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                await connection.execute("SET LOCAL synchronous_commit TO on")  # an answer means: on disk
                return list(await connection.fetch(sql, *values))
        except Exception as error:
            raise _sorted_out(error) from error

    async def _read(self, sql: str, *values: Any) -> list[Any]:
        await self.open()
        assert self._pool is not None  # noqa: S101  open() has just seen to it
        try:
            return list(await self._pool.fetch(sql, *values))
        except Exception as error:
            raise _sorted_out(error) from error


def _known(row: Row, first: dict[tuple[int, int, int], Row]) -> Stored | None:
    found = first.get((row.quiz_id, row.player, row.number))
    return Stored(found, new=found.id == row.id) if found else None


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


def _sorted_out(error: Exception) -> Exception:
    """Driver errors as ours; anything else is a programming error and stays what it is."""
    if isinstance(error, asyncpg.PostgresError):
        refused = (error.sqlstate or "").startswith(ROWS_FAULT)
        return RowRefused(f"{error.sqlstate} {error}") if refused else StoreDown(f"{error.sqlstate} {error}")
    if isinstance(error, OSError | asyncio.TimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError):
        return StoreDown(f"{type(error).__name__} {error}")
    return error
