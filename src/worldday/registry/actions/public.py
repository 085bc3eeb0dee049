"""What becomes of public records. Everything is said in public, with the day, the reason and the source."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Invalid, Problem
from worldday.registry import indexing
from worldday.registry.amending import FROM, TO, Why, differing, faults_of_why, texts
from worldday.registry.models import Batch, BatchState, ChangeKind, Record, RecordChange, Registry
from worldday.registry.queries.look import state_today
from worldday.registry.rows import PLACE_BITS, entry_of, put
from worldday.registry.schema import Entry, Schema, fields_of, public_fields

from .amending import WaitsElsewhere, elsewhere, waiting_elsewhere
from .amendments import lift_if_renewed
from .holding import held_record, record_audit, registry_of
from .records import save_record

ACTIONS = {
    ChangeKind.SUSPENDED: "record-suspended",
    ChangeKind.RESTORED: "record-restored",
    ChangeKind.WITHDRAWN: "record-withdrawn",
}


@transaction.atomic
def move_on(*, record: Record, to: ChangeKind, why: Why, by: Actor) -> Record:
    """Suspend it, make it valid again, or withdraw it. A withdrawn record stays to be found, for ever withdrawn."""
    held, registry = _public(record)
    _say_why(why)
    if state_today(held) not in FROM[to]:
        raise Problem(
            _("From its present state this record cannot become that; please look at it again. Nothing was changed.")
        )
    before = indexing.tokens(held)
    held.state, held.changed_at = TO[to], clock.now()
    held.save(update_fields=["state", "changed_at"])
    indexing.move(held, before=before, after=indexing.tokens(held))
    _write_down(held, to, why, by)
    record_audit(ACTIONS[to], held, registry, by, after={"reason": why.reason, "number": held.number})
    return held


@transaction.atomic
def correct(*, record: Record, entry: Entry, why: Why, by: Actor) -> Record:
    """Change what a public record says; what stood there before stays readable in its history."""
    held, registry = _public(record)
    _say_why(why)
    if faults := Schema.of(registry).faults(entry):
        raise Invalid({"entry": faults})
    _leave_to_batch(held)
    before, was = indexing.tokens(held), said_in_public(held, registry)
    numbered = held.number_key
    put(held, fields_of(registry), entry)
    held.changed_at = clock.now()
    lift_if_renewed(held)
    save_record(held, new=False, numbered=numbered)
    indexing.move(held, before=before, after=indexing.tokens(held))
    now = said_in_public(held, registry)
    then, since = differing(was, now)
    if since:
        _write_down(held, ChangeKind.CHANGED, why, by, (then, since))
    record_audit("record-changed", held, registry, by, before=then, after=since | {"reason": why.reason})
    return held


def said_in_public(record: Record, registry: Registry) -> dict[str, str]:
    """Key → text of everything the public reads about it."""
    return texts(entry_of(record), public_fields(registry))


def _public(record: Record) -> tuple[Record, Registry]:
    """The record, held after its block, and its registry. Raises `Problem` for one that nobody has seen yet."""
    batch: Batch = Batch._base_manager.get(pk=record.batch_id)
    if batch.state != BatchState.RELEASED:
        raise Problem(_("This record is not public yet; change it in its batch. Nothing was changed."))
    indexing.hold(record.pk >> PLACE_BITS)
    held = held_record(record)
    if held.erased_at is not None:
        raise Problem(_("What this record said about a person has been emptied for good. Nothing was changed."))
    held.registry = registry_of(batch)
    return held, held.registry


def _say_why(why: Why) -> None:
    if faults := faults_of_why(why):
        raise Problem(" ".join([*faults, _now("Nothing was changed.")]))


def _leave_to_batch(record: Record) -> None:
    """What is said about a record is changed in one place at a time; suspending or withdrawing it never waits."""
    if (waiting := waiting_elsewhere(record)) is not None:
        raise WaitsElsewhere(elsewhere(waiting))


def _write_down(
    record: Record, kind: ChangeKind, why: Why, by: Actor, changes: tuple[dict[str, str], dict[str, str]] = ({}, {})
) -> None:
    RecordChange.objects.create(
        record=record,
        registry_id=record.registry_id,
        kind=kind,
        at=clock.now(),
        since=why.since or clock.today(),
        reason=why.reason.strip()[:500],
        source=why.source[:300],
        source_url=why.source_url[:500],
        before=changes[0],
        after=changes[1],
        by_name=by.actor_name,
    )
