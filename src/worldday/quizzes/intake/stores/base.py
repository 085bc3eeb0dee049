from collections.abc import Sequence
from typing import Any, Protocol

from worldday.base.env import BadSetting
from worldday.base.hotpath.errors import RowRefused, StoreDown
from worldday.quizzes.intake.rows import Row
from worldday.quizzes.intake.tickets import Key, Pass

__all__ = ["RowRefused", "Store", "StoreDown", "open_store"]


class Store(Protocol):
    """All methods raise `StoreDown`, and find the store again by themselves once it is back."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def commit(self, rows: Sequence[Row]) -> Sequence[Row | None]:
        """On return everything is on disk. For each row what is stored of its attempt: the row as given, or the one that
        came first (they differ in their id); None: its id was taken by another attempt.

        Also raises `RowRefused`; then nothing of the batch is stored.
        """

    async def find(self, attempt: Pass) -> Row | None:
        """What is stored of this attempt."""

    async def played(self, quiz: int, player: int, day: int) -> tuple[int, int]:
        """(the next attempt's number in all, and on that day)."""

    async def has_unit(self, quiz: int, code: str) -> bool:
        """Whether a unit of the quiz has this code."""

    async def newest_edition(self, quiz: int) -> int | None: ...

    async def edition(self, quiz: int, number: int) -> dict[str, Any] | None:
        """`Edition.content`."""

    async def write(self, sql: str, *values: Any) -> list[Any]:
        """One statement with $1, $2 …; what it returned. On return it is on disk. Also raises `RowRefused`."""

    async def keys(self) -> list[Key]: ...

    async def add_key(self, secret: bytes) -> None: ...


def open_store(url: str) -> Store:
    """The store for a database address as Django gets it; raises `BadSetting`. It connects in `open()`."""
    scheme, _colon, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "pgsql"):
        from .postgres import PostgresStore  # a SQLite installation needs no driver

        return PostgresStore(f"postgresql://{rest}")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        from .sqlite import SqliteStore

        return SqliteStore(rest[1:].partition("?")[0])
    raise BadSetting(f"DATABASE_URL={scheme}://…: the quiz needs postgres://… or sqlite:///FILE.")
