"""A load that remembers: what every client was told is compared with what is stored at the end.

One ticket in ten is sent twice at once with other answers; after any error a client tries again with other answers, as no
honest phone would, until it is told a result. Whatever happens meanwhile, nobody may be told something that is not stored, nobody
may be told two different results, and no attempt may be stored twice.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.factories.quiz_content import answers
from tests.factories.quiz_database import rows

from bench.hotpath.line import Line
from bench.hotpath.stock import EDITION, new_ticket
from worldday.quizzes.intake.tickets import Key, Ticket

TWICE = 0.1
PAUSE_S = 0.05
PATIENCE_S = 60.0


@dataclass
class Ledger:
    """Player → (attempt, score) as first told."""

    told: dict[int, tuple[int, int]] = field(default_factory=dict)
    repeated: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    contradictions: int = 0

    def note(self, player: int, result: dict[str, Any]) -> None:
        now = (int(result["attempt"]), result["score"])
        before = self.told.setdefault(player, now)
        self.repeated += not result["first"]
        self.contradictions += before != now


@dataclass(frozen=True)
class Verdict:
    """`lost`: told, but not stored as told. `doubled`: stored or told twice with different content."""

    acknowledged: int
    repeated: int
    errors: int
    lost: int
    doubled: int

    def __str__(self) -> str:
        return (
            f"acknowledged {self.acknowledged}, repeats {self.repeated}, retried errors {self.errors},"
            f" lost {self.lost}, doubled {self.doubled}"
        )


def besiege(
    ports: list[int],
    key: Key,
    database: str,
    event: Callable[[], Awaitable[None]],
    *,
    clients: int = 32,
    tickets: Iterator[tuple[str, Ticket]] | None = None,
) -> Verdict:
    """Load the servers while `event` runs, let every client finish its ticket, and judge."""
    ledger = Ledger()

    async def run() -> None:
        over = asyncio.Event()
        source = tickets or iter(lambda: new_ticket(key), None)
        running = [asyncio.create_task(_client(ports, source, ledger, over)) for _ in range(clients)]
        try:
            await event()
        finally:
            over.set()
            await asyncio.wait_for(asyncio.gather(*running), PATIENCE_S)

    asyncio.run(run())
    return judge(ledger, database)


def judge(ledger: Ledger, database: str) -> Verdict:
    stored = rows(database, "SELECT player, id, score FROM quizzes_attempt")
    times = Counter(player for player, _id, _score in stored)
    by_player = {player: (row_id, score) for player, row_id, score in stored}
    lost = sum(by_player.get(player) != told for player, told in ledger.told.items())
    doubled = sum(count > 1 for count in times.values()) + ledger.contradictions
    return Verdict(len(ledger.told), ledger.repeated, sum(ledger.errors.values()), lost, doubled)


async def _client(ports: list[int], source: Iterator[tuple[str, Ticket]], ledger: Ledger, over: asyncio.Event) -> None:
    lines = [Line(port) for port in ports]
    while not over.is_set():
        text, ticket = next(source)
        if random.random() < TWICE:
            twins = (_told(Line(port), text, ticket, ledger) for port in random.choices(ports, k=2))
            await asyncio.gather(*twins)
        else:
            await _told(random.choice(lines), text, ticket, ledger)
    for line in lines:
        line.close()


async def _told(line: Line, text: str, ticket: Ticket, ledger: Ledger) -> None:
    """Send, with other answers each time, until there is a result."""
    while True:
        sent = {"ticket": text, "answers": answers(EDITION, ticket.seed, right=random.randrange(11))}
        try:
            status, result = await asyncio.wait_for(line.post("/intake/submit", sent), 10)
        except (OSError, EOFError, TimeoutError) as error:
            ledger.errors[type(error).__name__] += 1
            line.close()
        else:
            if status == 200:
                ledger.note(ticket.player, result)
                return
            if status != 503:
                raise AssertionError(f"{status} {result}")
            ledger.errors["503"] += 1
        await asyncio.sleep(PAUSE_S * (1 + random.random()))
