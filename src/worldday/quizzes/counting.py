"""Which attempts of a person count, and which is the best. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .rule import SEAT, Rule, ranking_key

LONGEST_MS = 2**31 - 1


class Played(NamedTuple):
    """An attempt as far as ranking needs it; the fields are columns of `Attempt`."""

    id: int
    player: int
    day: int
    started_ms: int
    submitted_ms: int
    score: int
    entrance: int
    district: str
    group: str
    age_band: str
    strength: str
    void: bool

    @property
    def time_ms(self) -> int:
        """From start to handing in; a server clock that steps back makes it no less than nothing."""
        return min(max(self.submitted_ms - self.started_ms, 0), LONGEST_MS)


def counted(attempts: Iterable[Played], rule: Rule) -> list[Played]:
    """Those that count, in the order in which they were handed in.

    Somebody who played under two identities has used the attempts of both: the first ones count, as the limits say. A void
    attempt has been used and does not count, so that cheating wins no further try.
    """
    kept: list[Played] = []
    days: Counter[int] = Counter()
    used = 0
    for attempt in sorted(attempts, key=lambda each: (each.submitted_ms, each.id)):
        over = (rule.in_all and used >= rule.in_all) or (rule.per_day and days[attempt.day] >= rule.per_day)
        if over or not rule.accepts(attempt.strength):
            continue
        used += 1
        days[attempt.day] += 1
        if not attempt.void:
            kept.append(attempt)
    return kept


def best(attempts: Iterable[Played]) -> Played | None:
    """The one with the best place; of equal ones the one written first."""
    return min(attempts, key=lambda each: (*ranking_key(each), each.id), default=None)


class Stood(NamedTuple):
    """A person's standing; the fields are columns of `Standing`."""

    player: int
    attempt: int
    score: int
    time_ms: int
    submitted_ms: int
    attempts: int
    entrance: int
    district: str
    group: str
    age_band: str
    strength: str
    listed: bool


def standing(person: int, attempts: Iterable[Played], rule: Rule) -> Stood | None:
    """Where these attempts leave the person; None when none of them counts."""
    valid = counted(attempts, rule)
    top = best(valid)
    if top is None:
        return None
    return Stood(
        person, top.id, top.score, top.time_ms, top.submitted_ms, len(valid), top.entrance, top.district, top.group,
        top.age_band, top.strength, top.strength != SEAT,
    )  # fmt: skip
