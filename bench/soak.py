"""`make soak`: the faults of tests/quizzes/intake/test_faults.py, for minutes instead of seconds (SOAK_MINUTES, default 10).

Prints a line per database: how many submissions were acknowledged, and how many of those were lost or doubled. Exit 1 unless both
are 0.
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

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
CALM_S = 5.0
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
            place = stack.enter_context(postgres() if name == "postgres" else sqlite())
            url = place if isinstance(place, str) else place.url
            key = open_quiz(url)
            servers = [intake(url, pinned=False) for _ in range(2 if name == "postgres" else 1)]
            for server in servers:
                stack.callback(server.stop)
            faults: list[Fault] = [how(server) for server in servers for how in (killed, clock_set_back)]
            if isinstance(place, str):
                faults.append(disk_full(servers[0]))
            else:
                faults += [restarted(place, "fast"), restarted(place, "immediate")]
            verdict = besiege([server.port for server in servers], key, url, lambda faults=faults: trouble(faults))
            print(f"{name}: {verdict}", flush=True)
            good = good and not verdict.lost and not verdict.doubled and verdict.acknowledged > 0
    return 0 if good else 1


async def trouble(faults: list[Fault]) -> None:
    until = time.monotonic() + MINUTES * 60 / 2
    while time.monotonic() < until:
        await asyncio.sleep(CALM_S * random.random())
        await random.choice(faults)()


if __name__ == "__main__":
    sys.exit(main())
