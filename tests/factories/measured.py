"""How long something takes; of a command as a whole process also what it said and how much memory it held at most."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

READ = (sys.executable, "-m", "worldday.notices.reading.command")
# Python counts the memory of all children together, so each command gets a parent of its own.
PARENT = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True)
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stdout.decode(), done.stderr.decode(), seconds, used.ru_utime + used.ru_stime,
                  used.ru_maxrss / 1024]))
"""


class Run(NamedTuple):
    """Exit code, both outputs, seconds on the clock and on the processor, megabytes of the largest process."""

    code: int
    out: str
    err: str
    seconds: float
    cpu_seconds: float
    megabytes: float


def run_measured(*command: str) -> Run:
    """Run a command to its end."""
    asked = subprocess.run([sys.executable, "-c", PARENT, *command], capture_output=True, check=True)
    return Run(*json.loads(asked.stdout))


def quickest(work: Callable[[], object], times: int = 3) -> float:
    """Seconds on the processor of the quickest of so many: on the clock, a busy machine may take any time."""
    took = []
    for _time in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)
