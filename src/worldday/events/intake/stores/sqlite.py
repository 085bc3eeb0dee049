"""SQLite, for an installation on one machine: the write lock first, then the same as on PostgreSQL."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any

from worldday.base.hotpath.clock import Ids
from worldday.base.hotpath.sqlite import Sqlite, immediate, ms_of
from worldday.events.intake.dealing import Dealing
from worldday.events.intake.rows import HELD, LAPSED, SLOTS, TABLE, Held, Hold, Outcome, new_code
from worldday.events.intake.sittings import SlotRow

from .base import MOST_ROUNDS, SITTING

COLUMNS = "id, code, key, token, event_id, slot_id, nth, ended, sort, size, adults, minors, district, state, made_at, held_until"
VALUES = f"(?, ?, ?, '', ?, ?, 0, 0, ?, ?, ?, ?, '', '{HELD}', ?, ?)"
MOST_AT_ONCE = 64  # rows in one statement, and keys in one question
FREE = f"SELECT CASE WHEN cancelled OR waiting > 0 THEN 0 ELSE places - taken END FROM {SLOTS} WHERE id = ?"
COUNT = f"UPDATE {SLOTS} SET taken = taken + ? WHERE id = ?"
BY_KEY = f"SELECT id, code, key, slot_id, size, state, held_until FROM {TABLE} WHERE key = ?"
DROP = (
    f"UPDATE {TABLE} SET state = '{LAPSED}', ended = id, settled_at = ? WHERE key = ? AND state = '{HELD}'"
    " RETURNING slot_id, size"
)


class SqliteStore(Sqlite):
    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._ids = Ids()

    async def commit(self, rows: Sequence[Hold], /) -> Sequence[Outcome]:
        return await self._committed(lambda connection: self._commit(connection, rows), len(rows))

    def _commit(self, connection: sqlite3.Connection, rows: Sequence[Hold]) -> Sequence[Outcome]:
        with immediate(connection):
            free = {slot: _free(connection, slot) for slot in {row.slot_id for row in rows}}
            dealing = Dealing(rows, free, self._renumbered)
            for _ in range(MOST_ROUNDS):
                fit = dealing.fit()
                new = _inserted(connection, fit)
                if keys := dealing.inserted(fit, new):
                    dealing.found(held for key in keys if (held := _find(connection, key)))
                if dealing.over:
                    break
            return dealing.outcomes()

    def _renumbered(self, row: Hold) -> Hold:
        return row._replace(id=self._ids.new(row.made_ms), code=new_code())

    async def find(self, key: int) -> Held | None:
        return await self._reading.run(lambda connection: _find(connection, key))

    async def drop(self, key: int, now_ms: int) -> bool:
        return await self._writing.run(lambda connection: _dropped(connection, key, now_ms))

    async def sittings(self, events: list[str]) -> list[SlotRow]:
        sql = SITTING.format(
            opens="e.opens_at", closes="e.closes_at", starts="s.starts_at", among=f"IN ({', '.join('?' * len(events))})"
        )
        return [_sitting(found) for found in await self._read(sql, *events)]


def _free(connection: sqlite3.Connection, slot: int) -> int:
    found = connection.execute(FREE, (slot,)).fetchone()
    return int(found[0]) if found else 0


def _inserted(connection: sqlite3.Connection, fit: Sequence[Hold]) -> set[tuple[int, int]]:
    """(id, key) of those that were new; their places are counted."""
    new: set[tuple[int, int]] = set()
    for at in range(0, len(fit), MOST_AT_ONCE):
        some = fit[at : at + MOST_AT_ONCE]
        new.update(connection.execute(_together(len(some)), list(chain(*map(_values, some)))))
    places: Counter[int] = Counter()
    for row in fit:
        places[row.slot_id] += row.size * ((row.id, row.key) in new)
    connection.executemany(COUNT, [(size, slot) for slot, size in places.items() if size])
    return new


@cache
def _together(count: int) -> str:
    return (
        f"INSERT INTO {TABLE} ({COLUMNS}) VALUES {', '.join([VALUES] * count)} ON CONFLICT DO NOTHING RETURNING id, key"
    )


def _values(row: Hold) -> tuple[int | str, ...]:
    until, made = _text_of(row.until_ms), _text_of(row.made_ms)
    return (
        row.id,
        row.code,
        row.key,
        row.event_id,
        row.slot_id,
        row.sort,
        row.size,
        row.size - row.minors,
        row.minors,
        made,
        until,
    )


def _find(connection: sqlite3.Connection, key: int) -> Held | None:
    found = connection.execute(BY_KEY, (key,)).fetchone()
    return Held(*found)._replace(until_ms=ms_of(found[6]) or 0) if found else None


def _dropped(connection: sqlite3.Connection, key: int, now_ms: int) -> bool:
    with immediate(connection):
        gone = connection.execute(DROP, (_text_of(now_ms), key)).fetchall()
        connection.executemany(COUNT, [(-size, slot) for slot, size in gone])
    return bool(gone)


def _sitting(found: tuple[Any, ...]) -> SlotRow:
    before, (opens, closes, starts, cancelled), rest = found[:5], found[5:9], found[9:]
    return SlotRow._make((*before, ms_of(opens), ms_of(closes), ms_of(starts), bool(cancelled), *rest))


def _text_of(ms: int) -> str:
    """As Django writes a moment."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
