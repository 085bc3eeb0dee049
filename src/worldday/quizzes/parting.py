"""Parting attempts from a person who asked to be erased: they stay in the ranking and the figures as nobody's."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from worldday.base import clock, scope

from . import ranking
from .models import Attempt, Certified, Flag, Quiz, Standing


def part(numbers: Collection[int]) -> bool:
    """Part from these numbers of one person in every quiz that has closed; whether none of them is left anywhere."""
    with scope.everything("erasing reaches every quiz"), transaction.atomic():
        ranking.hold()
        open_ones = 0
        for quiz in _played(numbers):
            if quiz.closes_at is None or quiz.closes_at > clock.now():
                open_ones += 1
            else:
                _part_in(quiz, numbers)
        return open_ones == 0


def _played(numbers: Collection[int]) -> QuerySet[Quiz]:
    theirs = Attempt.objects.filter(quiz=OuterRef("pk"), player__in=numbers)
    found: QuerySet[Quiz] = Quiz.objects.filter(Exists(theirs))
    return found


def _part_in(quiz: Quiz, numbers: Collection[int]) -> None:
    """One new number for all of them, at random and kept nowhere. Attempts are numbered anew, since two identities may both
    have had a first one; answers go, because the paper they belong to followed from the old number."""
    nobody = secrets.randbits(62) + 1
    attempts = list(Attempt.objects.filter(quiz=quiz, player__in=numbers).order_by("submitted_ms", "id"))
    for at, attempt in enumerate(attempts):
        attempt.player, attempt.number, attempt.day_number = nobody, at, at
        attempt.answers, attempt.address, attempt.agent = "", 0, 0
    Attempt.objects.bulk_update(attempts, ["player", "number", "day_number", "answers", "address", "agent"])
    Standing.objects.filter(quiz=quiz, player__in=numbers).update(player=nobody)
    Flag.objects.filter(quiz=quiz, player__in=numbers).update(player=nobody, appeal="")
    Certified.objects.filter(
        quiz=quiz, player__in=numbers
    ).delete()  # the certificate is its holder's and proves itself
    ranking.recount(quiz, {nobody})
