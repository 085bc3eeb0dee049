"""What the question bank holds for a quiz, counted for the page on which its paper is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from worldday.base.text import fold
from worldday.quizzes.editions import usable_questions
from worldday.quizzes.models import Question, Quiz

ANY = 0
LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Holding:
    """Questions a quiz may ask: reviewed, and valid while it is open."""

    questions: list[Question]

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def topics(self) -> list[str]:
        return sorted({topic for question in self.questions for topic in question.topics})

    @cached_property
    def _counts(self) -> Counter[tuple[str, int]]:
        return Counter(
            (topic, level)
            for question in self.questions
            for topic in {"", *question.topics}
            for level in (ANY, question.difficulty)
        )

    def count(self, topic: str = "", difficulty: int = ANY) -> int:
        """How many fit; "" and 0 mean any."""
        return self._counts[topic, difficulty]

    @property
    def table(self) -> list[tuple[str, list[int], int]]:
        """(topic, questions per difficulty, in all), the whole bank first."""
        return [
            (topic, [self.count(topic, level) for level in LEVELS], self.count(topic)) for topic in ("", *self.topics)
        ]

    @property
    def counts_for_script(self) -> dict[str, dict[str, int]]:
        """topic → difficulty → how many, so that the page can say it while somebody chooses."""
        return {
            topic: {str(level or ""): self.count(topic, level) for level in (ANY, *LEVELS)}
            for topic in ("", *self.topics)
        }

    def search(self, text: str, topic: str, difficulty: int) -> list[Question]:
        """Questions of a topic and difficulty whose words, basis or code hold `text`."""
        wanted = fold(text)
        return [
            question
            for question in self.questions
            if (not topic or topic in question.topics)
            and (not difficulty or question.difficulty == difficulty)
            and wanted in fold(f"{question.stem} {question.basis} {question.code}")
        ]


def holding_of(quiz: Quiz) -> Holding:
    return Holding(usable_questions(quiz))
