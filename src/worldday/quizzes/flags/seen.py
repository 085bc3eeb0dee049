"""An attempt as far as the detectors look at it."""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """`address`, `agent`: digests of network and browser, 0 = unknown. `questions`: on the paper. Times in Unix ms."""

    id: int
    player: int
    strength: str
    started_ms: int
    submitted_ms: int
    questions: int
    right: int
    address: int
    agent: int

    @property
    def time_ms(self) -> int:
        return max(self.submitted_ms - self.started_ms, 0)
