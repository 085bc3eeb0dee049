"""PostgreSQL through asyncpg: one connection that writes, a few that read; found again by themselves after it was away."""

import asyncio
from datetime import datetime
from typing import Any

import asyncpg

from .errors import RowRefused, StoreDown

COMMAND_TIMEOUT_S = 10.0
ROWS_FAULT = ("22", "23")
"""Classes of SQLSTATE that blame the row (data, constraints); after any other the same statement may succeed later."""


class Postgres:
    """What a store on PostgreSQL inherits; it adds `commit`, over `_writing`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writing: asyncpg.Connection | None = None
        self._pool: asyncpg.Pool | None = None

    async def open(self) -> None:
        try:
            self._pool = self._pool or await asyncpg.create_pool(
                self.url, min_size=0, max_size=4, timeout=5, command_timeout=COMMAND_TIMEOUT_S
            )
        except Exception as error:
            raise sorted_out(error) from error

    async def close(self) -> None:
        if self._writing:
            self._writing.terminate()
        if self._pool:
            self._pool.terminate()

    async def _connect(self) -> None:
        self._writing = await asyncpg.connect(self.url, timeout=5, command_timeout=COMMAND_TIMEOUT_S)
        await self._writing.execute("SET synchronous_commit TO on")  # an answer means: on disk
        await self._prepare(self._writing)

    async def _prepare(self, connection: asyncpg.Connection) -> None:
        """Types and statements of the connection that writes, made anew with each."""

    def _drop(self) -> None:
        """A connection whose state is unknown is not used again."""
        if self._writing is not None:
            self._writing.terminate()
        self._writing = None

    async def write(self, sql: str, *values: Any, first: tuple[Any, ...] = ()) -> list[Any]:
        """One statement in a transaction of its own; on return it is on disk. `first`: what holds rows before it, with its values."""
        await self.open()
        assert self._pool is not None  # noqa: S101  open() has just seen to it
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                await connection.execute("SET LOCAL synchronous_commit TO on")  # an answer means: on disk
                if first:
                    await connection.execute(*first)
                return list(await connection.fetch(sql, *values))
        except Exception as error:
            raise sorted_out(error) from error

    async def _read(self, sql: str, *values: Any) -> list[Any]:
        await self.open()
        assert self._pool is not None  # noqa: S101  open() has just seen to it
        try:
            return list(await self._pool.fetch(sql, *values))
        except Exception as error:
            raise sorted_out(error) from error


def ms_of(moment: datetime | None) -> int | None:
    """Unix milliseconds of a moment as the driver gives it."""
    return None if moment is None else int(moment.timestamp() * 1000)


def sorted_out(error: Exception) -> Exception:
    """Driver errors as ours; anything else is a programming error and stays what it is."""
    if isinstance(error, asyncpg.PostgresError):
        refused = (error.sqlstate or "").startswith(ROWS_FAULT)
        return RowRefused(f"{error.sqlstate} {error}") if refused else StoreDown(f"{error.sqlstate} {error}")
    if isinstance(error, OSError | asyncio.TimeoutError | asyncpg.InterfaceError | asyncpg.InternalClientError):
        return StoreDown(f"{type(error).__name__} {error}")
    return error
