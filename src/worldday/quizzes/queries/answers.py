"""What somebody answered, in words, and which questions are answered wrong most often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from django.core.cache import cache

from worldday.quizzes.intake.papers import EditionContent, Paper, draw_paper, edition_of, seed_of
from worldday.quizzes.intake.scoring import bank_answer, is_right, marks, right_answer
from worldday.quizzes.models import Attempt, Edition, Quiz

SAMPLE = 500  # attempts that say which questions are hard
KEPT_S = 10
LEAST_ASKED = 5  # of fewer answers nothing is said


@dataclass(frozen=True)
class Asked:
    """A question as one person met it: `options` in their order as (text, chosen, right); for sorts without options, and
    for those where order or pairs matter, `given` and `right` say it in words."""

    code: str
    stem: str
    stem_en: str
    sort: str
    points: int
    is_right: bool
    options: list[tuple[str, bool, bool]]
    given: list[str]
    right: list[str]


@dataclass(frozen=True)
class Hard:
    """A question, how often it was asked in the sample, and how often answered right."""

    code: str
    stem: str
    asked: int
    right: int

    @property
    def share(self) -> float:
        """Answered right, 0…1."""
        return self.right / self.asked


def paper_in_words(content: dict[str, Any], seed: int) -> list[Asked]:
    """The paper that this seed draws, nothing answered. Raises `BadEdition` when none could be drawn."""
    return _in_words(content, draw_paper(edition_of(content), seed), [])


def answers_of(attempt: Attempt) -> list[Asked]:
    """The paper of a counted attempt with what was answered, in the edition it was drawn from."""
    edition = Edition.objects.get(quiz=attempt.quiz_id, number=attempt.edition)
    return _in_words(
        edition.content, _paper(attempt, _made_ready(edition.pk, edition.digest)), msgspec.json.decode(attempt.answers)
    )


def hardest(quiz: Quiz, *, entrances: Collection[int] | None = None, size: int = 5) -> tuple[list[Hard], int]:
    """The questions with the smallest share of right answers in the latest attempts, and how many attempts that were. At
    most ten seconds old."""
    key = f"quiz-hardest-{quiz.pk}-{'-'.join(map(str, sorted(entrances))) if entrances is not None else 'all'}-{size}"
    found: tuple[list[Hard], int] = cache.get_or_set(key, lambda: _hardest(quiz, entrances, size), KEPT_S)  # type: ignore[assignment]
    return found


def _hardest(quiz: Quiz, entrances: Collection[int] | None, size: int) -> tuple[list[Hard], int]:
    rows = Attempt.objects.filter(quiz=quiz, void=False)
    if entrances is not None:
        rows = rows.filter(entrance__in=entrances)
    sample = list(rows.order_by("-id")[:SAMPLE])
    editions = {row.number: row for row in Edition.objects.filter(quiz=quiz)} if sample else {}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for attempt in sample:
        edition = editions[attempt.edition]
        paper = _paper(attempt, _made_ready(edition.pk, edition.digest))
        answers = msgspec.json.decode(attempt.answers)
        for asked, right in zip(paper, marks(paper, answers), strict=True):
            counts[asked.question.code][0] += 1
            counts[asked.question.code][1] += right
    stems = {code: given["stem"] for row in editions.values() for code, given in row.content["questions"].items()}
    found = [Hard(code, stems[code], asked, right) for code, (asked, right) in counts.items() if asked >= LEAST_ASKED]
    return sorted(found, key=lambda each: (each.share, -each.asked, each.code))[:size], len(sample)


def _paper(attempt: Attempt, edition: EditionContent) -> Paper:
    return draw_paper(edition, seed_of(edition, attempt.quiz_id, attempt.player, attempt.number))


@lru_cache(maxsize=8)
def _made_ready(edition: int, digest: str) -> EditionContent:  # noqa: ARG001  the digest says that it is the same one
    """An edition never changes, so a process prepares it once."""
    row = Edition.objects.get(pk=edition)
    return edition_of(row.content, row.quiz_id, row.number)


def _in_words(content: dict[str, Any], paper: Paper, answers: list[Any]) -> list[Asked]:
    found = []
    for place, asked in enumerate(paper):
        question = content["questions"][asked.question.code]
        answer = answers[place] if place < len(answers) else None
        right = bank_answer(asked, right_answer(asked))
        given = bank_answer(asked, answer)
        texts = _texts(question["options"])
        choice = question["sort"] in ("single", "multiple")
        found.append(
            Asked(
                code=asked.question.code,
                stem=question["stem"],
                stem_en=question.get("stem_en", ""),
                sort=question["sort"],
                points=asked.points,
                is_right=is_right(asked, answer),
                options=[
                    (texts[key], key in given, key in right) for key in (asked.question.keys[at] for at in asked.order)
                ]
                if choice
                else [],
                given=_words(given, texts),
                right=_words(right, texts),
            )
        )
    return found


def _texts(options: Any) -> dict[str, str]:
    columns = options.values() if isinstance(options, dict) else [options]
    return {option["key"]: option["text"] for column in columns for option in column}


def _words(answer: list[Any], texts: dict[str, str]) -> list[str]:
    """Option keys as their texts, pairs as “left – right”, what was typed as typed; true and false stay for the page."""
    return [
        " – ".join(texts.get(key, str(key)) for key in part) if isinstance(part, list) else texts.get(part, str(part))
        for part in answer
    ]
