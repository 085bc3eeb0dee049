"""The final report of 2,000 units, made as the background makes it: by a process of its own, whose memory is its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.measure import Measure, at_most
from bench.reporting.stock import LARGE, SMALL

LINEAR = 1.5


def measure() -> Iterator[Measure]:
    small, large = _child("small"), _child("large")
    yield at_most("compile", large["seconds"], "s", 20)
    yield at_most("compile_memory", large["mb"], "MB", 500)
    yield at_most("compile_growth_per_unit", (large["seconds"] / LARGE) / (small["seconds"] / SMALL), "ratio", LINEAR)
    yield Measure("compile_units", large["units"], "units", f">={LARGE}", large["units"] >= LARGE)


def _child(slug: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.reporting.one_report", slug]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
