"""The ranking of a quiz with a million attempts, on both databases: its pages, what keeps it up, and whether it is exact.

Each database gets a process of its own (`bench.standings`), since the program knows one at a time. Times are those of whole pages,
from the request to the last byte, in one process without a network, medians of several rounds; the plain way, sorting every
person's best when asked, is timed beside them. WORLDDAY_BENCH_ROWS=50000 makes it short.
"""

import os
from collections.abc import Iterator

from bench.measure import Measure, at_most, on_both

ROWS = int(os.environ.get("WORLDDAY_BENCH_ROWS", "1000000"))
MOST_MS = 50


def measure() -> Iterator[Measure]:
    for base, found in on_both("bench.standings", ROWS):
        yield from told(base, found)


def told(base: str, found: dict[str, float]) -> Iterator[Measure]:
    pages = {name: value for name, value in found.items() if name.startswith("page_")}
    for name, value in pages.items():
        yield at_most(f"ranking.{base}.{name}", value, "ms", MOST_MS)
    yield at_most(f"ranking.{base}.worst_page_to_plain_sort", max(pages.values()) / found["plain_sort"], "ratio", 0.5)
    yield at_most(
        f"ranking.{base}.follow_1000_new", found["follow_1000_new"], "ms", 2000
    )  # it is done every other second
    yield at_most(f"ranking.{base}.rerank_one", found["rerank_one"], "ms", 1000)
    wrong = found["wrong"]
    yield Measure(f"ranking.{base}.wrong_after_reranks", wrong, "places", "=0", wrong == 0)
