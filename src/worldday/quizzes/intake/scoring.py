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
from itertools import zip_longest
from typing import Any, NamedTuple

from .papers import Asked, Paper
from .questions import fold_answer

Answer = Sequence[Any] | None


class Scored(NamedTuple):
    """`score` in points, `right` how many questions."""

    score: int
    right: int


def score(paper: Paper, answers: Sequence[Answer]) -> Scored:
    """What these answers are worth. Answers that fit no question count as wrong, whatever they hold."""
    points = right = 0
    for asked, answer in zip(paper, answers, strict=False):  # what is missing at the end is wrong
        if asked.expected == answer or (asked.loose and is_right(asked, answer)):
            points, right = points + asked.points, right + 1
    return Scored(points, right)


def marks(paper: Paper, answers: Sequence[Answer]) -> list[bool]:
    """Right or not, per question of the paper."""
    return [is_right(asked, answer) for asked, answer in zip_longest(paper, answers[: len(paper)])]


def is_right(asked: Asked, answer: Answer) -> bool:
    """Is this answer the right one, whole? Half of a multiple choice is not."""
    sort = asked.question.sort
    if sort == "single" or not answer or len(answer) != len(asked.expected):
        return answer == asked.expected
    if sort == "fill-in":
        return _filled(asked.question.right, answer)
    if sort == "multiple":
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


def review(paper: Paper, answers: Sequence[Answer]) -> bytes:
    """For after the attempt, a list in JSON: per question right or not, the right answer, explanation and basis."""
    told = [
        asked.told[is_so] + asked.question.review for asked, is_so in zip(paper, marks(paper, answers), strict=True)
    ]
    return b"[%b]" % b",".join(told)
