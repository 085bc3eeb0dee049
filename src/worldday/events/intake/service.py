"""Looking, taking, dropping: what each does, without HTTP. `docs/booking-storm.md` has the contract."""

import asyncio
import logging
from typing import Any

import msgspec

from worldday.base.digests import number_of
from worldday.base.hotpath.clock import Clock
from worldday.base.hotpath.config import Config
from worldday.base.hotpath.errors import StoreDown
from worldday.base.hotpath.visiting import clock_and_ids
from worldday.base.hotpath.writer import Writer

from .crowds import Client, Crowds, Headers
from .messages import Take, read_drop, read_look, read_take
from .refusals import Refused
from .rows import BOOKED, FAMILY, GROUP, HELD, Held, Hold, NoRoom, Outcome, new_code
from .sittings import BOOKING, OPEN, REFRESH_S, Sitting, Sittings
from .stores import Store, open_store

logger = logging.getLogger(__name__)
KEY = "booking-key"  # what events.links.key_number says, too


class Places:
    """One per process and event loop."""

    def __init__(self, config: Config, *, store: Store | None = None, clock: Clock | None = None) -> None:
        self.store = store or open_store(config.database_url)
        own, self.ids = clock_and_ids(config)
        self.clock, self.sittings = clock or own, Sittings(self.store)
        self.crowds = Crowds(config.trusted_proxies, config.booking_burst, config.bookings_per_second)
        self.writer: Writer[Hold, Outcome] = Writer(self.store, self.ids)
        self._secret = config.secret
        self._refreshing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """A store that is away is waited for, not fatal."""
        self._refreshing = asyncio.create_task(self._keep_fresh())

    async def close(self) -> None:
        """Everything accepted is answered first."""
        if self._refreshing:
            self._refreshing.cancel()
        await self.writer.finish()
        await self.store.close()

    def health(self) -> tuple[bool, dict[str, Any]]:
        return not self.writer.down, {"rows": self.writer.rows, "commits": self.writer.commits}

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_S)
            try:
                await self.sittings.refresh(self.clock.now_ms())
            except StoreDown as error:
                logger.warning("The store is away: %s", error)
            except Exception:
                logger.exception("Slots could not be read")

    async def look(self, body: bytes) -> bytes:
        """When booking opens by this clock, and how many places each slot has left; from memory."""
        asked, now = read_look(body), self.clock.now_ms()
        slots = await self.sittings.of(asked.event, now)
        row = next(iter(slots.values())).row
        open_now = row.state == OPEN and row.admission == BOOKING
        told = {"now_ms": now, "opens_ms": row.opens_ms, "open": open_now and now >= (row.opens_ms or 0)}
        free = {str(slot): sitting.free if now < sitting.closes_ms else 0 for slot, sitting in slots.items()}
        return msgspec.json.encode(told | {"free": free})

    async def take(self, body: bytes, headers: Headers, client: Client) -> bytes:
        """The places of one party, once they are on disk; the same key again gets the same places."""
        asked, now = read_take(body), self.clock.now_ms()
        if asked.minors > asked.size:
            raise Refused("bad-request")
        key = number_of(self._secret, KEY, asked.key)
        if asked.again and (earlier := await self.store.find(key)):
            return _told(earlier, asked, now, first=False)
        sitting = (await self.sittings.of(asked.event, now)).get(asked.slot)
        if sitting is None or sitting.row.cancelled:
            raise Refused("no-slot")
        _check(asked, sitting, now)
        network = self.crowds.network(headers, client)
        if not self.crowds.admits(network, now):
            raise Refused("crowd")
        row = self._hold(asked, key, sitting, now)
        stored = await self.writer.add(row)
        if isinstance(stored, Held) and stored.id == row.id:
            return _told(stored, asked, now, first=True)
        self.crowds.give_back(network)
        if isinstance(stored, NoRoom):
            self.sittings.seen(asked.slot, stored.free)
            raise Refused("full", free=stored.free)
        return _told(stored, asked, now, first=False)

    def _hold(self, asked: Take, key: int, sitting: Sitting, now: int) -> Hold:
        until = now + sitting.row.hold_minutes * 60_000
        sort = GROUP if asked.group else FAMILY
        return Hold(
            self.ids.new(now), new_code(), key, sitting.row.event, asked.slot, sort, asked.size, asked.minors, now, until
        )  # fmt: skip

    async def drop(self, body: bytes) -> bytes:
        """Give the places of a hold back; what is booked stays booked."""
        asked, now = read_drop(body), self.clock.now_ms()
        dropped = await self.store.drop(number_of(self._secret, KEY, asked.key), now)
        return b'{"dropped":%s}' % (b"true" if dropped else b"false")


def _check(asked: Take, sitting: Sitting, now: int) -> None:
    """Does the event take bookings now, of such parties, and has the slot, as last seen, room? Raises `Refused`."""
    row = sitting.row
    if row.state != OPEN or row.admission != BOOKING:
        raise Refused("not-bookable")
    if row.opens_ms is not None and now < row.opens_ms:
        raise Refused("not-open", opens_ms=row.opens_ms, now_ms=now)
    if now >= sitting.closes_ms:
        raise Refused("closed")
    if asked.size > (row.largest_group if asked.group else row.largest_party):
        raise Refused("party-too-large")
    if asked.size > sitting.free:
        raise Refused("full", free=sitting.free)


def _told(held: Held, asked: Take, now: int, *, first: bool) -> bytes:
    """What is on disk for this form."""
    if held.state not in (HELD, BOOKED):
        raise Refused("hold-over")
    if (held.slot_id, held.size) != (asked.slot, asked.size):
        raise Refused("other-choice", slot=held.slot_id, size=held.size, state=held.state)
    return (
        f'{{"booking":"{held.code}","state":"{held.state}","first":{"true" if first else "false"},"slot":{held.slot_id},'
        f'"size":{held.size},"held_until_ms":{held.until_ms},"now_ms":{now}}}'
    ).encode()
