"""Results leave the house only with a purpose, and the audit trail keeps who took what for what."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import NoPurpose, Problem
from worldday.quizzes.models import Quiz

from .setting_up import locked, record

MOST_ROWS = 50_000


@transaction.atomic
def log_export(*, quiz: Quiz, purpose: str, rows: int, filters: dict[str, Any], by: Actor) -> None:
    """Write down that `rows` results, narrowed by `filters`, are taken away for `purpose`. Raises `NoPurpose`, and
    `Problem` for more rows than one file should hold."""
    if not purpose.strip():
        raise NoPurpose
    if rows > MOST_ROWS:
        raise Problem(
            format_lazy(
                _("These are more than {most} rows. Nothing was exported; please narrow the list by its filters."),
                most=MOST_ROWS,
            )
        )
    after = {"purpose": purpose.strip()[:300], "rows": rows} | filters
    record("quiz-results-exported", locked(quiz), by, after=after)
