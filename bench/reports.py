"""Reporting back at the size of a large city: 2,000 units with three tasks each, 10,000 versions sent, 50,000 materials.

Each database is measured by a process of its own (`python -m bench.reporting`), on SQLite and on a PostgreSQL of our own with
every setting at its default. The last hour, when 500 units save and send at once, meets the server that one command starts.
WORLDDAY_BENCH_QUICK=1 takes a tenth of everything, to see whether it runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from tests.factories.clusters import Cluster

from bench.measure import Measure


def measure() -> Iterator[Measure]:
    yield from _of("sqlite", {})
    cluster = Cluster()
    try:
        yield from _of("postgres", {"DATABASE_URL": cluster.url})
    finally:
        cluster.remove()


def _of(name: str, environment: dict[str, str]) -> Iterator[Measure]:
    with tempfile.TemporaryDirectory(prefix="worldday-bench-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "bench.reporting"]
        known = os.environ | environment | {"WORLDDAY_DATA": folder}
        with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as running:
            for line in running.stdout or ():
                found = json.loads(line)
                yield Measure(f"reports.{name}.{found.pop('name')}", **found)
        if running.returncode:
            raise RuntimeError(f"The measurements on {name} ended with {running.returncode}.")
