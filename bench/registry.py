"""A registry of a million records on both databases: import from a sheet, search of every sort, bulk check, dump, release, undo.

Each database gets a process of its own (`bench.lookup`), since the program knows one at a time. Times are those of whole pages,
from the request to the last byte, in one process without a network; of each sort of question the median of several rounds over
different words counts, and the worst sort is held to the target. WORLDDAY_BENCH_ROWS=100000 makes it short.
"""

import os
from collections.abc import Iterator

from bench.measure import Measure, at_most, on_both

ROWS = int(os.environ.get("WORLDDAY_BENCH_ROWS", "1000000"))
MOST_MS = {"postgres": 50, "sqlite": 100}
AT_LEAST = 5000  # lines a second


def measure() -> Iterator[Measure]:
    for base, found in on_both("bench.lookup", ROWS):
        yield from told(base, found)


def told(base: str, found: dict[str, float]) -> Iterator[Measure]:
    most, rate = MOST_MS[base], found.pop("import_rate")
    worst = max(value for name, value in found.items() if name.startswith("search_"))
    yield Measure(f"registry.{base}.import", round(rate), "lines/s", f">={AT_LEAST}", rate >= AT_LEAST)
    yield at_most(f"registry.{base}.search_worst", worst, "ms", most)
    for name, value in sorted(found.items()):
        if name.startswith("search_"):
            yield at_most(f"registry.{base}.{name}", value, "ms", most)
    yield at_most(f"registry.{base}.search_to_plain_scan", worst / found["plain_scan"], "ratio", 0.5)
    yield at_most(f"registry.{base}.check_1000", found["check_1000"], "ms", 1000)
    yield at_most(f"registry.{base}.release", found["release"], "ms", 1000)
    yield at_most(f"registry.{base}.dump_per_100k", found["dump_per_100k"], "s", 20)
    yield at_most(f"registry.{base}.undo_per_100k", found["undo_per_100k"], "s", 30)
