"""Flags as a person judges them: the reason in words, the numbers behind it, the attempt and others like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.people.identity import label_of
from worldday.quizzes.models import Attempt, Flag, Quiz
from worldday.quizzes.queries import Asked, answers_of
from worldday.quizzes.queries.flags import APPEALED, UNDECIDED

SHOWN: dict[str, str | Promise] = {
    "open": _("To decide"),
    "appealed": _("Appeals"),
    "decided": _("Decided"),
}
MOST_OTHERS = 20


@dataclass(frozen=True)
class Flagged:
    flag: Flag
    attempt: Attempt | None  # None once its data have been erased
    player: str
    asked: list[Asked] = field(default_factory=list)

    @property
    def attempt_id(self) -> int:
        return self.attempt.pk if self.attempt else 0

    @property
    def ms(self) -> int:
        return max(self.attempt.submitted_ms - self.attempt.started_ms, 0) if self.attempt else 0


def flags_of(quiz: Quiz, which: str) -> QuerySet[Flag]:
    """`open`, `appealed` (a second decision is due) or `decided`; the oldest first, as they should be dealt with."""
    rows = Flag.objects.filter(quiz=quiz)
    if which == "open":
        return rows.filter(UNDECIDED).order_by("raised_at", "pk")
    if which == "appealed":
        return rows.filter(APPEALED).order_by("appealed_at", "pk")
    return rows.exclude(UNDECIDED).order_by("-decided_at", "-pk")


def flagged(flags: Sequence[Flag], *, whole: bool = False) -> list[Flagged]:
    """With their attempts; `whole` = with every question and answer."""
    attempts = Attempt.objects.in_bulk([flag.attempt for flag in flags])
    found = []
    for flag in flags:
        attempt = attempts.get(flag.attempt)
        asked = answers_of(attempt) if whole and attempt else []
        found.append(Flagged(flag, attempt, label_of(flag.player), asked))
    return found


def alike(one: Flagged) -> list[Flagged]:
    """For comparison: the player's other attempts, then those flagged for the same reason on the same network."""
    if one.attempt is None:
        return []
    rows = Attempt.objects.filter(quiz=one.flag.quiz).exclude(pk=one.attempt.pk)
    found = list(rows.filter(player=one.attempt.player).order_by("number")[:MOST_OTHERS])
    if one.attempt.address:
        flags = Flag.objects.filter(quiz=one.flag.quiz, sort=one.flag.sort).values("attempt")
        same = rows.filter(pk__in=flags, address=one.attempt.address).exclude(player=one.attempt.player)
        found += same.order_by("pk")[:MOST_OTHERS]
    return [Flagged(one.flag, row, label_of(row.player)) for row in found]


def side_by_side(one: Flagged, other: Flagged | None) -> list[tuple[Asked, Asked | None]]:
    """Each question of the flagged attempt, and the same question in the other one where it was asked there."""
    theirs = {asked.code: asked for asked in answers_of(other.attempt)} if other and other.attempt else {}
    return [(asked, theirs.get(asked.code)) for asked in one.asked]
