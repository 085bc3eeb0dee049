"""SQLite, for an installation on one machine."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any

from worldday.base.hotpath.sqlite import Sqlite, immediate, ms_of
from worldday.quizzes.intake.rows import COLUMNS, TABLE, Row
from worldday.quizzes.intake.tickets import Key, Pass

VALUES = f"({'?, ' * len(Row._fields)}0)"
INSERT = f"INSERT INTO {TABLE} ({COLUMNS}, void) VALUES {VALUES} ON CONFLICT DO NOTHING"
MOST_AT_ONCE = 64  # rows in one statement: with each the thread gives the interpreter away, and waits to have it back
FIRST = (
    f"SELECT {COLUMNS} FROM {TABLE} WHERE quiz_id = ?1 AND player = ?2 AND number = ?3"
    f" UNION ALL SELECT {COLUMNS} FROM {TABLE} WHERE quiz_id = ?1 AND player = ?2 AND day = ?4 AND day_number = ?5 LIMIT 1"
)


class SqliteStore(Sqlite):
    async def commit(self, rows: Sequence[Row]) -> Sequence[Row | None]:
        return await self._committed(lambda connection: _commit(connection, rows), len(rows))

    async def find(self, attempt: Pass) -> Row | None:
        wanted = (attempt.quiz, attempt.player, attempt.number, attempt.day, attempt.day_number)
        found = await self._read(FIRST, *wanted)
        return Row(*found[0]) if found else None

    async def played(self, quiz: int, player: int, day: int) -> tuple[int, int]:
        sql = (
            "SELECT coalesce(max(number) + 1, 0), coalesce(max(day_number) FILTER (WHERE day = ?) + 1, 0)"
            f" FROM {TABLE} WHERE quiz_id = ? AND player = ?"
        )
        ((number, day_number),) = await self._read(sql, day, quiz, player)
        return number, day_number

    async def has_unit(self, quiz: int, code: str) -> bool:
        sql = "SELECT 1 FROM quizzes_schoolclass WHERE quiz_id = ? AND code = ? AND seats = 0"
        return bool(await self._read(sql, quiz, code))

    async def newest_edition(self, quiz: int) -> int | None:
        ((number,),) = await self._read("SELECT max(number) FROM quizzes_edition WHERE quiz_id = ?", quiz)
        return number  # type: ignore[no-any-return]

    async def edition(self, quiz: int, number: int) -> dict[str, Any] | None:
        found = await self._read("SELECT content FROM quizzes_edition WHERE quiz_id = ? AND number = ?", quiz, number)
        return json.loads(found[0][0]) if found else None

    async def keys(self) -> list[Key]:
        found = await self._read("SELECT id, secret, retired_at FROM quizzes_signingkey")
        return [Key(id_, bytes(secret), ms_of(retired)) for id_, secret, retired in found]

    async def add_key(self, secret: bytes) -> None:
        sql = "INSERT INTO quizzes_signingkey (secret, made_at) VALUES (?, ?)"
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as Django writes it
        await self._writing.run(lambda connection: connection.execute(sql, (secret, now)).close())


def _commit(connection: sqlite3.Connection, rows: Sequence[Row]) -> Sequence[Row | None]:
    stored: Sequence[Row | None] = rows
    with immediate(connection):
        before = connection.total_changes
        for at in range(0, len(rows), MOST_AT_ONCE):
            some = rows[at : at + MOST_AT_ONCE]
            connection.execute(_together(len(some)), list(chain.from_iterable(some)))
        if connection.total_changes - before < len(rows):  # repeated, or wrong: one by one, which tells the two apart
            connection.executemany(INSERT, rows)
            stored = [_first(connection, row) for row in rows]
    return stored


@cache
def _together(count: int) -> str:
    """Leaves out whatever it cannot store."""
    return f"INSERT OR IGNORE INTO {TABLE} ({COLUMNS}, void) VALUES {', '.join([VALUES] * count)}"


def _first(connection: sqlite3.Connection, row: Row) -> Row | None:
    found = connection.execute(FIRST, (row.quiz_id, row.player, row.number, row.day, row.day_number)).fetchone()
    return Row(*found) if found else None
