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

import msgspec

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
    points = 0
    per_question = [is_right(asked, answer) for asked, answer in zip(paper, answers, strict=False)]
    per_question += [False] * (len(paper) - len(per_question))
    for asked, is_so in zip(paper, per_question, strict=True):
        if is_so:
            points += asked.points
    return Scored(points, per_question.count(True), per_question)


def is_right(asked: Asked, answer: Answer) -> bool:
    """Is this answer the right one, whole? Half of a multiple choice is not."""
    right = asked.question.right
    if not answer:
        return False
    if right is True or right is False:
        return len(answer) == 1 and answer[0] is right
    if asked.question.spellings:
        return _filled(right, answer)
    if len(answer) != len(right):
        return False
    places = _bank_places(asked.order, answer)
    if type(right) is frozenset:
        return right == set(places)
    return right == tuple(places)


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
    right = asked.question.right
    if right is True or right is False:
        return [right]
    if asked.question.spellings:
        return list(asked.question.spellings)
    places = [asked.order.index(option) for option in right]
    return sorted(places) if type(right) is frozenset else places


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
    parts = [
        b"".join((_RIGHT if is_so else _WRONG, _json(right_answer(asked)), b",", asked.question.review, b"}"))
        for asked, is_so in zip(paper, scored.per_question, strict=True)
    ]
    return b"[" + b",".join(parts) + b"]"


_json = msgspec.json.Encoder().encode
_RIGHT, _WRONG = b'{"right":true,"answer":', b'{"right":false,"answer":'
