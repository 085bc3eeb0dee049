"""A place among a million, without reading a million rows: buckets say how many stand ahead, the rest is one second wide."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from worldday.people.identity import persons_of
from worldday.quizzes.boards import EVERYBODY, RANKED
from worldday.quizzes.models import Bucket, Quiz, Standing
from worldday.quizzes.rule import COLUMNS, RANKING
from worldday.quizzes.sums import SECOND_MS

ORDER = (*(COLUMNS[word] for word in RANKING), "id")  # id only keeps pages stable; equal standings share their place


@dataclass(frozen=True)
class Place:
    """`place` of `of` listed persons on a board, and the standing it rests on."""

    place: int
    of: int
    standing: Standing


def place_of(quiz: Quiz, player: int, board: str = EVERYBODY) -> Place | None:
    """Where a person stands on a board; None when they have no standing there or are not listed (a seat in a class)."""
    person = persons_of([player]).get(player, player)
    standing = on_board(quiz, board).filter(player=person).first()
    if standing is None:
        return None
    return Place(1 + ahead_of(standing, board), size_of(quiz, board), standing)


def on_board(quiz: Quiz, board: str) -> QuerySet[Standing]:
    """The listed standings of a board, in no order. Raises `ValueError` for a board without persons."""
    rows = Standing.objects.filter(quiz=quiz, listed__in=(True,))  # SQLite sees no index in a bare boolean
    sort, _colon, value = board.partition(":")
    if not sort:
        return rows
    if sort not in (*RANKED, "group"):
        raise ValueError(f"Persons are not ranked on the board {board!r}.")
    return rows.filter(**{sort: int(value) if sort == "entrance" else value})


def size_of(quiz: Quiz, board: str) -> int:
    """How many persons are listed on a board."""
    if board.startswith("group:"):
        return on_board(quiz, board).count()
    return Bucket.objects.filter(quiz=quiz, board=board).aggregate(n=Sum("players"))["n"] or 0


def ahead_of(standing: Standing, board: str) -> int:
    """How many listed persons of the board stand ahead, by the published ranking."""
    second, rows = standing.time_ms // SECOND_MS, on_board(standing.quiz, board)
    earlier = Q(time_ms__lt=standing.time_ms) | Q(submitted_ms__lt=standing.submitted_ms)
    same_score = Q(earlier, score=standing.score, time_ms__lte=standing.time_ms)
    if board.startswith("group:"):  # few enough to count
        return rows.filter(Q(score__gt=standing.score) | same_score).count()
    buckets = Bucket.objects.filter(quiz=standing.quiz_id, board=board)
    ahead = Q(score__gt=standing.score) | Q(score=standing.score, second__lt=second)
    whole = buckets.filter(ahead).aggregate(n=Sum("players"))["n"] or 0
    return int(whole) + rows.filter(same_score, time_ms__gte=second * SECOND_MS).count()
