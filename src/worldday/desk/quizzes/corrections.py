"""How the bank differs from the questions that were frozen, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from worldday.base import scope
from worldday.quizzes.editions import content_of
from worldday.quizzes.models import Edition, Quiz


@dataclass(frozen=True)
class Correction:
    """`after` is None for a question that was retired or is no longer valid: a new edition leaves it out."""

    code: str
    before: dict[str, Any]
    after: dict[str, Any] | None

    @property
    def fields(self) -> list[str]:
        """Which parts differ."""
        after = self.after or {}
        return [name for name, value in self.before.items() if after and after.get(name) != value]


def corrections(quiz: Quiz, edition: Edition) -> list[Correction]:
    """What a new edition made now would change."""
    frozen = edition.content["questions"]
    with scope.everything("the quiz's own questions"):
        now = content_of(quiz, salt=edition.content["salt"], only=set(frozen))["questions"]
    return [Correction(code, asked, now.get(code)) for code, asked in frozen.items() if now.get(code) != asked]
