"""Real servers and databases, real faults, under load. `make soak` does the same for longer.

32 clients submit without a pause; one ticket in ten is sent twice at once with other answers; after each error they send other
answers again. In the end: nothing that was acknowledged is missing or different, nothing is there twice.
"""

import asyncio
import signal
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bench.hotpath.processes import Server, intake
from bench.hotpath.siege import Verdict, besiege
from bench.hotpath.stock import open_quiz
from bench.soak import clock_set_back, full, killed
from tests.factories.clusters import PROGRAMS, Cluster, NoDisk
from tests.factories.quiz_database import make_tables

pytestmark = pytest.mark.slow
CALM_S = 1.0
LONGEST_S = 60


@pytest.fixture
def servers():
    """Start with `servers(url)`; all are ended after the test."""
    started: list[Server] = []

    def start(url: str) -> Server:
        started.append(intake(url, pinned=False))
        return started[-1]

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


def siege(running: list[Server], key, url: str, *faults) -> Verdict:
    async def event() -> None:
        await asyncio.sleep(CALM_S)
        for fault in faults:
            await fault()
            await asyncio.sleep(CALM_S)

    verdict = besiege([server.port for server in running], key, url, event)
    print(verdict)
    assert verdict.acknowledged > 100 and verdict.repeated > 5, verdict
    assert (verdict.lost, verdict.doubled) == (0, 0), verdict
    return verdict


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(either, servers):
    key = open_quiz(either)
    server = servers(either)
    assert siege([server], key, either, killed(server)).errors > 0


def test_nothing_is_lost_or_doubled_while_postgresql_restarts_and_crashes_under_two_servers(clean_cluster, servers):
    url = clean_cluster.url
    key = open_quiz(url)
    both = [servers(url), servers(url)]

    async def crash() -> None:
        await asyncio.to_thread(clean_cluster.restart, "immediate")

    async def restart() -> None:
        await asyncio.to_thread(clean_cluster.restart, "fast")

    siege(both, key, url, restart, crash)


def test_a_full_disk_refuses_and_loses_nothing(empty, servers):
    key = open_quiz(empty)
    server = servers(empty)
    seen = []

    async def no_room() -> None:
        with full(server):
            seen.append(await becomes(server, is_well=False))
        seen.append(await becomes(server, is_well=True))

    siege([server], key, empty, no_room)
    assert seen == [True, True], "it knew, and it got well by itself"


def test_postgresql_without_a_byte_of_room_refuses_and_loses_nothing(servers):
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL programs here")
    try:
        cluster = Cluster(disk_mb=96)
    except NoDisk:
        pytest.skip("no disk of a few megabytes may be mounted here")
    try:
        make_tables(cluster.url)
        key, server, seen = open_quiz(cluster.url), servers(cluster.url), []

        async def no_room() -> None:
            with cluster.full_disk():
                seen.append(await becomes(server, is_well=False))
            await asyncio.to_thread(cluster.start_again)
            seen.append(await becomes(server, is_well=True))

        siege([server], key, cluster.url, no_room)
        assert seen == [True, True], "it knew, and it got well by itself"
    finally:
        cluster.remove()


async def becomes(server: Server, *, is_well: bool) -> bool:
    """Whether it says so, if not at once then soon."""
    return await asyncio.to_thread(_becomes, server, is_well)


def _becomes(server: Server, is_well: bool) -> bool:
    late = time.monotonic() + LONGEST_S
    while (said := well(server)) != is_well and time.monotonic() < late:
        time.sleep(0.1)
    return said == is_well


def well(server: Server) -> bool:
    try:
        with urlopen(f"{server.url}/intake/health", timeout=LONGEST_S) as answer:
            return answer.status == 200
    except HTTPError as error:
        return error.code != 503


def test_a_clock_set_back_by_an_hour_changes_no_result(empty, servers):
    key = open_quiz(empty)
    server = servers(empty)
    siege([server], key, empty, clock_set_back(server))
