"""The load: wrk (Debian package `wrk`), one thread on the second core, keep-alive, closed loop."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.hotpath.processes import LOAD_CORE

SCRIPT = Path(__file__).with_name("wrk.lua")
MISSING = "The measurements of the hot path need wrk: ask root for 'apt-get install wrk'."


@dataclass(frozen=True)
class Load:
    """`failed` counts answers other than 2xx and broken connections; times in milliseconds."""

    requests: int
    per_second: float
    failed: int
    p50_ms: float
    p99_ms: float


def load(url: str, connections: int, seconds: float, bodies: Path | None = None) -> Load:
    """Ask as fast as the answers come; each line of `bodies` is posted once."""
    if shutil.which("wrk") is None:
        raise SystemExit(MISSING)
    whole = max(1, round(seconds))
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{whole}s", "--timeout", "10s"]
    command += ["-s", str(SCRIPT), url, "--", *([str(bodies)] if bodies else [])]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in out.splitlines() if line.startswith("RESULT "))
    requests, duration_us, status, broken, p50_us, p99_us = map(int, line.split()[1:])
    return Load(requests, requests / duration_us * 1e6, status + broken, p50_us / 1000, p99_us / 1000)
