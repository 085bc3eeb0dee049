"""Bookings in a storm. Server and database on one core, the load on the other; loopback, keep-alive, no TLS.

First the storm itself, on both databases: 100,000 forms by 64 clients for 5,000 places in parties of one to five, one form in ten sent
twice at once, kill -9 of the server when half the places are given and once more in the middle of the rest. Then rounds of every
variant in turns, so that a busy moment of the machine meets all alike: places held by the storm path, refused when all is full, booked by
the ordinary form, and ordered from pretix (bench/peers/pretix_orders.py), which does more per order than a booking is. Figures are medians.
WORLDDAY_BENCH_QUICK=1 shortens everything; WORLDDAY_BENCH_PRETIX=0 leaves pretix out, where PyPI cannot be reached.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.factories.clusters import Cluster, free_port
from tests.factories.quiz_database import connected

from bench.hotpath.processes import LOAD_CORE, Server, cpu_seconds, intake, served, stopped_after
from bench.hotpath.stock import postgres, sqlite
from bench.hotpath.wrk import load
from bench.measure import ROUNDS, Measure, at_most
from bench.peers.pretix_orders import Shop
from bench.soak import killed
from bench.storm.posting import post
from bench.storm.siege import TAKE, Storm, Verdict, judge
from bench.storm.site import Site
from bench.storm.stock import ONE_NETWORK, UNLIMITED, Opened, make_tables, open_event, stored, wishes
from worldday.base import env

QUICK = env.flag("WORLDDAY_BENCH_QUICK")
PRETIX = env.flag("WORLDDAY_BENCH_PRETIX", default=True)
TURNS, SECONDS, WARM_S = (2, 2, 1) if QUICK else (ROUNDS, 4, 1)
ATTEMPTS, PLACES, SLOTS = (10_000, 500, 5) if QUICK else (100_000, 5_000, 5)
FASTEST = 40_000  # requests prepared per second of load
OURS, THEIRS = 64, 8  # connections; more only make pretix slower
MORE = "x; pretix writes order, position, payment and log per order and answers with all of it"
BASES = ("postgres", "sqlite")


@dataclass(frozen=True)
class Run:
    """One variant in one round; `cpu_us`: processor time per booking of server and database."""

    done: int
    per_second: float
    cpu_us: float
    p99_ms: float
    failed: int


def measure() -> Iterator[Measure]:
    import django  # the tables are made from the models

    django.setup()
    os.sched_setaffinity(0, {int(LOAD_CORE)})
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="worldday-bench-") as folder:
        cluster, quiet = stack.enter_context(postgres(make_tables)), stack.enter_context(postgres(_nothing))
        urls = {"postgres": cluster.url, "sqlite": stack.enter_context(sqlite(make_tables))}
        for base in BASES:
            yield from judged(base, storm(urls[base]))
        work = Work(cluster, quiet, urls, Path(folder))
        runs: dict[str, list[Run]] = {}
        for _ in range(TURNS):
            for name, run in work.round():
                runs.setdefault(name, []).append(run)
                print(
                    f"… {name}: {run.per_second:.1f}/s p99 {run.p99_ms:.1f} ms {run.cpu_us:.1f} µs",
                    file=sys.stderr,
                    flush=True,
                )
        yield from told(runs)


def _nothing(_url: str) -> None:
    """No tables yet."""


def storm(url: str) -> Verdict:
    """Until every form has its answer, with two kills on the way."""
    with stopped_after(intake(url, **ONE_NETWORK)) as server:
        blown = Storm([server.port], open_event(url, PLACES, SLOTS), ATTEMPTS)

        async def event(now: Storm) -> None:
            await now.until(lambda ledger: ledger.places >= PLACES / 2)
            await killed(server)()
            await now.until(lambda ledger: ledger.asked >= ATTEMPTS / 2)
            await killed(server)()

        asyncio.run(blown.blow(event))
    return judge(blown, url)


def judged(base: str, verdict: Verdict) -> Iterator[Measure]:
    print(f"… {base}: {verdict}", file=sys.stderr, flush=True)
    for name in ("oversold", "lost", "doubled", "left_over"):
        value = getattr(verdict, name)
        yield Measure(f"booking.storm_{base}_{name}", value, f"of {PLACES} places", "=0", value == 0)


def told(runs: dict[str, list[Run]]) -> Iterator[Measure]:
    for base in BASES:
        rate = statistics.median(run.per_second for run in runs[f"take_{base}"])
        yield at_least(f"booking.take_{base}", rate, "bookings/s and core", 2500)
        yield at_most(f"booking.take_{base}_p99_at_64", p99(runs[f"take_{base}"]), "ms", 50)
    yield at_least("booking.full_to_hello", ratio(runs, "full", "hello"), "ratio", 0.5)
    if "pretix" in runs:
        for base in BASES:
            yield at_least(f"booking.take_{base}_to_pretix", ratio(runs, f"take_{base}", "pretix"), MORE, 100)
        yield at_least("booking.form_to_pretix", ratio(runs, "form", "pretix"), MORE, 10)
    failed = sum(run.failed for several in runs.values() for run in several)
    yield Measure("booking.failed_requests", failed, "requests", "=0", failed == 0)


def ratio(runs: dict[str, list[Run]], name: str, base: str) -> float:
    """Taken inside each round, then their median."""
    pairs = zip(runs[name], runs[base], strict=True)
    return statistics.median(one.per_second / other.per_second for one, other in pairs)


def p99(runs: list[Run]) -> float:
    return statistics.median(run.p99_ms for run in runs)


def at_least(name: str, value: float, unit: str, least: float) -> Measure:
    return Measure(name, round(value, 3), unit, f">={least:g}", value >= least)


class Work:
    """The variants over one pair of databases. The form and pretix have a cluster of their own (`quiet`), so that they do not pay for
    tidying up after hundreds of thousands of rows that they did not write."""

    def __init__(self, cluster: Cluster, quiet: Cluster, urls: dict[str, str], folder: Path) -> None:
        self.cluster, self.quiet, self.urls, self.folder = cluster, quiet, urls, folder
        self.events = {base: open_event(urls[base], UNLIMITED, 20, nth=2) for base in BASES}
        self.full = open_event(urls["postgres"], 0, 20, nth=3)
        self.site = Site(quiet, self._folder("site"))
        self.shop = Shop(quiet, self._folder("pretix")) if PRETIX else None

    def _folder(self, name: str) -> Path:
        (self.folder / name).mkdir()
        return self.folder / name

    def round(self) -> Iterator[tuple[str, Run]]:
        port = free_port()
        with served((sys.executable, "-m", "bench.peers.hello", str(port)), port) as server:
            yield "hello", self._wrk(server, "/", None)
        for base in BASES:
            yield f"take_{base}", self._take(base, self.events[base])
        yield "full", self._take("postgres", self.full, accepted=False)
        with self.site.serving() as server:
            yield "form", self._posted(server, self.site.forms(), OURS, 302)
        if self.shop:
            with self.shop.serving() as server:
                yield "pretix", self._posted(server, self.shop.orders(), THEIRS, 201)

    def _take(self, base: str, event: Opened, *, accepted: bool = True) -> Run:
        """New forms, one place each. What is stored is what was answered, and what was in flight at the stop."""
        warm = wishes(self.folder / "warm", FASTEST * WARM_S, event)
        bodies = wishes(self.folder / "bodies", FASTEST * SECONDS, event)
        database = [self.cluster.pid] if base == "postgres" else []
        with stopped_after(intake(self.urls[base], **ONE_NETWORK)) as server:
            before = stored(self.urls[base])
            first = load(server.url + TAKE, OURS, WARM_S, warm)
            run = self._wrk(server, TAKE, bodies, *database, accepted=accepted)
        more = stored(self.urls[base]) - before - (first.requests + run.done) * accepted
        if not 0 <= more <= 2 * OURS:
            raise AssertionError(f"{base}: stored − answered = {more}")
        self._settle()
        return run

    def _settle(self) -> None:
        """What a variant leaves to be written out is not the next one's work, which runs on the same core."""
        with connected(self.cluster.url) as connection, connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE events_booking")
            cursor.execute("CHECKPOINT")

    def _wrk(self, server: Server, path: str, bodies: Path | None, *database: int, accepted: bool = True) -> Run:
        if bodies is None:
            load(server.url + path, OURS, WARM_S)
        before = cpu_seconds(server.pid, *database)
        result = load(server.url + path, OURS, SECONDS, bodies)
        spent = cpu_seconds(server.pid, *database) - before
        failed = result.failed if accepted else abs(result.requests - result.failed)
        return Run(result.requests, result.per_second, spent / max(1, result.requests) * 1e6, result.p99_ms, failed)

    def _posted(self, server: Server, requests: Iterator, connections: int, expected: int) -> Run:
        post(server.port, requests, WARM_S, connections=connections, expected=expected)
        before = cpu_seconds(server.pid, self.quiet.pid)
        result = post(server.port, requests, SECONDS, connections=connections, expected=expected)
        spent = cpu_seconds(server.pid, self.quiet.pid) - before
        return Run(result.done, result.per_second, spent / max(1, result.done) * 1e6, 0, result.failed)
