"""Rows held until the transaction ends, each by its own key, and the audit row of what was done to them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.registry.models import Batch, Intake, Record, Registry

Values = dict[str, Any]
IMPERSONAL = ("number", "batch", "what")  # what is written down also of records about persons


class AlreadySeen(Problem):
    sentence = _(
        "This batch is no longer being prepared, so its records are fixed. Take it back or have it returned first; nothing was changed."
    )


def held_batch(batch: Batch) -> Batch:
    with scope.everything("the view has fetched it through its permission"):
        found: Batch = Batch.objects.select_for_update().get(pk=batch.pk)
    return found


def batch_in_preparation(batch: Batch, by: Actor) -> Batch:
    """The batch, held, and `by` noted among those whose hands were in it. Raises `AlreadySeen`."""
    found = held_batch(batch)
    if not found.is_open:
        raise AlreadySeen
    if by.actor_ref not in found.hands:
        found.hands = [*found.hands, by.actor_ref]
        found.save(update_fields=["hands"])
    return found


def held_record(record: Record) -> Record:
    with scope.everything("the view has fetched it through its permission"):
        found: Record = Record.objects.select_for_update().get(pk=record.pk)
    return found


def held_intake(intake: Intake) -> Intake:
    with scope.everything("the view has fetched it through its permission"):
        found: Intake = Intake.objects.select_for_update().get(pk=intake.pk)
    return found


def registry_of(batch: Batch) -> Registry:
    with scope.everything("whoever works on a batch works on its registry"):
        found: Registry = Registry.objects.select_related("owner").get(pk=batch.registry_id)
    return found


def record_audit(
    action: str,
    target: models.Model,
    registry: Registry,
    by: Actor,
    *,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Of a record about a person the trail, which nobody can empty, says by its number what was done, not who it is about."""
    if registry.about_people and isinstance(target, Record):
        target = Record(pk=target.pk, code=target.code, name=target.number or target.code)
        before, after = _without_words(before), _without_words(after)
    audit.record(by=by, action=action, target=target, scope_path=registry.owner.path, before=before, after=after)


def _without_words(values: Values | None) -> Values:
    return {key: value if key in IMPERSONAL or not value else "…" for key, value in (values or {}).items()}
