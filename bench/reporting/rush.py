"""The last hour before the deadline: 500 units save and send at once, to the server that one command starts.

Every clerk saves a text of their own twice and sends it; what the server refuses or drops is tried again, as the page does,
with a little more patience each time. In the end every unit has one version, and it is the text the clerk saw accepted.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.factories.clusters import free_port

from bench.measure import Measure, at_most
from bench.reporting import stock
from bench.reporting.clerks import Clerk, Line
from worldday.base import scope
from worldday.campaigns.models import Campaign, Task
from worldday.reports.models import Submission

CLERKS = 50 if stock.QUICK else 500
PATIENCE_S = 120
STARTS_WITHIN_S = 60


@dataclass
class Told:
    """What the clerks were told."""

    retried: int = 0
    waits: list[float] = field(default_factory=list)  # seconds from the first click to “sent”


def measure() -> Iterator[Measure]:
    there = stock.build("rush", CLERKS)
    with scope.everything("bench"):
        tasks = _owed_again(there.campaign)
        clerks = [Clerk.of(task) for task in tasks]
    port, told = free_port(), Told()
    server = _serve(port)
    try:
        began = time.perf_counter()
        asyncio.run(_all(clerks, port, told))
        taken = time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()
    yield from _verdict(clerks, told, taken)


def _owed_again(campaign: Campaign) -> list[Task]:
    """Summaries that nobody has begun."""
    Submission.objects.filter(filing__task__campaign=campaign).delete()
    for task in (rows := list(Task.objects.filter(campaign=campaign, what="summary"))):
        task.filing.delete()
    Task.objects.filter(campaign=campaign).update(state="open", closed_on=None)
    return rows


def _serve(port: int) -> subprocess.Popen[bytes]:
    known = os.environ | {
        "WORLDDAY_NOW": stock.NOON.isoformat(),
        "WORLDDAY_NOW_SINCE": str(int(time.time())),
        "WORLDDAY_URL": f"http://127.0.0.1:{port}",
    }
    command = [str(Path(sys.executable).with_name("worldday")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=known, stdout=subprocess.DEVNULL)
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return server
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("The server did not start.")


async def _all(clerks: list[Clerk], port: int, told: Told) -> None:
    await asyncio.gather(*(_one(clerk, port, told) for clerk in clerks))


async def _one(clerk: Clerk, port: int, told: Told) -> None:
    began = time.perf_counter()
    for step in (clerk.save_half, clerk.save, clerk.send):
        for turn in range(PATIENCE_S):
            if await step(Line(port)):
                break
            told.retried += 1
            await asyncio.sleep(min(8, 0.5 * 2**turn) * (0.5 + random.random()))
    told.waits.append(time.perf_counter() - began)


def _verdict(clerks: list[Clerk], told: Told, taken: float) -> Iterator[Measure]:
    with scope.everything("bench"):
        stored: dict[str, list[str]] = {}
        for code, text in Submission.objects.values_list("filing__task__code", "text"):
            stored.setdefault(code, []).append(text)
    accepted = [clerk for clerk in clerks if clerk.accepted]
    lost = sum(clerk.text not in stored.get(clerk.task, []) for clerk in accepted)
    doubled = sum(len(stored.get(clerk.task, [])) > 1 for clerk in clerks)
    yield Measure("rush_accepted", len(accepted), "units", f"={CLERKS}", len(accepted) == CLERKS)
    yield Measure("rush_retried", told.retried, "requests", "-", True)
    yield Measure("rush_lost", lost, "units", "=0", lost == 0)
    yield Measure("rush_doubled", doubled, "units", "=0", doubled == 0)
    yield at_most("rush_all_sent_after", taken, "s", PATIENCE_S)
    yield at_most("rush_median_wait", sorted(told.waits)[len(told.waits) // 2], "s", PATIENCE_S)
