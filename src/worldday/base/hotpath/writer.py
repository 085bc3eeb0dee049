"""Group commit: what arrives while one transaction is on its way to the disk goes into the next one.

No timer and no second commit in flight: under load the batches grow by themselves, without load a batch is one row. Nobody
gets an answer before the commit that holds his row has returned.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from .clock import Ids
from .errors import RowRefused, StoreDown

logger = logging.getLogger(__name__)
MOST_ROWS = 500  # per transaction: bounds how long the last of a burst delays the first of the next
PAUSE_S = 0.1


Row = TypeVar("Row", bound=tuple[Any, ...])
"""A named tuple with a field `id`, which may be given anew."""
Stored = TypeVar("Stored")
Given_contra = TypeVar("Given_contra", contravariant=True)
Kept_co = TypeVar("Kept_co", covariant=True)


class Table(Protocol[Given_contra, Kept_co]):
    """Where a writer commits to."""

    async def commit(self, rows: Sequence[Given_contra], /) -> Sequence[Kept_co | None]:
        """On return everything is on disk. For each row what became of it, or None: its id was taken by another.

        Raises `StoreDown` (then perhaps it is stored, and the same rows are given again) or `RowRefused` (then nothing is).
        """


class Writer(Generic[Row, Stored]):
    """`patience_s`: how long rows wait for a store that went away before their senders are told to try again."""

    def __init__(self, store: Table[Row, Stored], ids: Ids, *, patience_s: float = 5.0) -> None:
        self.store, self.ids, self.patience_s = store, ids, patience_s
        self.commits = self.rows = 0
        self._waiting: list[tuple[Row, asyncio.Future[Stored]]] = []
        self._pump: asyncio.Task[None] | None = None
        self._down_since: float | None = None

    @property
    def down(self) -> bool:
        return self._down_since is not None

    def add(self, row: Row) -> "asyncio.Future[Stored]":
        """Done once `row`, or an earlier one of the same thing, is on disk: that one. Or `StoreDown`, `RowRefused`."""
        future: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, future))
        if self._pump is None:
            self._pump = asyncio.create_task(self._run())
        return future

    async def finish(self) -> None:
        """Wait until everything that was added is answered."""
        while self._pump is not None:
            await asyncio.wait([self._pump])

    async def _run(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_ROWS], self._waiting[MOST_ROWS:]
                await self._commit(batch)
        finally:
            self._pump = None

    async def _commit(self, batch: "list[tuple[Row, asyncio.Future[Stored]]]") -> None:
        try:
            stored = await self._patiently([row for row, _future in batch])
        except StoreDown as error:
            _fail(batch, error)
        except RowRefused as error:
            await self._one_by_one(batch, error)
        except Exception as error:
            logger.exception("A batch of %d rows could not be written", len(batch))
            _fail(batch, error)
        else:
            self._answer(batch, stored)

    async def _patiently(self, rows: list[Row]) -> Sequence[Stored | None]:
        """Commit, again and again while the store is away. The ids stay, so a commit whose answer was lost is recognised."""
        while True:
            try:
                stored = await self.store.commit(rows)
            except StoreDown as error:
                now = time.monotonic()
                if self._down_since is None:
                    self._down_since = now
                    logger.warning("What was sent waits for the store: %s", error)
                if now - self._down_since > self.patience_s:
                    raise
                await asyncio.sleep(PAUSE_S)
            else:
                self._down_since = None
                return stored

    async def _one_by_one(self, batch: "list[tuple[Row, asyncio.Future[Stored]]]", error: RowRefused) -> None:
        """A row the database does not take must fail alone."""
        if len(batch) == 1:
            logger.error("A row was refused by the database: %s", error)
            _fail(batch, error)
        else:
            for waiting in batch:
                await self._commit([waiting])

    def _answer(self, batch: "list[tuple[Row, asyncio.Future[Stored]]]", stored: Sequence[Stored | None]) -> None:
        self.commits += 1
        self.rows += len(batch)
        for (row, future), found in zip(batch, stored, strict=True):
            if found is None:  # neither new nor there: another server drew the same id in the same millisecond
                again: Row = row._replace(id=self.ids.new(0))  # type: ignore[attr-defined]  # named tuples have it
                self._waiting.append((again, future))
            elif not future.done():
                future.set_result(found)


def _fail(batch: "list[tuple[Any, asyncio.Future[Any]]]", error: Exception) -> None:
    for _row, future in batch:
        if not future.done():
            future.set_exception(error)
