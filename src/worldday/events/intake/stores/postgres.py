"""PostgreSQL: the slots' rows are locked in order, then one statement inserts the holds and counts what it has inserted."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from worldday.base.hotpath.clock import Ids
from worldday.base.hotpath.errors import RowRefused
from worldday.base.hotpath.postgres import Postgres, sorted_out
from worldday.events.intake.dealing import Dealing
from worldday.events.intake.rows import HELD, LAPSED, SLOTS, TABLE, Held, Hold, Outcome, new_code
from worldday.events.intake.sittings import SlotRow

from .base import MOST_ROUNDS, SITTING

TYPES = {int: "bigint", str: "text"}
FIELDS = ", ".join(f"{name} {TYPES[type_]}" for name, type_ in Hold.__annotations__.items())
WANTED = f"CREATE TYPE pg_temp.wanted AS ({FIELDS})"
# In one order everywhere, so that two servers never wait for each other.
LOCK = (
    f"SELECT id, CASE WHEN cancelled OR waiting > 0 THEN 0 ELSE places - taken END FROM {SLOTS}"
    " WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"  # a form being booked keeps a share of the key, see actions/rows.py
)
TAKE = f"""
WITH kept AS (
  INSERT INTO {TABLE} (id, code, key, token, event_id, slot_id, nth, ended, sort, size, adults, minors, district, state,
    held_until, made_at)
  SELECT id, code, key, '', event_id, slot_id, 0, 0, sort, size, size - minors, minors, '', '{HELD}',
    to_timestamp(until_ms / 1000.0), to_timestamp(made_ms / 1000.0)
  FROM unnest($1::pg_temp.wanted[]) ON CONFLICT DO NOTHING RETURNING id, key, slot_id, size
), counted AS (
  UPDATE {SLOTS} s SET taken = s.taken + k.places
  FROM (SELECT slot_id, sum(size) AS places FROM kept GROUP BY slot_id) k WHERE s.id = k.slot_id
)
SELECT id, key FROM kept
"""
BY_KEY = (
    "SELECT id, code, key, slot_id, size, state,"
    " coalesce(floor(extract(epoch FROM held_until) * 1000), 0)::bigint"
    f" FROM {TABLE} WHERE key = ANY($1::bigint[])"
)
SLOT_OF = f"SELECT id FROM {SLOTS} WHERE id = (SELECT slot_id FROM {TABLE} WHERE key = $1) FOR NO KEY UPDATE"
DROP = f"""
WITH gone AS (
  UPDATE {TABLE} SET state = '{LAPSED}', ended = id, settled_at = to_timestamp($2::bigint / 1000.0)
  WHERE key = $1 AND state = '{HELD}' RETURNING slot_id, size
)
UPDATE {SLOTS} s SET taken = s.taken - gone.size FROM gone WHERE s.id = gone.slot_id RETURNING s.id
"""
SITTINGS = SITTING.format(
    among="= ANY($1::text[])",
    **{
        name: f"(extract(epoch FROM {column}) * 1000)::bigint"
        for name, column in (("opens", "e.opens_at"), ("closes", "e.closes_at"), ("starts", "s.starts_at"))
    },
)


class PostgresStore(Postgres):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._lock: Any = None
        self._take: Any = None
        self._ids = Ids()

    async def _prepare(self, connection: asyncpg.Connection) -> None:
        await connection.execute(WANTED)
        self._lock, self._take = await connection.prepare(LOCK), await connection.prepare(TAKE)

    async def commit(self, rows: Sequence[Hold], /) -> Sequence[Outcome]:
        try:
            if self._writing is None or self._writing.is_closed():
                await self._connect()
            assert self._writing is not None  # noqa: S101  it has just been made
            async with self._writing.transaction():
                return await self._place(self._writing, rows)
        except Exception as error:
            ours = sorted_out(error)
            if not isinstance(ours, RowRefused):
                self._drop()
            raise ours from error

    async def _place(self, connection: asyncpg.Connection, rows: Sequence[Hold]) -> Sequence[Outcome]:
        free = dict(await self._lock.fetch(sorted({row.slot_id for row in rows})))
        dealing = Dealing(rows, free, self._renumbered)
        for _ in range(MOST_ROUNDS):
            fit = dealing.fit()
            new = set(map(tuple, await self._take.fetch(fit))) if fit else set()
            if keys := dealing.inserted(fit, new):
                dealing.found(Held(*record) for record in await connection.fetch(BY_KEY, keys))
            if dealing.over:
                break
        return dealing.outcomes()

    def _renumbered(self, row: Hold) -> Hold:
        return row._replace(id=self._ids.new(row.made_ms), code=new_code())

    async def find(self, key: int) -> Held | None:
        found = await self._read(BY_KEY, [key])
        return Held(*found[0]) if found else None

    async def drop(self, key: int, now_ms: int) -> bool:
        return bool(await self.write(DROP, key, now_ms, first=(SLOT_OF, key)))  # slot before booking, as everybody

    async def sittings(self, events: list[str]) -> list[SlotRow]:
        return [SlotRow(*record) for record in await self._read(SITTINGS, events)]
