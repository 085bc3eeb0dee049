"""What a batch is to do to public records, written down while nobody sees it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Invalid, Problem
from worldday.registry.amending import Asked, Drafted, draft
from worldday.registry.folding import number_key
from worldday.registry.models import Amendment, Batch, BatchState, Record, Registry
from worldday.registry.rows import LONGEST_KEY
from worldday.registry.schema import Schema

from . import claims
from .holding import batch_in_preparation, held_record, record_audit, registry_of

MOST = 20_000  # amendments in one batch: they are done within the one moment of its release


class WaitsElsewhere(Problem):
    sentence = _("A batch on its way changes this record already. Nothing was changed.")


@transaction.atomic
def amend(*, batch: Batch, record: Record, asked: Asked, by: Actor) -> Amendment:
    """Have the batch change this public record when it is released; asking again replaces what this batch was to do.

    Raises `Invalid`, `WaitsElsewhere`, `claims.NumberTaken`, `AlreadySeen`, `Problem`.
    """
    held = batch_in_preparation(batch, by)
    registry = registry_of(held)
    found = amendable(held, record, registry)
    replaced = Amendment._base_manager.filter(batch=held, record=found, done_at=None).delete()[0]
    drafted = draft(found, asked, Schema.of(registry))
    if drafted.faults:
        raise Invalid({"entry": drafted.faults})
    made = row_of(held, found, asked, drafted, by=by.actor_name)
    claim(registry, [made], but=[found.pk])
    save(made)
    count(held, 1 - replaced)
    record_audit("record-amended", found, registry, by, after={"batch": held.name, "what": asked.kind} | made.after)
    return made


def amendable(batch: Batch, record: Record, registry: Registry) -> Record:
    """The record, held, if this batch may change it."""
    found = held_record(record)
    found.registry = registry
    of_it: Batch = Batch._base_manager.select_related("unit").get(pk=found.batch_id)
    if of_it.state != BatchState.RELEASED or found.registry_id != batch.registry_id:
        raise Problem(_("This record is not public yet; change it in its batch. Nothing was changed."))
    if not may_amend(batch, of_it, registry):
        raise Problem(_("This batch may change only records that its own unit has brought in. Nothing was changed."))
    return found


def may_amend(batch: Batch, of_record: Batch, registry: Registry) -> bool:
    """A batch of the registry's owner changes every record, that of another unit only what the unit brought in."""
    path = batch.unit.path
    return registry.owner.path.startswith(path) or of_record.unit.path.startswith(path)


def row_of(batch: Batch, record: Record, asked: Asked, drafted: Drafted, *, by: str) -> Amendment:
    """An amendment not yet saved."""
    why, number = asked.why, drafted.after.get("number", "")
    return Amendment(
        batch=batch,
        registry_id=batch.registry_id,
        record=record,
        kind=asked.kind,
        before=drafted.before,
        after=drafted.after,
        number_key=number_key(number)[:LONGEST_KEY] or None if number else None,
        since=why.since,
        reason=why.reason.strip()[:500],
        source=why.source[:300],
        source_url=why.source_url[:500],
        made_by=by[:150],
        made_at=clock.now(),
    )


def claim(registry: Registry, rows: Collection[Amendment], *, but: Collection[int] = ()) -> set[str]:
    """Hold the registry if any of the rows brings a number, and see that nobody has it. Raises `claims.NumberTaken`."""
    keys = {row.number_key for row in rows if row.number_key}
    if keys:
        claims.hold(registry.pk)
        if claims.taken(registry.pk, keys, but=but):
            raise claims.NumberTaken
    return keys


def save(made: Amendment) -> None:
    """Raises `WaitsElsewhere` or `claims.NumberTaken`, as the table says."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        waiting = Amendment._base_manager.filter(record=made.record_id, done_at=None).select_related("batch__unit")
        if (other := waiting.first()) is not None:
            raise WaitsElsewhere(elsewhere(other)) from None
        if made.number_key and claims.claimed(made.registry_id, [made.number_key]):
            raise claims.NumberTaken from None
        raise


def elsewhere(other: Amendment) -> str:
    told = _now("The batch “{name}” of {unit}, on its way, changes this record already. Nothing was changed.")
    return told.format(name=other.batch.name, unit=other.batch.unit.name)


def count(batch: Batch, more: int) -> None:
    """Raises `Problem` when the batch would do more than one moment can hold."""
    Batch._base_manager.filter(pk=batch.pk).update(amended=F("amended") + more)
    if more > 0 and Batch._base_manager.filter(pk=batch.pk, amended__gt=MOST).exists():
        raise Problem(_now("A batch changes at most {n} public records; please begin another one.").format(n=MOST))


@transaction.atomic
def take_out(*, amendment: Amendment, by: Actor) -> None:
    """The batch leaves this record as it is."""
    held = batch_in_preparation(amendment.batch, by)
    gone, _kinds = Amendment._base_manager.filter(pk=amendment.pk, batch=held, done_at=None).delete()
    if gone:
        count(held, -gone)
        record_audit("amendment-removed", amendment.record, registry_of(held), by, before={"batch": held.name})


def waiting_elsewhere(record: Record) -> Amendment | None:
    """What a batch on its way is to do to this record."""
    rows = Amendment._base_manager.filter(record=record, done_at=None)
    found: Amendment | None = rows.select_related("batch__unit").first()
    return found
