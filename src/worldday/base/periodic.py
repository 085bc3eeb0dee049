"""What the installation does by itself, again and again: one list, run by the worker (`worldday worker`).

An area adds its job when its app starts: `periodic.register("prune-sessions", DAY, prune)`. A job must be safe to run
twice at once, since an operator may start two workers, and short, since jobs share the worker's one thread with tasks.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from . import scope

logger = logging.getLogger(__name__)

MINUTE = 60
DAY = 24 * 3600


@dataclass
class Job:
    name: str
    every: int  # seconds
    do: Callable[[], object]
    due: float = field(default=0.0)  # on the monotonic clock; 0 = at the worker's start


_jobs: dict[str, Job] = {}


def register(name: str, every: int, do: Callable[[], object]) -> None:
    """Have `do` called every `every` seconds; a name that is taken is a programming error."""
    if name in _jobs:
        raise ValueError(f"Two periodic jobs call themselves {name!r}.")
    _jobs[name] = Job(name, every, do)


def all_jobs() -> list[Job]:
    return list(_jobs.values())


def run_due(jobs: list[Job], now: float | None = None) -> Iterator[str]:
    """Run what is due and give each name; a job that fails is logged and tried again at its next turn."""
    now = time.monotonic() if now is None else now
    for job in jobs:
        if now < job.due:
            continue
        job.due = now + job.every
        try:
            with scope.everything(f"periodic {job.name}"):
                job.do()
        except Exception:
            logger.exception("The periodic job %s failed", job.name)
        yield job.name
