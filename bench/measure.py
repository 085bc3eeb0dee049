"""What a measurement is, and the ways most are taken."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.factories.clusters import Cluster

ROUNDS = 5
PLAIN = {  # STORAGES that keep plain names: hashing static files is no work of a request
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@dataclass(frozen=True)
class Measure:
    """One figure with the target it is held to; ``name`` begins with its part, as in ``reader.text_10_pages``."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool


def at_most(name: str, value: float, unit: str, most: float) -> Measure:
    """A figure that may not exceed ``most``."""
    return Measure(name, round(value, 3), unit, f"<={most:g}", value <= most)


def median_seconds(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Median duration of each piece of work, taken in turns so that a busy moment of the machine meets all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]


def on_both(program: str, rows: int) -> Iterator[tuple[str, dict[str, float]]]:
    """What `python -m program rows` measured, by name, on each database: a process of its own for each, since the program knows
    one at a time."""
    with ExitStack() as stack, tempfile.TemporaryDirectory(prefix="worldday-bench-") as folder:
        cluster = Cluster()
        stack.callback(cluster.remove)
        for base, url in {"postgres": cluster.url, "sqlite": f"sqlite:///{folder}/bench.sqlite3"}.items():
            data = Path(folder) / base
            data.mkdir()
            environment = os.environ | {"DATABASE_URL": url, "WORLDDAY_DATA": str(data)}
            command = [sys.executable, "-m", program, str(rows)]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
            yield base, json.loads(done.stdout)
