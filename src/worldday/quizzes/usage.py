"""What attempts tell about a question: how hard it is, whether it tells good players from weak ones, who falls for what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

ENOUGH = 30  # fewer answers say little about a question
NOT_ANSWERED = ""
UNCHOSEN = 0.05  # a wrong option that fewer choose distracts nobody
EASY, HARD = 0.9, 0.3  # share right beyond which a question hardly measures
WEAK = 0.15  # discrimination below which it does not tell players apart


@dataclass
class Use:
    """Sums over answers to one question; two of them can be added.

    `rest` is the share right of the *other* questions on the same paper, so that a question is not compared with itself.
    """

    asked: int = 0
    right: int = 0
    rest: float = 0.0
    rest_squared: float = 0.0
    rest_of_right: float = 0.0
    chosen: Counter[str] = field(default_factory=Counter)

    def add(self, *, is_right: bool, rest: float, chosen: Iterable[str] = ()) -> None:
        """Count one answer; `chosen`: the keys of the options it chose."""
        self.asked += 1
        self.right += is_right
        self.rest += rest
        self.rest_squared += rest * rest
        self.rest_of_right += rest if is_right else 0.0
        self.chosen.update(chosen)

    def __add__(self, other: Use) -> Use:
        return Use(
            self.asked + other.asked,
            self.right + other.right,
            self.rest + other.rest,
            self.rest_squared + other.rest_squared,
            self.rest_of_right + other.rest_of_right,
            self.chosen + other.chosen,
        )

    @property
    def share_right(self) -> float | None:
        """The classical difficulty, 0 nobody … 1 everybody; nothing for fewer than `ENOUGH` answers."""
        return self.right / self.asked if self.asked >= ENOUGH else None

    @property
    def discrimination(self) -> float | None:
        """Point-biserial correlation of this question with the rest of the paper, −1…1; nothing where it is undefined."""
        n = self.asked
        if n < ENOUGH or not 0 < self.right < n:
            return None
        variance = self.rest_squared / n - (self.rest / n) ** 2
        if variance < 1e-12:
            return None
        right, share = self.rest_of_right / self.right, self.right / n
        wrong = (self.rest - self.rest_of_right) / (n - self.right)
        return max(-1.0, min(1.0, (right - wrong) / sqrt(variance) * sqrt(share * (1 - share))))


def remarks(use: Use, wrong: Iterable[str]) -> list[str]:
    """Codes of what an editor should look at: easy, hard, misleading, weak, idle-options. `wrong`: keys of wrong options."""
    share, tells = use.share_right, use.discrimination
    if share is None:
        return []
    found = ["easy"] if share > EASY else ["hard"] if share < HARD else []
    if tells is not None and tells < WEAK:
        found.append("misleading" if tells < 0 else "weak")
    idle = [key for key in wrong if use.chosen[key] < UNCHOSEN * (use.asked - use.right)]
    return [*found, "idle-options"] if idle and use.asked - use.right >= ENOUGH else found
