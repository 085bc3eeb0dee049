"""How answering goes right now, read from the attempts themselves: their ids are time-ordered, so a minute is one range."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, F, QuerySet

from worldday.base import clock
from worldday.quizzes.models import Attempt, Quiz
from worldday.quizzes.ranking import ID_SHIFT

STEP_S, STEPS = 5, 24  # two minutes in steps of five seconds
KEPT_S = 2  # however many people look, the attempts are counted every other second


@dataclass(frozen=True)
class Live:
    """Attempts handed in during the last two minutes, `steps` of five seconds each, the newest last."""

    steps: tuple[int, ...]
    taken_at: datetime

    @property
    def last_minute(self) -> int:
        return sum(self.steps[-60 // STEP_S :])

    @property
    def per_second(self) -> float:
        """Over the last minute."""
        return self.last_minute / 60

    @property
    def peak_per_second(self) -> float:
        """The fullest five seconds of the two minutes."""
        return max(self.steps) / STEP_S


def live(quiz: Quiz, *, entrances: Collection[int] | None = None) -> Live:
    """Of the whole quiz, or only of what came through these entrances. At most two seconds old."""
    key = f"quiz-live-{quiz.pk}-{'-'.join(map(str, sorted(entrances))) if entrances is not None else 'all'}"
    found: Live = cache.get_or_set(key, lambda: _count(quiz, entrances), KEPT_S)  # type: ignore[assignment]
    return found


def _count(quiz: Quiz, entrances: Collection[int] | None) -> Live:
    now = clock.own()  # the ids' clock
    last = int(now.timestamp()) // STEP_S  # the step that is running
    first = last - STEPS
    rows = attempts_since(quiz, first * STEP_S * 1000, entrances).filter(id__lt=_id(last * STEP_S * 1000))
    step = _id(STEP_S * 1000)
    counts = dict(rows.annotate(step=F("id") / step).order_by().values_list("step").annotate(n=Count("id")))
    return Live(tuple(counts.get(at, 0) for at in range(first, last)), now)


def attempts_since(quiz: Quiz, since_ms: int, entrances: Collection[int] | None) -> QuerySet[Attempt]:
    """Attempts handed in since then, of the whole quiz or of these entrances."""
    rows = Attempt.objects.filter(quiz=quiz, id__gte=_id(since_ms))
    return rows if entrances is None else rows.filter(entrance__in=entrances)


def _id(moment_ms: int) -> int:
    return moment_ms << ID_SHIFT
