"""Real servers and databases, real faults, in a storm. `make soak` does the same for longer.

64 clients ask for far more places than there are; one form in ten is sent twice at once, as by a double click; after each error the
same form is sent again. In the end: not a place too many, none lost, none given twice, none left over.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import pytest
from bench.hotpath.processes import Server, intake
from bench.soak import full, killed
from bench.storm.siege import Ledger, Storm, Verdict, judge
from bench.storm.stock import ONE_NETWORK, open_event
from tests.factories.booking_database import make_tables
from tests.factories.clusters import PROGRAMS, Cluster, NoDisk

pytestmark = pytest.mark.slow
PLACES, SLOTS, ATTEMPTS = 1_000, 4, 4_000


@pytest.fixture
def servers():
    """Start with `servers(url)`; all are ended after the test."""
    started: list[Server] = []

    def start(url: str) -> Server:
        started.append(intake(url, pinned=False, **ONE_NETWORK))
        return started[-1]

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


def storm(running: list[Server], url: str, *faults: Callable[[], Awaitable[None]]) -> Verdict:
    """The faults come one after the other while places are still being given."""
    blown = Storm([server.port for server in running], open_event(url, PLACES, SLOTS), ATTEMPTS)

    async def event(now: Storm) -> None:
        for nth, fault in enumerate(faults, start=1):
            await now.until(lambda ledger, nth=nth: _given(ledger, nth / (len(faults) + 1)))
            await fault()

    asyncio.run(asyncio.wait_for(blown.blow(event), 300))
    verdict = judge(blown, url)
    print(verdict)
    assert (verdict.oversold, verdict.lost, verdict.doubled, verdict.left_over) == (0, 0, 0, 0), verdict
    assert verdict.places == PLACES and verdict.repeated > 5, verdict
    return verdict


def _given(ledger: Ledger, part: float) -> bool:
    return ledger.places >= PLACES * part


def test_a_storm_gives_every_place_once_although_the_server_is_killed_midway(either, servers):
    server = servers(either)
    assert storm([server], either, killed(server)).errors > 0


def test_two_servers_give_every_place_once_while_postgresql_restarts_and_crashes(clean_cluster, servers):
    async def restart() -> None:
        await asyncio.to_thread(clean_cluster.restart, "fast")

    async def crash() -> None:
        await asyncio.to_thread(clean_cluster.restart, "immediate")

    storm([servers(clean_cluster.url), servers(clean_cluster.url)], clean_cluster.url, restart, crash)


def test_two_servers_share_the_places_and_one_of_them_is_killed(clean_cluster, servers):
    one, other = servers(clean_cluster.url), servers(clean_cluster.url)
    storm([one, other], clean_cluster.url, killed(one), killed(other))


def test_a_full_disk_is_waited_for_and_loses_nothing(empty, servers):
    server = servers(empty)

    async def no_room() -> None:
        with full(server):
            await asyncio.sleep(1)

    storm([server], empty, no_room)


def test_postgresql_without_a_byte_of_room_is_waited_for_and_loses_nothing(servers):
    if PROGRAMS is None:
        pytest.skip("no PostgreSQL programs here")
    try:
        cluster = Cluster(disk_mb=96)
    except NoDisk:
        pytest.skip("no disk of a few megabytes may be mounted here")
    try:
        make_tables(cluster.url)

        async def no_room() -> None:
            with cluster.full_disk():
                await asyncio.sleep(3)
            await asyncio.to_thread(cluster.start_again)

        storm([servers(cluster.url)], cluster.url, no_room)
    finally:
        cluster.remove()
