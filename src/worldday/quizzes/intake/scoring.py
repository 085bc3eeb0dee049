"""Scoring: pure, and exact. A question is right or wrong; a wrong or missing answer brings nothing and takes nothing.

Answers stand in the order of the paper, and name options by the place (from 0) at which they were shown:

    single, multiple   [2] or [0, 3]
    true-false         [true]
    fill-in            ["first blank", "second blank"]
    ordering           [2, 0, 1]: what is shown third comes first
    matching           [1, 0, 2]: the first on the left goes with the second on the right
    not answered       null or []
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from .papers import Asked, Paper
from .questions import fold_answer

Answer = Sequence[Any] | None


class Scored(NamedTuple):
    """`score` in points, `right` how many questions, `per_question` in the order of the paper."""

    score: int
    right: int
    per_question: list[bool]


def score(paper: Paper, answers: Sequence[Answer]) -> Scored:
    """What these answers are worth. Answers that fit no question count as wrong, whatever they hold."""
    points = right = 0
    per_question = [False] * len(paper)
    for place, (asked, answer) in enumerate(zip(paper, answers, strict=False)):
        if answer == asked.expected or is_right(asked, answer):
            per_question[place] = True
            points += asked.points
            right += 1
    return Scored(points, right, per_question)


def is_right(asked: Asked, answer: Answer) -> bool:
    """Is this answer the right one, whole? Half of a multiple choice is not."""
    if not answer or len(answer) != len(asked.expected):
        return False
    if asked.question.sort == "fill-in":
        return _filled(asked.question.right, answer)
    if asked.question.sort == "multiple":
        return sorted(_bank_places(asked.order, answer)) == sorted(_bank_places(asked.order, asked.expected))
    return answer == asked.expected


def _bank_places(order: tuple[int, ...], answer: Sequence[Any]) -> list[int]:
    """Where the options shown at these places stand in the bank; −1 for what is no place."""
    count = len(order)
    return [order[place] if type(place) is int and 0 <= place < count else -1 for place in answer]


def _filled(right: Any, answer: Sequence[Any]) -> bool:
    return len(answer) == len(right) and all(
        isinstance(text, str) and fold_answer(text) in accepted for text, accepted in zip(answer, right, strict=True)
    )


def right_answer(asked: Asked) -> list[Any]:
    """The right answer in the form in which it would have been sent; of a blank the first accepted spelling."""
    return asked.expected


def bank_answer(asked: Asked, answer: Answer) -> list[Any]:
    """The same answer with the bank's keys instead of places, for statistics; [] when it fits nothing."""
    question = asked.question
    if not answer or not question.keys:
        return list(answer or ())
    places = _bank_places(asked.order, answer)
    if -1 in places:
        return []
    keys = [question.keys[place] for place in places]
    if question.sort == "matching":
        return [[left, key] for left, key in zip(question.left, keys, strict=False)]
    return keys


def review(paper: Paper, scored: Scored) -> bytes:
    """For after the attempt, as JSON: per question right or not, the right answer, explanation and basis."""
    parts = []
    for asked, is_so in zip(paper, scored.per_question, strict=True):
        parts.append(asked.told[is_so])
        parts.append(asked.question.review)
    return b"[" + b"".join(parts)[1:] + b"]"
