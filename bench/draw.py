"""The draw of a whole city: a million entrants, three tiers; freezing, drawing, and what a stranger's check costs.

One thread and no waiting: seconds are the processor's, so a busy machine tells the same. The ratio compares drawing with the
bare hashing it cannot do without, in the same run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bench.measure import Measure, at_most, median_seconds
from worldday.draws.lottery import Contribution, Entrant, Frozen, Number, Rule, Tier, Times, draw, freeze, record

ENTRANTS = 1_000_000
TIERS = (Tier("first", "prize", 1, 10), Tier("second", "prize", 100, 100), Tier("third", "prize", 2_000, 500))
VERIFIER = Path(__file__).resolve().parent.parent / "tools" / "verify_draw.py"


def moment(hour: int) -> datetime:
    return datetime.fromisoformat(f"2020-10-14T{hour:02}:00:00+08:00")


def measure() -> Iterator[Measure]:
    number = Number("a public number", "a public place", moment(12), 14)
    rule = Rule("bench", "Bench", "Bench", TIERS, (number,))
    entrants = [Entrant(f"entrant {n}", n.to_bytes(16, "big")) for n in range(ENTRANTS)]
    began = time.process_time()
    frozen = freeze(entrants, rule)
    root = frozen.tree.root
    yield at_most("draw.freeze_1m", time.process_time() - began, "cpu-s", 20)
    del entrants
    began = time.process_time()
    draw(rule, frozen.leaves, root)
    yield at_most("draw.draw_1m", time.process_time() - began, "cpu-s", 8)
    drawing, hashing = median_seconds(lambda: draw(rule, frozen.leaves, root), lambda: bare_hashes(frozen), rounds=3)
    yield at_most("draw.draw_1m_to_bare_hashing", drawing / hashing, "ratio", 3)
    yield at_most("draw.verify_1m", verify_seconds(rule, frozen, number), "cpu-s", 30)


def bare_hashes(frozen: Frozen) -> None:
    """As many hashes of as many bytes as the draw needs, and nothing else."""
    head, last = bytes(36), bytes(4)
    for _tier in TIERS:
        for leaf in frozen.leaves:
            sha256(head + leaf.hash + last).digest()


def verify_seconds(rule: Rule, frozen: Frozen, number: Number) -> float:
    """The published verifier on the published record, from start to exit."""
    times = Times(moment(8), moment(9), moment(13))
    made = record(rule, frozen, [Contribution(number.name, moment(12), "03050812192604")], times, software="bench")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf8") as file:
        json.dump(made, file, ensure_ascii=False, separators=(",", ":"))
        file.flush()
        before = os.times()
        subprocess.run([sys.executable, "-I", VERIFIER, file.name], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)
