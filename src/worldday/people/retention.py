"""How long personal data is kept: `policies/retention.toml`, which an official can read, which this runs every day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet

from worldday.base import audit, clock
from worldday.base.audit import System

from .models import Participant

BATCH = 1000
DELETE, EMPTY, JOB = "delete", "empty", "job"


@dataclass(frozen=True)
class Keep:
    """`fields` of `model` are kept `days` after the moment `since`; then the row goes, or the fields are emptied, or a
    periodic job of another area does what a published rule says."""

    name: str
    model: str
    fields: tuple[str, ...]
    why: str
    why_en: str
    since: str
    days: int
    then: str
    job: str = ""

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)


def policy() -> dict[str, Any]:
    return _read(Path(settings.POLICIES) / "retention.toml")


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf8"))


def keeps() -> list[Keep]:
    """Every rule of the file, in its order. Raises `ValueError` for a rule that could not be run."""
    found = [Keep(**row | {"fields": tuple(row["fields"])}) for row in policy()["keep"]]
    for keep in found:
        if keep.then not in (DELETE, EMPTY, JOB) or keep.days < 1 or (keep.then == JOB) != bool(keep.job):
            raise ValueError(f"policies/retention.toml: {keep.name} cannot be run.")
    return found


def days_of() -> dict[str, int]:
    """`{"attempts_days": 180 …}`: what the privacy notices say is what the program does."""
    return {f"{keep.name}_days": keep.days for keep in keeps()}


def run() -> dict[str, int]:
    """Erase what is due, a thousand rows at a time; how many rows by rule. Safe to run twice at once."""
    done = {keep.name: count for keep in keeps() if keep.then != JOB and (count := _run(keep))}
    if done:
        about = Participant(code="-")  # the row is about nobody in particular
        audit.record(by=System("retention"), action="retention-run", target=about, scope_path="", after=done)
    return done


def _run(keep: Keep) -> int:
    count = 0
    while pks := list(_due(keep).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            count += _erase(keep, keep.table._base_manager.filter(pk__in=pks))
    return count


def _due(keep: Keep) -> QuerySet[models.Model]:
    cutoff = clock.now() - timedelta(days=keep.days)
    due = keep.table._base_manager.filter(**{f"{keep.since}__lt": cutoff}).order_by("pk")
    if keep.then == DELETE:
        return due
    holding = Q(pk__in=[])
    for name, value in _emptied(keep).items():
        holding |= ~Q(**{f"{name}__isnull": True}) if value is None else ~Q(**{name: value})
    return due.filter(holding)


def _erase(keep: Keep, rows: QuerySet[models.Model]) -> int:
    if keep.then == DELETE:
        return rows.delete()[1].get(keep.model, 0)
    return rows.update(**_emptied(keep))


def _emptied(keep: Keep) -> dict[str, Any]:
    """What an emptied field holds: nothing, or its default."""
    fields: dict[str, Any] = {name: keep.table._meta.get_field(name) for name in keep.fields}
    return {name: None if field.null else field.get_default() for name, field in fields.items()}
