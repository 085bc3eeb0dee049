from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from worldday.base.env import BadSetting
from worldday.events.intake.rows import EVENTS, SLOTS, Held, Hold, Outcome

if TYPE_CHECKING:
    from worldday.events.intake.sittings import SlotRow

SITTING = f"""
SELECT s.id, e.id, e.code, e.state, e.admission, {{opens}}, {{closes}}, {{starts}}, s.cancelled, s.places - s.taken, s.waiting,
  e.largest_party, e.largest_group, e.hold_minutes
FROM {SLOTS} s JOIN {EVENTS} e ON e.id = s.event_id WHERE e.code {{among}}
"""
MOST_ROUNDS = 8  # of one batch, see dealing.py: only keys that repeat inside it need more than two


class Store(Protocol):
    """All methods raise `StoreDown`, and find the store again by themselves once it is back."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def commit(self, rows: Sequence[Hold], /) -> Sequence[Outcome]:
        """On return everything is on disk: the places are counted in their slots, and the holds are there. For each row what
        is stored of its key (the row itself, or what came first with this key), or how many places are left when they are too few.

        Also raises `RowRefused`; then nothing of the batch is stored.
        """

    async def find(self, key: int) -> Held | None:
        """What is stored of this key."""

    async def drop(self, key: int, now_ms: int) -> bool:
        """End the hold of this key and give its places back; False when it holds none. On disk on return."""

    async def sittings(self, events: list[str]) -> "list[SlotRow]":
        """The slots of the events with these codes."""


def open_store(url: str) -> Store:
    """The store for a database address as Django gets it; raises `BadSetting`. It connects in `open()`."""
    scheme, _colon, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "pgsql"):
        from .postgres import PostgresStore  # a SQLite installation needs no driver

        return PostgresStore(f"postgresql://{rest}")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        from .sqlite import SqliteStore

        return SqliteStore(rest[1:].partition("?")[0])
    raise BadSetting(f"DATABASE_URL={scheme}://…: bookings need postgres://… or sqlite:///FILE.")
