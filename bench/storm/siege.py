"""A storm on the places of one event by clients that remember: what each was told is compared with what is stored at the end.

One form in ten is sent twice at once, as by a double click; after any error a client sends the same form again and says so. In the
end no slot may hold more than it has, nobody may be told of places that are not stored as told, no form may have got places twice, and
as long as more is asked for than there is, no place may be left over.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.factories.quiz_database import rows

from bench.hotpath.line import Line
from bench.storm.stock import LARGEST, Opened, wish

TWICE = 0.1
PAUSE_S = 0.05
CLIENTS = 64
TAKE = "/intake/places/take"
AGAIN = {503, 429}


@dataclass
class Ledger:
    """What was told: form → (booking, slot, size)."""

    told: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    asked: int = 0
    declined: int = 0
    repeated: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    contradictions: int = 0

    def note(self, key: str, answer: dict[str, Any]) -> None:
        now = (answer["booking"], answer["slot"], answer["size"])
        self.contradictions += self.told.setdefault(key, now) != now
        self.repeated += not answer["first"]

    @property
    def places(self) -> int:
        return sum(size for _booking, _slot, size in self.told.values())


@dataclass(frozen=True)
class Verdict:
    """In parties, but `places`, `oversold` and `left_over`, which are places. `lost`: told, but not stored as told."""

    asked: int
    given: int
    places: int
    repeated: int
    errors: int
    oversold: int
    lost: int
    doubled: int
    left_over: int

    @property
    def good(self) -> bool:
        return not (self.oversold or self.lost or self.doubled)

    def __str__(self) -> str:
        return (
            f"asked {self.asked}, given {self.given} ({self.places} places), repeats {self.repeated}, retried errors {self.errors},"
            f" oversold {self.oversold}, lost {self.lost}, doubled {self.doubled}, left over {self.left_over}"
        )


class Storm:
    """`attempts` forms in all on one event, of parties of up to five."""

    def __init__(self, ports: list[int], event: Opened, attempts: int) -> None:
        self.ports, self.event, self.left = ports, event, attempts
        self.ledger = Ledger()

    async def blow(self, event: Callable[["Storm"], Awaitable[None]], *, clients: int = CLIENTS) -> None:
        """Until every form is answered; `event` happens meanwhile, and may look at the ledger."""
        running = [asyncio.create_task(self._client()) for _ in range(clients)]
        happening = asyncio.create_task(event(self))
        await asyncio.gather(happening, *running)

    async def until(self, done: Callable[[Ledger], bool]) -> None:
        """Wait for a moment of the storm."""
        while not done(self.ledger) and self.left > 0:  # noqa: ASYNC110  whatever the caller asks for
            await asyncio.sleep(0.005)

    async def _client(self) -> None:
        lines = [Line(port) for port in self.ports]
        while self.left > 0:
            self.left -= 1
            form = wish(self.event, random.choice(self.event.slots), random.randrange(LARGEST) + 1)
            if random.random() < TWICE:
                twins = [Line(port) for port in random.choices(self.ports, k=2)]
                await asyncio.gather(*(self._answered(twin, form) for twin in twins))
                for twin in twins:
                    twin.close()
            else:
                await self._answered(random.choice(lines), form)
            self.ledger.asked += 1
        for line in lines:
            line.close()

    async def _answered(self, line: Line, form: dict[str, Any]) -> None:
        again = False
        while True:
            try:
                status, answer = await asyncio.wait_for(line.post(TAKE, form | {"again": again}), 10)
            except (OSError, EOFError, TimeoutError) as error:
                self.ledger.errors[type(error).__name__] += 1
                line.close()
            else:
                if status == 200:
                    self.ledger.note(form["key"], answer)
                    return
                if answer["error"]["code"] == "full":
                    self.ledger.declined += 1
                    return
                if status not in AGAIN:
                    raise AssertionError(f"{status} {answer}")
                self.ledger.errors[str(status)] += 1
            again = True
            await asyncio.sleep(PAUSE_S * (1 + random.random()))


def judge(storm: Storm, database: str) -> Verdict:
    ledger, of_event = storm.ledger, storm.event.slots
    among = f"BETWEEN {of_event[0]} AND {of_event[-1]}"
    stored = rows(database, f"SELECT code, slot_id, size, key FROM events_booking WHERE slot_id {among}")
    slots = rows(database, f"SELECT id, places, taken FROM events_slot WHERE id {among}")
    by_code = {code: (code, slot, size) for code, slot, size, _key in stored}
    held: Counter[int] = Counter()
    for _code, slot, size, _key in stored:
        held[slot] += size
    return Verdict(
        asked=ledger.asked,
        given=len(ledger.told),
        places=ledger.places,
        repeated=ledger.repeated,
        errors=sum(ledger.errors.values()),
        oversold=sum(max(held[slot] - places, 0) + abs(held[slot] - taken) for slot, places, taken in slots),
        lost=sum(by_code.get(told[0]) != told for told in ledger.told.values()),
        doubled=ledger.contradictions + len(stored) - len({key for *_rest, key in stored}) + max(len(stored) - len(ledger.told), 0),
        left_over=sum(places - taken for _slot, places, taken in slots),
    )  # fmt: skip
