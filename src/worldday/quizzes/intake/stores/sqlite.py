"""SQLite, for an installation on one machine: the same file as Django's, one thread that writes, one that reads, and one that
copies the log into the file meanwhile, because whoever waits for his answer should not wait for that."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import quote

from worldday.quizzes.intake.rows import COLUMNS, TABLE, Row
from worldday.quizzes.intake.tickets import Key, Pass

from .base import RowRefused, StoreDown

VALUES = f"({'?, ' * len(Row._fields)}0)"
INSERT = f"INSERT INTO {TABLE} ({COLUMNS}, void) VALUES {VALUES} ON CONFLICT DO NOTHING"
MOST_AT_ONCE = 64  # rows in one statement: with each the thread gives the interpreter away, and waits to have it back
FIRST = (
    f"SELECT {COLUMNS} FROM {TABLE} WHERE quiz_id = ?1 AND player = ?2 AND number = ?3"
    f" UNION ALL SELECT {COLUMNS} FROM {TABLE} WHERE quiz_id = ?1 AND player = ?2 AND day = ?4 AND day_number = ?5 LIMIT 1"
)
BUSY_S = 20  # how long to wait for a writer of Django's
CHECKPOINT_ROWS = (
    5_000  # some 30 MB of log: pages that change in every batch are copied into the file once, not per batch
)
LONGEST_LOG = 100_000  # pages, 400 MB: then the writer itself waits until the log begins anew
CACHE_KB = 64 * 1024  # the unique indexes of some million attempts
Result = TypeVar("Result")


class SqliteStore:
    def __init__(self, path: str) -> None:
        self.path = path
        self._writing, self._reading, self._copying = self._lanes = [_Lane(path), _Lane(path), _Lane(path)]
        self._uncopied = 0
        self._checkpoint: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Nothing to do: each lane connects when it is first used."""

    async def close(self) -> None:
        if self._checkpoint:
            await asyncio.wait([self._checkpoint])
        for lane in self._lanes:
            await lane.close()

    async def commit(self, rows: Sequence[Row]) -> Sequence[Row | None]:
        stored = await self._writing.run(lambda connection: _commit(connection, rows))
        self._uncopied += len(rows)
        if self._uncopied > CHECKPOINT_ROWS and (self._checkpoint is None or self._checkpoint.done()):
            self._uncopied = 0
            self._checkpoint = asyncio.create_task(self._copy())
        return stored

    async def _copy(self) -> None:
        """Nothing is lost when it fails: the log is part of the database, and is copied by the next."""
        with suppress(StoreDown):
            _busy, pages, _copied = await self._copying.run(lambda connection: _checkpoint(connection, "PASSIVE"))
            if pages > LONGEST_LOG:
                await self._writing.run(lambda connection: _checkpoint(connection, "RESTART"))

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

    async def newest_edition(self, quiz: int) -> int | None:
        ((number,),) = await self._read("SELECT max(number) FROM quizzes_edition WHERE quiz_id = ?", quiz)
        return number  # type: ignore[no-any-return]

    async def edition(self, quiz: int, number: int) -> dict[str, Any] | None:
        found = await self._read("SELECT content FROM quizzes_edition WHERE quiz_id = ? AND number = ?", quiz, number)
        return json.loads(found[0][0]) if found else None

    async def keys(self) -> list[Key]:
        found = await self._read("SELECT id, secret, retired_at FROM quizzes_signingkey")
        return [Key(id_, bytes(secret), _ms(retired)) for id_, secret, retired in found]

    async def add_key(self, secret: bytes) -> None:
        sql = "INSERT INTO quizzes_signingkey (secret, made_at) VALUES (?, ?)"
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as Django writes it
        await self._writing.run(lambda connection: connection.execute(sql, (secret, now)).close())

    async def write(self, sql: str, *values: Any) -> list[Any]:
        numbered = sql.replace("$", "?")
        return await self._writing.run(lambda connection: connection.execute(numbered, values).fetchall())

    async def _read(self, sql: str, *values: Any) -> list[Any]:
        return await self._reading.run(lambda connection: connection.execute(sql, values).fetchall())


class _Lane:
    """A thread with a connection of its own; after an error it connects anew."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: sqlite3.Connection | None = None

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            if self._connection is None:
                self._connection = _connect(self._path)
            return work(self._connection)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
            raise RowRefused(str(error)) from error
        except sqlite3.Error as error:  # disk full, locked for too long, the file or its folder gone
            self._disconnect()
            raise StoreDown(str(error)) from error

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=rw", uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=FULL").close()  # an answer means: on disk
    connection.execute("PRAGMA wal_autocheckpoint=0").close()
    connection.execute(f"PRAGMA cache_size=-{CACHE_KB}").close()
    return connection


def _commit(connection: sqlite3.Connection, rows: Sequence[Row]) -> Sequence[Row | None]:
    stored: Sequence[Row | None] = rows
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = connection.total_changes
        for at in range(0, len(rows), MOST_AT_ONCE):
            some = rows[at : at + MOST_AT_ONCE]
            connection.execute(_together(len(some)), list(chain.from_iterable(some)))
        if connection.total_changes - before < len(rows):  # repeated, or wrong: one by one, which tells the two apart
            connection.executemany(INSERT, rows)
            stored = [_first(connection, row) for row in rows]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return stored


def _checkpoint(connection: sqlite3.Connection, how: str) -> tuple[int, int, int]:
    """(1 when it could not be finished, pages in the log, pages copied)."""
    done: tuple[int, int, int] = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    return done


@cache
def _together(count: int) -> str:
    """Leaves out whatever it cannot store."""
    return f"INSERT OR IGNORE INTO {TABLE} ({COLUMNS}, void) VALUES {', '.join([VALUES] * count)}"


def _first(connection: sqlite3.Connection, row: Row) -> Row | None:
    found = connection.execute(FIRST, (row.quiz_id, row.player, row.number, row.day, row.day_number)).fetchone()
    return Row(*found) if found else None


def _ms(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)
