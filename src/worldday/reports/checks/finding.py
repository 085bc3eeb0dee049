from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Place = tuple[int, int]  # [start, end) in characters of the text


class Weight(StrEnum):
    """How much a finding asks of the reader."""

    STOP = "stop"  # must be looked at singly: never accepted among many
    LOOK = "look"  # probably something
    HINT = "hint"  # may well be in order


@dataclass(frozen=True)
class Finding:
    """One thing found: `code` is a key of `reports.findings.SENTENCES`, `params` what its sentence says."""

    code: str
    weight: Weight
    params: dict[str, Any] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a version keeps it."""
        places = [[start, end] for start, end in self.places]
        return {"code": self.code, "weight": self.weight.value, "params": self.params, "places": places}
