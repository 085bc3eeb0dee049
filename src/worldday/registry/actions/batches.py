"""A batch from its beginning to its approval. Who put something in does not review it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import change
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.registry import telling
from worldday.registry.models import Batch, BatchState, Block, Intake, IntakeState, Registry
from worldday.units.models import Unit

from .holding import held_batch, record_audit, registry_of

WORDS = ("name", "name_en", "note", "note_en")
BUSY = (IntakeState.WAITING, IntakeState.RUNNING, IntakeState.UNDOING)


class WrongState(Problem):
    sentence = _("Somebody has moved this batch on in the meantime; please look at it again. Nothing was changed.")


@transaction.atomic
def begin_batch(
    *, registry: Registry, unit: Unit, name: str, by: Actor, activity: Activity | None = None, **words: str
) -> Batch:
    """An empty batch, unseen by the public, for records that `unit` brings together; `words`: any other of `WORDS`."""
    made = Batch(registry=registry, unit=unit, activity=activity, made_at=clock.now())
    change(made, {"name": name.strip(), **words}, allowed=WORDS)
    made.save()
    record_audit("batch-begun", made, registry_of(made), by)
    return made


@transaction.atomic
def change_batch(*, batch: Batch, changes: dict[str, Any], by: Actor) -> Batch:
    """Its words and activity; what the public will read is fixed once it has been reviewed."""
    held = held_batch(batch)
    if not held.is_open:
        raise WrongState
    before, after = change(held, changes, allowed=[*WORDS, "activity"])
    if after:
        held.hands = sorted({*held.hands, by.actor_ref})
        held.save()
        record_audit("batch-changed", held, registry_of(held), by, before=before, after=after)
    return held


@transaction.atomic
def submit(*, batch: Batch, by: Actor) -> Batch:
    """Have it reviewed; from now on its records are fixed."""
    held = _in(batch, BatchState.PREPARING)
    if not held.size and not held.amended:
        raise Problem(_("There is no record in this batch yet, so there is nothing to review."))
    if Intake._base_manager.filter(batch=held, state__in=BUSY).exists():
        raise Problem(_("A list is still being imported into this batch; please wait until it is done."))
    if Block.objects.filter(batch=held, indexed=False).exists():
        raise Problem(_("The search index of this batch is still being written; please wait a moment."))
    moved = _move(held, BatchState.IN_REVIEW, "batch-submitted", by, returned_for="")
    telling.tell_reviewers(moved, by)
    return moved


@transaction.atomic
def take_back(*, batch: Batch, by: Actor) -> Batch:
    """Back to preparation, by those who prepare it, before or after it was approved; never once it is public."""
    held = _in(batch, BatchState.IN_REVIEW, BatchState.APPROVED)
    return _move(held, BatchState.PREPARING, "batch-taken-back", by, **_NOT_REVIEWED)


@transaction.atomic
def approve(*, batch: Batch, by: Actor) -> Batch:
    """A second person has looked at it. Raises `Problem` for somebody who put records in."""
    held = _in(batch, BatchState.IN_REVIEW)
    if by.actor_ref in held.hands:
        raise Problem(_("You have worked on this batch yourself; somebody else has to review it. Nothing was changed."))
    reviewer = {"reviewed_by": by.actor_ref, "reviewed_name": by.actor_name}
    return _move(held, BatchState.APPROVED, "batch-approved", by, **reviewer)


@transaction.atomic
def send_back(*, batch: Batch, reason: str, by: Actor) -> Batch:
    """Not like this: back to those who prepare it, with what is wrong."""
    if not reason.strip():
        raise Problem(_("Please say what is to be put right, so that they know what to do."))
    held = _in(batch, BatchState.IN_REVIEW, BatchState.APPROVED)
    back = _move(held, BatchState.PREPARING, "batch-returned", by, returned_for=reason.strip()[:1000], **_NOT_REVIEWED)
    telling.tell_returned(back, by)
    return back


@transaction.atomic
def drop(*, batch: Batch, by: Actor) -> Batch:
    """Given up; its records stay unseen, and their numbers are free again once they are removed."""
    held = _in(batch, BatchState.PREPARING)
    if held.size or held.amended:
        raise Problem(_("There are still records in this batch; remove them or undo their import first."))
    return _move(held, BatchState.DROPPED, "batch-dropped", by)


_NOT_REVIEWED: dict[str, Any] = {"reviewed_by": "", "reviewed_name": "", "release_at": None, "announced": False}


def _in(batch: Batch, *states: str) -> Batch:
    held = held_batch(batch)
    if held.state not in states:
        raise WrongState
    return held


def _move(held: Batch, state: str, action: str, by: Actor, **values: Any) -> Batch:
    if held.state == BatchState.IN_REVIEW:
        telling.waits_no_more(held)
    held.state = state
    for name, value in values.items():
        setattr(held, name, value)
    held.save()
    after: dict[str, Any] = {"size": held.size, "amended": held.amended}
    if action == "batch-returned":
        after["reason"] = held.returned_for
    held.registry = registry_of(held)
    record_audit(action, held, held.registry, by, after=after)
    return held
