"""SQLite, for an installation on one machine: the same file as Django's, one thread that writes, one that reads, and one that
copies the log into the file meanwhile, because whoever waits for his answer should not wait for that."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from .errors import RowRefused, StoreDown

BUSY_S = 20  # how long to wait for a writer of Django's
# some 120 MB of log: pages that change again and again are copied into the file once, not per batch
CHECKPOINT_ROWS = 20_000
LONGEST_LOG = 100_000  # pages, 400 MB: then the writer itself waits until the log begins anew
CACHE_KB = 64 * 1024  # the unique indexes of some million rows
Result = TypeVar("Result")


class Sqlite:
    """What a store on SQLite inherits; it adds `commit`, over `_committed`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._writing, self._reading, self._copying = self._lanes = [Lane(path), Lane(path), Lane(path)]
        self._uncopied = 0
        self._checkpoint: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Nothing to do: each lane connects when it is first used."""

    async def close(self) -> None:
        if self._checkpoint:
            await asyncio.wait([self._checkpoint])
        for lane in self._lanes:
            await lane.close()

    async def _committed(self, work: Callable[[sqlite3.Connection], Result], count: int) -> Result:
        """`work`, which writes `count` rows, on the thread that writes."""
        stored = await self._writing.run(work)
        self._uncopied += count
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

    async def write(self, sql: str, *values: Any) -> list[Any]:
        """One statement with $1, $2 …, on disk on return."""
        numbered = sql.replace("$", "?")
        return await self._writing.run(lambda connection: connection.execute(numbered, values).fetchall())

    async def _read(self, sql: str, *values: Any) -> list[Any]:
        return await self._reading.run(lambda connection: connection.execute(sql, values).fetchall())


class Lane:
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


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that has the write lock from its first moment, and leaves nothing behind when it fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def ms_of(text: str | None) -> int | None:
    """Unix milliseconds of a moment as Django writes it: UTC, without saying so."""
    return None if text is None else int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=rw", uri=True, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=FULL").close()  # an answer means: on disk
    connection.execute("PRAGMA wal_autocheckpoint=0").close()
    connection.execute(f"PRAGMA cache_size=-{CACHE_KB}").close()
    return connection


def _checkpoint(connection: sqlite3.Connection, how: str) -> tuple[int, int, int]:
    """(1 when it could not be finished, pages in the log, pages copied)."""
    done: tuple[int, int, int] = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    return done
