"""The moment at which a batch becomes public: all of it at once, or not at all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor, System
from worldday.base.changes import change
from worldday.base.problems import Problem
from worldday.campaigns.actions import record_actual
from worldday.campaigns.models import Activity, ActivityState
from worldday.registry import telling
from worldday.registry.models import Batch, BatchState, Block

from .amendments import do_all
from .batches import WrongState
from .holding import held_batch, record_audit, registry_of
from .registries import open_registry

T = TypeVar("T")
logger = logging.getLogger(__name__)
A_LOOK = timedelta(seconds=1)  # between two looks of the worker: what comes within it is waited for


def _by_one_clock(verb: Callable[..., T]) -> Callable[..., T]:
    """A moment is the same for every machine, whatever its own clock says."""

    @wraps(verb)
    def done(*args: Any, **kwargs: Any) -> T:
        with clock.of_database():
            return verb(*args, **kwargs)

    return done


@_by_one_clock
@transaction.atomic
def schedule(*, batch: Batch, at: datetime | None, announced: bool, by: Actor) -> Batch:
    """Set the moment at which it becomes public by itself; None: only when a person presses the button."""
    held = held_batch(batch)
    if held.state != BatchState.APPROVED:
        raise WrongState
    if at is not None and at <= clock.now():
        raise Problem(_("This moment has passed already. Choose one to come, or release it now. Nothing was changed."))
    changes = {"release_at": at, "announced": bool(announced and at)}
    before, after = change(held, changes, allowed=changes)
    if after:
        held.save()
        record_audit("batch-scheduled", held, registry_of(held), by, before=before, after=after)
    return held


@_by_one_clock
@transaction.atomic
def release(*, batch: Batch, by: Actor) -> Batch:
    """Make it public now. One row changes, and with it every page, feed, file and figure. Twice changes nothing.

    What it changes in records that are public already is done in the same transaction (`amendments`).
    """
    held = held_batch(batch)
    if held.state == BatchState.RELEASED:
        return held
    if held.state != BatchState.APPROVED:
        raise Problem(_("It has not been approved, so it cannot become public. Nothing was changed."))
    if Block.objects.filter(batch=held, indexed=False).exists():
        raise Problem(_("The search index of this batch is still being written; please wait a moment."))
    registry, counts = registry_of(held), {"size": held.size}
    if held.amended:  # before the registry's row is touched: see `claims`
        counts |= do_all(held, registry, by)
    held.state, held.released_at, held.released_by = BatchState.RELEASED, clock.now(), by.actor_name
    held.save()
    if not registry.is_open:
        open_registry(registry=registry, by=by)
    record_audit("batch-released", held, registry, by, after=counts)
    _tell_activity(held, by)
    held.registry = registry
    telling.tell_released(held, by)
    return held


def _tell_activity(batch: Batch, by: Actor) -> None:
    """The activity has really begun: theme page, calendar and feeds say so."""
    if batch.activity_id is None:
        return
    activity: Activity = Activity._base_manager.get(pk=batch.activity_id)
    if activity.actual_start or activity.state == ActivityState.CANCELLED:
        return
    today, planned = clock.today(), activity.window_end
    late = today if planned is not None and planned < today else None  # a day before which it did not end
    record_actual(activity=activity, start=today, end=activity.actual_end or late, by=by)


@_by_one_clock
def release_due() -> int:
    """Release what has come due, or comes within the second; how many. One that cannot be released keeps no other one waiting."""
    _wait_for_the_next()
    due = Batch._base_manager.filter(clock.has_come("release_at"), state=BatchState.APPROVED).order_by("release_at")
    return sum(_tried(batch) for batch in due)


def _wait_for_the_next() -> None:
    """Until its moment, if that is nearer than the worker's next look."""
    now = clock.now()
    rows = Batch._base_manager.filter(state=BatchState.APPROVED, release_at__gt=now, release_at__lt=now + A_LOOK)
    if coming := rows.order_by("release_at").values_list("release_at", flat=True).first():
        time.sleep(max(0.0, (coming - clock.now()).total_seconds()))


def _tried(batch: Batch) -> int:
    try:
        return _release_due(batch)
    except Exception:
        logger.exception("The batch %s could not be released at its moment", batch.code)
        return 0


@transaction.atomic
def _release_due(batch: Batch) -> int:
    held = held_batch(batch)
    if held.state != BatchState.APPROVED or held.release_at is None or held.release_at > clock.now():
        return 0
    return int(release(batch=held, by=System("schedule")).state == BatchState.RELEASED)
