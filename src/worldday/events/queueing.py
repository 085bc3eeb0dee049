"""Who of a slot's waiting parties gets places that came free. Pure.

A party gets all its places or none. In the order of the queue whoever fits gets them; a party that does not fit lets smaller ones
past, but only `PATIENCE` times: from then on nobody behind it gets anything, and what comes free adds up until it has its
places. So a class of thirty is not starved by families of two, and places are not empty for the sake of a class that will never fit.
In the last hours (`final`) nobody is held back any more: what is not used then is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

PATIENCE = 3


class Waiting(NamedTuple):
    """One party of the queue; `passed` = how often later parties were let past it so far."""

    number: int
    size: int
    passed: int = 0


class Served(NamedTuple):
    """Whose turn it is, in the order of the queue, and how often each who was not served was passed over in this round."""

    served: list[int]
    passed: dict[int, int]


def serve(free: int, queue: Iterable[Waiting], *, final: bool = False) -> Served:
    """Give `free` places to the queue."""
    served: list[int] = []
    passed: dict[int, int] = {}
    ahead: list[Waiting] = []  # did not fit, and so far let others past
    for party in queue:
        if free < 1 or (not final and any(one.passed + passed.get(one.number, 0) >= PATIENCE for one in ahead)):
            break
        if party.size > free:
            ahead.append(party)
            continue
        free -= party.size
        served.append(party.number)
        for one in ahead:
            passed[one.number] = passed.get(one.number, 0) + 1
    return Served(served, passed)
