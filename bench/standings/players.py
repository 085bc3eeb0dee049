"""Invented attempts, as varied as real ones, and the ranking computed from them the slow way."""

import random
from collections import defaultdict

from tests.factories.quizzes import OPENS

from worldday.quizzes.models import Attempt, Quiz

DISTRICT = "嘉定区"
DISTRICTS = ("", DISTRICT, "金山区")
BATCH = 5000
DAY_MS = 86_400_000
PLAY_AGAIN = 10  # every tenth has a second attempt


def play(quiz: Quiz, count: int, first: int = 0) -> None:
    """`count` attempts in the table, spread over nine days, as the hot path stores them; in the order of their ids."""
    chance = random.Random(first)
    opens = int(OPENS.timestamp() * 1000)
    for start in range(first, first + count, BATCH):
        rows = [attempt(quiz, n, opens, chance) for n in range(start, min(start + BATCH, first + count))]
        Attempt.objects.bulk_create(rows)


def attempt(quiz: Quiz, n: int, opens: int, chance: random.Random) -> Attempt:
    again = n % PLAY_AGAIN == 1
    player = (n - 1 if again else n) + 1
    submitted = opens + 600_000 + n * 700
    took = chance.randint(20_000, 600_000)
    right = min(10, max(0, round(chance.gauss(7, 2))))
    return Attempt(
        id=(submitted << 20) | (n & 0xFFFFF), quiz=quiz, edition=1, player=player, number=int(again),
        day=20201011 + (submitted - opens) // DAY_MS, day_number=int(again), strength="device",
        district=DISTRICTS[n % 3], started_ms=submitted - took, submitted_ms=submitted, score=10 * right, right=right, answers="[]",
    )  # fmt: skip


def best_of_all(quiz: Quiz, *, in_all: int) -> list[tuple[int, int, int, int]]:
    """Everybody's best as (−score, time, handed in, player), in the order that the published rule gives them."""
    theirs = defaultdict(list)
    rows = Attempt.objects.filter(quiz=quiz).order_by("submitted_ms", "id")
    for player, score, started, submitted, void in rows.values_list(
        "player", "score", "started_ms", "submitted_ms", "void"
    ).iterator():
        theirs[player].append(((-score, submitted - started, submitted, player), void))
    valid = ([line for line, void in lines[:in_all] if not void] for lines in theirs.values())
    return sorted(min(lines) for lines in valid if lines)
