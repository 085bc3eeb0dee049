"""What the storm path remembers of events and slots, no older than a second: when booking opens, and where places are left."""

import asyncio
from dataclasses import dataclass
from typing import NamedTuple

from .refusals import Refused
from .stores import Store

REFRESH_S = 1.0
IDLE_MS = 600_000  # an event nobody asked for so long is no longer read every second
MOST_EVENTS, MOST_UNKNOWN = 1000, 10_000
BOOKING, OPEN = "booking", "open"


class SlotRow(NamedTuple):
    """A slot with what its event says, as the store reads it. Times in Unix ms; `free` = places − taken."""

    slot: int
    event: int
    code: str
    state: str
    admission: str
    opens_ms: int | None
    closes_ms: int | None
    starts_ms: int
    cancelled: bool
    free: int
    waiting: int
    largest_party: int
    largest_group: int
    hold_minutes: int


@dataclass(slots=True)
class Sitting:
    """A slot as it was last seen. `free`: places anybody may have."""

    row: SlotRow
    free: int

    @property
    def closes_ms(self) -> int:
        return min(self.row.starts_ms, self.row.closes_ms or self.row.starts_ms)


class Sittings:
    """Slots by event code, and when each event was last asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._events: dict[str, dict[int, Sitting]] = {}
        self._asked_ms: dict[str, int] = {}
        self._unknown: set[str] = set()
        self._by_slot: dict[int, Sitting] = {}
        self._reading: asyncio.Task[None] | None = None

    async def of(self, event: str, now_ms: int) -> dict[int, Sitting]:
        """The slots of this event. Raises `Refused`."""
        slots = self._events.get(event)
        if slots is None:
            slots = await self._first_look(event)
        if not slots:  # all of them were taken away since
            raise Refused("no-event")
        self._asked_ms[event] = now_ms
        return slots

    def seen(self, slot: int, free: int) -> None:
        """What a commit has just shown."""
        if sitting := self._by_slot.get(slot):
            sitting.free = free

    async def refresh(self, now_ms: int) -> None:
        """Read again whatever was asked for lately."""
        self._unknown.clear()
        for event in [code for code, asked in self._asked_ms.items() if now_ms - asked > IDLE_MS]:
            self._forget(event)
        if self._events:
            self._know(await self._store.sittings(list(self._events)), list(self._events))

    async def _first_look(self, event: str) -> dict[int, Sitting]:
        """The first of a storm reads, everybody behind him waits for that one read."""
        while self._reading is not None:
            await asyncio.wait([self._reading])
        if event not in self._events and event not in self._unknown:
            self._reading = asyncio.ensure_future(self._read(event))
            try:
                await asyncio.shield(self._reading)
            finally:
                self._reading = None
        if event not in self._events:
            raise Refused("no-event")
        return self._events[event]

    async def _read(self, event: str) -> None:
        rows = await self._store.sittings([event])
        if rows:
            while len(self._events) >= MOST_EVENTS:
                self._forget(next(iter(self._events)))
            self._know(rows, [event])
        elif len(self._unknown) < MOST_UNKNOWN:
            self._unknown.add(event)

    def _know(self, rows: list[SlotRow], events: list[str]) -> None:
        fresh: dict[str, dict[int, Sitting]] = {event: {} for event in events}
        for row in rows:
            sitting = Sitting(row, 0 if row.waiting or row.cancelled else max(row.free, 0))
            fresh[row.code][row.slot] = self._by_slot[row.slot] = sitting
        for event, slots in fresh.items():
            for gone in self._events.get(event, {}).keys() - slots.keys():
                self._by_slot.pop(gone, None)
            self._events[event] = slots

    def _forget(self, event: str) -> None:
        for slot in self._events.pop(event, {}):
            self._by_slot.pop(slot, None)
        self._asked_ms.pop(event, None)
