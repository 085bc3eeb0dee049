"""`make soak`: the faults of tests/quizzes/intake and tests/events/intake, for minutes instead of seconds (SOAK_MINUTES, default 10).

Prints a line per database and hot path: how many submissions were acknowledged and places given, and how many of those were lost,
doubled or more than there are. Exit 1 unless all that is 0.
"""

import asyncio
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.factories.clusters import Cluster

from bench.hotpath.processes import Server, intake
from bench.hotpath.siege import besiege
from bench.hotpath.stock import open_quiz, postgres, sqlite
from bench.storm.siege import Storm, judge
from bench.storm.stock import ONE_NETWORK, make_tables, open_event
from worldday.quizzes.intake.tickets import Key

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
CALM_S = 5.0
STORM_PLACES, STORM_SLOTS = 1_000, 5
Fault = Callable[[], Awaitable[None]]


def killed(server: Server) -> Fault:
    async def fault() -> None:
        server.stop(signal.SIGKILL)
        await asyncio.to_thread(server.start)

    return fault


def clock_set_back(server: Server) -> Fault:
    """One hour, seen at the next start; and forward again at the one after it."""

    async def fault() -> None:
        hour_ago = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 3600))
        for environment in ({"WORLDDAY_NOW": hour_ago, "WORLDDAY_NOW_SINCE": str(int(time.time()))}, {}):
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(lambda environment=environment: server.start(**environment))

    return fault


def restarted(cluster: Cluster, mode: str) -> Fault:
    async def fault() -> None:
        await asyncio.to_thread(cluster.restart, mode)

    return fault


def disk_full(server: Server) -> Fault:
    """No file of the server may grow any more, for two seconds."""

    async def fault() -> None:
        with full(server):
            await asyncio.sleep(2)

    return fault


@contextmanager
def full(server: Server) -> Iterator[None]:
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
    os.environ["WORLDDAY_DATA"] = tempfile.mkdtemp(prefix="worldday-soak-")
    import django  # the tables are made from the models

    django.setup()
    good = True
    for name in ("postgres", "sqlite"):
        with ExitStack() as stack:
            place = stack.enter_context(postgres(make_tables) if name == "postgres" else sqlite(make_tables))
            url = place if isinstance(place, str) else place.url
            key = open_quiz(url)  # before a server makes a key of its own
            servers = [intake(url, pinned=False, **ONE_NETWORK) for _ in range(2 if name == "postgres" else 1)]
            for server in servers:
                stack.callback(server.stop)
            faults = faults_of(place, servers)
            good = answers(name, url, key, servers, faults) and good
            good = places(name, url, servers, faults) and good
    return 0 if good else 1


def faults_of(place: Cluster | str, servers: list[Server]) -> list[Fault]:
    faults: list[Fault] = [how(server) for server in servers for how in (killed, clock_set_back)]
    if isinstance(place, str):
        return [*faults, disk_full(servers[0])]
    return [*faults, restarted(place, "fast"), restarted(place, "immediate")]


def answers(name: str, url: str, key: Key, servers: list[Server], faults: list[Fault]) -> bool:
    """A quarter of the time for the answers of a quiz."""
    verdict = besiege([server.port for server in servers], key, url, lambda: trouble(faults, MINUTES * 60 / 4))
    print(f"{name}, answers: {verdict}", flush=True)
    return not verdict.lost and not verdict.doubled and verdict.acknowledged > 0


def places(name: str, url: str, servers: list[Server], faults: list[Fault]) -> bool:
    """And a quarter for the places of events: one storm after the other, each on an event of its own."""
    until, good, nth = time.monotonic() + MINUTES * 60 / 4, True, 0
    while time.monotonic() < until:
        nth += 1
        storm = Storm(
            [server.port for server in servers], open_event(url, STORM_PLACES, STORM_SLOTS, nth), 20 * STORM_PLACES
        )
        asyncio.run(storm.blow(lambda _storm: trouble(faults, CALM_S)))
        verdict = judge(storm, url)
        print(f"{name}, places, storm {nth}: {verdict}", flush=True)
        good = good and verdict.good and verdict.places == STORM_PLACES
    return good


async def trouble(faults: list[Fault], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(CALM_S * random.random())
        await random.choice(faults)()


if __name__ == "__main__":
    sys.exit(main())
