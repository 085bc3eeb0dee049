"""Flags that wait for a person."""

from __future__ import annotations

from django.db.models import F, Q

from worldday.quizzes.models import Flag, Quiz

UNDECIDED = Q(decision="")
APPEALED = Q(appealed_at__isnull=False, decided_at__lte=F("appealed_at"))  # a second decision is due


def waiting(quiz: Quiz) -> int:
    """How many of the quiz's flags wait for a decision: the first one, or the one upon an appeal."""
    return Flag.objects.filter(UNDECIDED | APPEALED, quiz=quiz).count()
