"""Keeping standings, places and tallies up as attempts arrive.

Everything here recounts whole persons from their attempts, so doing it twice changes nothing, and a decision, a merger or a
correction needs no arithmetic of its own. Whoever recounts holds the mark's row, so that sums change one writer at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from worldday.base import clock, scope
from worldday.people.identity import numbers_of, persons_of

from . import sums
from .counting import Played, Stood, standing
from .editions import rule_of
from .models import Attempt, Mark, Quiz, Standing
from .rule import Rule

BATCH = 500  # persons recounted in one transaction: short enough that answers being written never wait long
OVERLAP_MS = 10_000  # two writers commit out of order, but hardly ever later than this; `sweep` finds what is
STILL_SWEPT = timedelta(days=2)  # after closing
ID_SHIFT = 20  # Attempt.id = milliseconds ≪ 20 | random
SLICE = 20_000  # attempts looked through in one turn of the sweep: some tenths of a second of the worker's one thread
MARK = "ranking"


class Follower:
    """Reads attempts as they are committed; one per worker. What it remembers only saves work: forgetting is harmless."""

    def __init__(self) -> None:
        self._seen: set[int] = set()  # ids within the overlap that have been counted

    def follow(self) -> int:
        """Count everybody with new attempts; how many attempts were new. Run every other second."""
        total = 0
        while fresh := self._step():
            total += fresh
        return total

    def _step(self) -> int:
        with transaction.atomic():
            mark = hold()
            floor = _floor(mark)
            self._seen = {seen for seen in self._seen if seen > floor}
            rows = Attempt.objects.filter(id__gt=floor).order_by("id").values_list("id", "quiz", "player")
            fresh = [row for row in rows[: len(self._seen) + BATCH] if row[0] not in self._seen]
            if not fresh:
                return 0
            _recount_all((quiz, player) for _id, quiz, player in fresh)
            mark.upto = max(mark.upto, fresh[-1][0])
            mark.save()
        self._seen.update(row[0] for row in fresh)
        return len(fresh)


def _floor(mark: Mark) -> int:
    """Ids up to here have been counted. A clock that was set back makes later attempts smaller than the mark."""
    now_ms = int(clock.own().timestamp() * 1000)
    return max(0, min(mark.upto >> ID_SHIFT, now_ms) - OVERLAP_MS) << ID_SHIFT


def _recount_all(pairs: Iterable[tuple[int, int]]) -> None:
    players: dict[int, set[int]] = defaultdict(set)
    for quiz, player in pairs:
        players[quiz].add(player)
    for quiz_row in Quiz.objects.filter(pk__in=players):
        _recount(quiz_row, rule_of(quiz_row), players[quiz_row.pk])


def hold() -> Mark:
    """The mark, held until the transaction ends: whoever changes standings or sums comes through here first."""
    Mark.objects.get_or_create(name=MARK)
    return Mark.objects.select_for_update().get(name=MARK)


def recount(quiz: Quiz, players: Collection[int]) -> None:
    """Count these persons anew, now: after a decision, a merger, an erasure. Part of the caller's transaction, if any."""
    with transaction.atomic():
        hold()
        _recount(quiz, rule_of(quiz), players)


def count_merged(stays: int, goes: int) -> None:
    """Two numbers are one person now: their standings become one, in every quiz either has played."""
    with scope.everything("a merger reaches every quiz"):
        theirs = Attempt.objects.filter(quiz=OuterRef("pk"), player__in=(stays, goes))
        for quiz in Quiz.objects.filter(Exists(theirs)):
            recount(quiz, {stays, goes})


def sweep(quiz: Quiz) -> int:
    """Find and recount persons whose attempts do not add up to their standing; how many there were."""
    return _recount_strays(quiz, list(_strays(quiz)))


class Sweeper:
    """Sweeps every quiz that is open or closed lately, a slice of its players a turn, round and round; one per worker."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}  # quiz → player up to whom this round has come

    def turn(self) -> int:
        """Look through the next slice of each; how many persons were recounted. Run every five seconds."""
        now, total = clock.now(), 0
        for quiz in Quiz.objects.filter(opens_at__lte=now, closes_at__gte=now - STILL_SWEPT):
            total += self._slice(quiz)
        return total

    def _slice(self, quiz: Quiz) -> int:
        behind = self._at.get(quiz.pk, 0)
        players = (
            Attempt.objects.filter(quiz=quiz, player__gt=behind).order_by("player").values_list("player", flat=True)
        )
        last = players[SLICE - 1 : SLICE].first()
        self._at[quiz.pk] = last or 0  # 0: the round is over, the next one begins
        within = {"player__gt": behind, **({"player__lte": last} if last else {})}
        return _recount_strays(quiz, list(_strays(quiz).filter(**within)))


def _recount_strays(quiz: Quiz, stray: list[int]) -> int:
    for some in _in_batches(stray):
        recount(quiz, some)
    return len(stray)


def settle(quiz: Quiz) -> None:
    """Make the ranking final: nothing missing, every sum made anew. Before a draw, and after scores were corrected."""
    if not Attempt.objects.filter(
        quiz=quiz
    ).exists():  # none yet, or erased on schedule: then the tallies are all there is
        return
    Follower().follow()
    sweep(quiz)
    with transaction.atomic():
        hold()
        sums.make_anew(quiz, rule_of(quiz).pass_mark)


def recount_everybody(quiz: Quiz) -> None:
    """Every standing from every attempt, in batches, then every sum: after scores were corrected."""
    players = Attempt.objects.filter(quiz=quiz).order_by("player").values_list("player", flat=True).distinct()
    for some in _in_batches(list(players)):
        recount(quiz, some)
    settle(quiz)


def _strays(quiz: Quiz) -> QuerySet[Attempt, int]:
    """Players with more or fewer attempts than were counted. Merged persons show up too; counting them again is harmless."""
    known = Standing.objects.filter(quiz=quiz, player=OuterRef("player")).values("attempts")
    rows = Attempt.objects.filter(quiz=quiz, void=False).order_by().values("player").annotate(n=Count("id"))
    rows = rows.annotate(known=Coalesce(Subquery(known, output_field=IntegerField()), 0)).exclude(n=F("known"))
    found: QuerySet[Attempt, int] = rows.values_list("player", flat=True)
    return found


def _recount(quiz: Quiz, rule: Rule, players: Collection[int]) -> None:
    persons = {*players, *persons_of(players).values()} - persons_of(players).keys()
    merged = numbers_of(persons)
    numbers = persons | merged.keys()
    standings = Standing.objects.filter(quiz=quiz, player__in=numbers)
    had = {row[0]: Stood(*row) for row in standings.values_list(*Stood._fields)}
    have = {row.player: row for row in _standings(quiz, rule, numbers, merged)}
    gone = [row for row in had.values() if row.player not in have]
    fresh = [row for row in have.values() if row != had.get(row.player)]
    replaced = [had[row.player] for row in fresh if row.player in had]
    if gone:
        standings.filter(player__in=[row.player for row in gone]).delete()
    sums.keep(quiz, fresh)
    sums.change(quiz, gone=[*gone, *replaced], come=fresh, pass_mark=rule.pass_mark)


def _standings(quiz: Quiz, rule: Rule, numbers: set[int], merged: dict[int, int]) -> Iterator[Stood]:
    attempts: dict[int, list[Played]] = defaultdict(list)
    for row in Attempt.objects.filter(quiz=quiz, player__in=numbers).values_list(*Played._fields):
        attempts[merged.get(row[1], row[1])].append(Played(*row))
    for person, theirs in attempts.items():
        if (stood := standing(person, theirs, rule)) is not None:
            yield stood


def _in_batches(players: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(players), BATCH):
        yield players[start : start + BATCH]
