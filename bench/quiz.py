"""The hot path of a quiz. Server and database on one core, wrk on the other; loopback, keep-alive, no TLS.

Every round runs each variant once, in turns, with a hello right before and right after it: a machine that others share may
change its pace within seconds, so each is compared with its own two neighbours. Figures are medians of the rounds' ratios. A submission is ten answers to a paper drawn from 500 questions: scored, on disk, answered with its result.
WORLDDAY_BENCH_QUICK=1 shortens everything (two rounds, one second, 100,000 rows) to see whether it runs; WORLDDAY_BENCH_ROWS
says how many attempts the full table holds (ten million).
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.factories.clusters import Cluster, free_port

from bench.hotpath import growth
from bench.hotpath.processes import Server, cpu_seconds, intake, resident_mb, served, stopped_after
from bench.hotpath.stock import open_quiz, postgres, sqlite, starts, stored, submissions
from bench.hotpath.wrk import Load, load
from bench.measure import ROUNDS, Measure, at_most
from worldday.base import env
from worldday.quizzes.intake.tickets import Key

QUICK = env.flag("WORLDDAY_BENCH_QUICK")
TURNS, SECONDS, WARM_S = (2, 1, 1) if QUICK else (ROUNDS, 2, 1)
FASTEST = 45_000  # requests prepared per second of load, more than this code can answer on one core
SUBMIT, START = "/intake/submit", "/intake/start"


@dataclass(frozen=True)
class Run:
    """One variant in one round: the load's figures, processor time per request of server and database, and the hellos beside it."""

    load: Load
    cpu_us: float
    hello_per_second: float
    hello_cpu_us: float


def measure() -> Iterator[Measure]:
    import django  # the tables are made from the models

    django.setup()
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="worldday-bench-") as folder:
        cluster = stack.enter_context(postgres())
        urls = {"postgres": cluster.url, "sqlite": stack.enter_context(sqlite())}
        keys = {name: open_quiz(url) for name, url in urls.items()}
        work = Work(stack, cluster, urls, keys, Path(folder))
        runs: dict[str, list[Run]] = {}
        for _ in range(TURNS):
            for name, run in work.round():
                runs.setdefault(name, []).append(run)
                print(f"… {name}: {said(run)}", file=sys.stderr)
        yield from told(runs)
        yield from work.memory()
    yield from growth.measure(quick=QUICK)


def said(run: Run) -> str:
    beside = f"beside {run.hello_per_second:.0f} hellos/s of {run.hello_cpu_us:.1f} µs"
    return f"{run.load.per_second:.0f}/s p99 {run.load.p99_ms:.1f} ms {run.cpu_us:.1f} µs {beside}"


def told(runs: dict[str, list[Run]]) -> Iterator[Measure]:
    """Ratios are taken inside each round, then their median."""
    for name, least in (("submit_postgres", 0.45), ("submit_sqlite", 0.40), ("start", 0.60)):
        to_hello = statistics.median(run.load.per_second / run.hello_per_second for run in runs[name])
        by_cpu = statistics.median(run.hello_cpu_us / run.cpu_us for run in runs[name])
        yield at_least(f"quiz.{name}_to_hello", to_hello, least)
        yield at_least(f"quiz.{name}_to_hello_by_cpu", by_cpu, least)
    for base in ("postgres", "sqlite"):
        yield at_least(f"quiz.submit_to_ordinary_{base}", ratio(runs, f"submit_{base}", f"ordinary_{base}"), 25)
    for base in ("postgres", "sqlite"):
        yield at_most(f"quiz.submit_{base}_p99_at_64", p99(runs[f"submit_{base}"]), "ms", 8)
        yield at_most(f"quiz.submit_{base}_p99_at_256", p99(runs[f"submit_{base}_256"]), "ms", 30)
    failed = sum(run.load.failed for several in runs.values() for run in several)
    yield Measure("quiz.failed_requests", failed, "requests", "=0", failed == 0)


def ratio(runs: dict[str, list[Run]], name: str, base: str) -> float:
    pairs = zip(runs[name], runs[base], strict=True)
    return statistics.median(one.load.per_second / other.load.per_second for one, other in pairs)


def p99(runs: list[Run]) -> float:
    return statistics.median(run.load.p99_ms for run in runs)


def at_least(name: str, value: float, least: float) -> Measure:
    return Measure(name, round(value, 3), "ratio", f">={least:g}", value >= least)


class Work:
    """The variants over one pair of databases."""

    def __init__(
        self, stack: ExitStack, cluster: Cluster, urls: dict[str, str], keys: dict[str, Key], folder: Path
    ) -> None:
        self.cluster, self.urls, self.keys, self.folder = cluster, urls, keys, folder
        self.peer = f"sqlite:///{folder}/peer.sqlite3"
        port = free_port()
        self.hello = stack.enter_context(served((sys.executable, "-m", "bench.peers.hello", str(port)), port))
        load(self.hello.url, 64, WARM_S)

    def round(self) -> Iterator[tuple[str, Run]]:
        for base in ("postgres", "sqlite"):
            yield f"submit_{base}", self.submit(base, 64)
            yield f"submit_{base}_256", self.submit(base, 256)
            yield f"ordinary_{base}", self.ordinary(base)
        with self.intake("postgres") as server:
            warm, bodies = (starts(self.folder / name, self.keys["postgres"], FASTEST * s) for name, s in self.sizes())
            yield "start", self.loaded(server, START, 64, warm, bodies, self.cluster.pid)

    def sizes(self) -> tuple[tuple[str, int], tuple[str, int]]:
        return ("warm", WARM_S), ("bodies", SECONDS)

    def intake(self, base: str) -> AbstractContextManager[Server]:
        return stopped_after(intake(self.urls[base]))

    def submit(self, base: str, connections: int) -> Run:
        """Also compares what is stored with what was answered: what was in flight at the stop may be stored, too."""
        warm, bodies = (submissions(self.folder / name, self.keys[base], FASTEST * s) for name, s in self.sizes())
        before = stored(self.urls[base])
        with self.intake(base) as server:
            database = [self.cluster.pid] if base == "postgres" else []
            first = load(server.url + SUBMIT, connections, WARM_S, warm)
            run = self.loaded(server, SUBMIT, connections, None, bodies, *database)
        more = stored(self.urls[base]) - before - first.requests - run.load.requests
        if not 0 <= more <= 2 * connections:
            raise AssertionError(f"{base}: stored − answered = {more}")
        return run

    def ordinary(self, base: str) -> Run:
        """Threads as it likes them best: eight on PostgreSQL, where waiting overlaps, one on SQLite."""
        warm, bodies = self.folder / "ordinary-warm", self.folder / "ordinary"
        for path, seconds in ((warm, WARM_S), (bodies, SECONDS)):
            stock = (sys.executable, "-m", "bench.peers.ordinary_stock", str(path), str(5_000 * seconds))
            subprocess.run(stock, check=True, env=self.environment(base), cwd=Path.cwd())
        port, threads = free_port(), "8" if base == "postgres" else "1"
        command = (
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--log-level",
            "warning",
            "--port",
            str(port),
        )
        command += ("--blocking-threads", threads, "bench.peers.ordinary:application")
        with served(command, port, **self.environment(base)) as server:
            database = [self.cluster.pid] if base == "postgres" else []
            return self.loaded(server, "/submit", 64, warm, bodies, *database)

    def environment(self, base: str) -> dict[str, str]:
        return os.environ | {"DATABASE_URL": self.urls[base] if base == "postgres" else self.peer}

    def loaded(
        self, server: Server, path: str, connections: int, warm: Path | None, bodies: Path, *database: int
    ) -> Run:
        if warm:
            load(server.url + path, connections, WARM_S, warm)
        hellos = [self.asked(self.hello, "/", 64)]
        result, cpu_us = self.asked(server, path, connections, bodies, *database)
        hellos.append(self.asked(self.hello, "/", 64))
        per_second, hello_us = (
            statistics.mean(one.per_second for one, _ in hellos),
            statistics.mean(us for _, us in hellos),
        )
        return Run(result, cpu_us, per_second, hello_us)

    def asked(
        self, server: Server, path: str, connections: int, bodies: Path | None = None, *database: int
    ) -> tuple[Load, float]:
        """The load's figures, and microseconds of processor for each request."""
        before = cpu_seconds(server.pid, *database)
        result = load(server.url + path, connections, SECONDS, bodies)
        return result, (cpu_seconds(server.pid, *database) - before) / max(1, result.requests) * 1e6

    def memory(self) -> Iterator[Measure]:
        """The server's own memory after a fifth of the submissions, and after all of them."""
        parts = 5
        per_part = (20_000 if QUICK else 1_000_000) // parts
        with self.intake("postgres") as server:
            sizes = []
            for _ in range(parts):
                bodies = submissions(self.folder / "bodies", self.keys["postgres"], per_part)
                until_all_sent(server, bodies)
                sizes.append(resident_mb(server.pid))
        yield at_most("quiz.memory_growth_over_1m", sizes[-1] / sizes[0], "ratio", 1.05)


def until_all_sent(server: Server, bodies: Path) -> None:
    """wrk knows seconds, not counts: the file is cut to what a few seconds can send, again and again."""
    lines = bodies.read_bytes().splitlines(keepends=True)
    while lines:
        bodies.write_bytes(b"".join(lines))
        sent = load(server.url + SUBMIT, 64, max(1, len(lines) // FASTEST), bodies)
        lines = lines[sent.requests + 64 :]  # what was in flight at the stop was sent, too
