"""What becomes of public records. Everything is said in public, with the day, the reason and the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Invalid, Problem
from worldday.registry import indexing
from worldday.registry.models import Batch, BatchState, ChangeKind, Record, RecordChange, RecordState, Registry
from worldday.registry.queries.look import state_today
from worldday.registry.rows import PLACE_BITS, put
from worldday.registry.schema import Entry, Schema, fields_of, public_fields

from .holding import held_record, record_audit, registry_of
from .records import save_record


@dataclass(frozen=True)
class Why:
    """Since when, for what reason, on whose word. The public reads all of it."""

    reason: str
    since: date | None = None  # None = today
    source: str = ""
    source_url: str = ""


STATES = {
    ChangeKind.SUSPENDED: RecordState.SUSPENDED,
    ChangeKind.RESTORED: RecordState.VALID,
    ChangeKind.WITHDRAWN: RecordState.WITHDRAWN,
}
FROM = {  # which states it may be in before
    ChangeKind.SUSPENDED: (RecordState.VALID,),
    ChangeKind.RESTORED: (RecordState.SUSPENDED,),
    ChangeKind.WITHDRAWN: (RecordState.VALID, RecordState.SUSPENDED, RecordState.EXPIRED),
}
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
    held.state, held.changed_at = STATES[to], clock.now()
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
    before, was = indexing.tokens(held), said_in_public(held, registry)
    put(held, fields_of(registry), entry)
    held.changed_at = clock.now()
    if held.state == RecordState.EXPIRED and (held.valid_until is None or held.valid_until >= clock.today()):
        held.state = RecordState.VALID
    save_record(held, new=False)
    indexing.move(held, before=before, after=indexing.tokens(held))
    now = said_in_public(held, registry)
    differ = [name for name in was | now if was.get(name, "") != now.get(name, "")]
    then, since = ({name: said.get(name, "") for name in differ} for said in (was, now))
    if differ:
        _write_down(held, ChangeKind.CHANGED, why, by, (then, since))
    record_audit("record-changed", held, registry, by, before=then, after=since | {"reason": why.reason})
    return held


def said_in_public(record: Record, registry: Registry) -> dict[str, str]:
    """Key → text of everything the public reads about it."""
    days = {"valid_from": record.valid_from, "valid_until": record.valid_until}
    core = {"number": record.number, "name": record.name, "source": record.source, "source_url": record.source_url}
    shown = {one.key: record.values.get(one.key, "") for one in public_fields(registry)}
    return core | {key: day.isoformat() if day else "" for key, day in days.items()} | shown


def _public(record: Record) -> tuple[Record, Registry]:
    """The record, held after its block, and its registry. Raises `Problem` for one that nobody has seen yet."""
    batch: Batch = Batch._base_manager.get(pk=record.batch_id)
    if batch.state != BatchState.RELEASED:
        raise Problem(_("This record is not public yet; change it in its batch. Nothing was changed."))
    indexing.hold(record.pk >> PLACE_BITS)
    held = held_record(record)
    held.registry = registry_of(batch)
    return held, held.registry


def _say_why(why: Why) -> None:
    if not why.reason.strip():
        raise Problem(_("Please give the reason: it stands in the public history. Nothing was changed."))
    if why.since and why.since > clock.today():
        raise Problem(_("It cannot hold from a day to come; come back on that day. Nothing was changed."))
    if why.source_url and not why.source_url.startswith(("https://", "http://")):
        raise Problem(_("The address of the source begins with https:// or http://. Nothing was changed."))


def _write_down(
    record: Record, kind: ChangeKind, why: Why, by: Actor, changes: tuple[dict[str, str], dict[str, str]] = ({}, {})
) -> None:
    RecordChange.objects.create(
        record=record,
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
