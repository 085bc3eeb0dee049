"""What the installation does by itself, again and again: one list, run by the worker (`worldday worker`).

An area adds its job when its app starts: `periodic.register("prune-sessions", DAY, prune)`. A job must be safe to run
twice at once, since an operator may start two workers, and short, since jobs share the worker's one thread with tasks. What
people wait for at an announced moment is `prompt`: it has a thread of its own, where no task keeps it waiting.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from . import clock, scope

logger = logging.getLogger(__name__)

MINUTE = 60
DAY = 24 * 3600


@dataclass
class Job:
    name: str
    every: int  # seconds
    do: Callable[[], object]
    visitors: bool = False
    prompt: bool = False
    due: float = field(default=0.0)  # on the monotonic clock; 0 = at the worker's start


_jobs: dict[str, Job] = {}


def register(name: str, every: int, do: Callable[[], object], *, visitors: bool = False, prompt: bool = False) -> None:
    """Have `do` called every `every` seconds; a name that is taken is a programming error.

    `visitors`: in a demo people wait for it at the days its bar offers, too, and it judges only what came lately
    (`clock.has_come`); there it is done once for each of those days.
    """
    if name in _jobs:
        raise ValueError(f"Two periodic jobs call themselves {name!r}.")
    _jobs[name] = Job(name, every, do, visitors, prompt)


def all_jobs() -> list[Job]:
    return list(_jobs.values())


def run_due(jobs: list[Job], now: float | None = None) -> Iterator[str]:
    """Run what is due and give each name; a job that fails is logged and tried again at its next turn."""
    now = time.monotonic() if now is None else now
    for job in jobs:
        if now < job.due:
            continue
        job.due = now + job.every
        for day in clock.days_lived() if job.visitors else (None,):
            _run(job, day)
        yield job.name


def _run(job: Job, day: date | None) -> None:
    try:
        with scope.everything(f"periodic {job.name}"), clock.standing_at(day):
            job.do()
    except Exception:
        logger.exception("The periodic job %s failed", job.name)
