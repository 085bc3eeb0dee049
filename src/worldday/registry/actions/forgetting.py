"""Emptying what a record says about a person: at their own request (PIPL art. 47), or when the time in policies/retention.toml is
over. Number, state and the days of its history stay, so that the page never looks as if there had been nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.people import retention
from worldday.registry import indexing
from worldday.registry.models import Amendment, Batch, BatchState, ChangeKind, Record, RecordChange, RecordState
from worldday.registry.rows import PLACE_BITS, put
from worldday.registry.schema import Entry, fields_of

from .holding import held_record, record_audit, registry_of

KEEP = "registry_people"  # the rule of policies/retention.toml
A_TURN = 500
# Data of the registry, written as its other records are: in Chinese.
AT_REQUEST, TIME_OVER = "（已应本人要求撤下）", "（保存期满，已清除）"
OVER = (RecordState.WITHDRAWN, RecordState.EXPIRED)


@transaction.atomic
def forget(*, record: Record, by: Actor) -> Record:
    """Whoever is named asks for it: the record is withdrawn if it still counts, and emptied. A second time nothing changes."""
    batch: Batch = Batch._base_manager.get(pk=record.batch_id)
    if batch.state != BatchState.RELEASED:
        raise Problem(_("This record is not public yet; take it out of its batch instead. Nothing was changed."))
    return _empty(record, AT_REQUEST, by)


def forget_due() -> int:
    """Records about persons that have not counted for as long as the policy says; how many. Run every day."""
    left = clock.now() - timedelta(days=retention.days_of()[f"{KEEP}_days"])
    due = Record._base_manager.filter(
        registry__about_people=True, state__in=OVER, erased_at=None, changed_at__lt=left
    ).order_by("pk")
    return sum(_emptied_late(record) for record in due[:A_TURN])


@transaction.atomic
def _emptied_late(record: Record) -> bool:
    return _empty(record, TIME_OVER, System("retention")).erased_at is not None


def _empty(record: Record, name: str, by: Actor) -> Record:
    """Block, record, then everything that still says who it was; pages, files and search follow at once."""
    indexing.hold(record.pk >> PLACE_BITS)
    held = held_record(record)
    if held.erased_at is not None:
        return held
    held.registry = registry_of(Batch._base_manager.get(pk=held.batch_id))
    before, counted = indexing.tokens(held), held.state not in OVER
    put(held, fields_of(held.registry), Entry(name, held.number, held.valid_from, held.valid_until))
    held.erased_at = held.changed_at = clock.now()
    held.state = RecordState.WITHDRAWN if counted else held.state
    held.save()
    indexing.move(held, before=before, after=indexing.tokens(held))
    _empty_history(held)
    if counted:
        RecordChange.objects.create(
            record=held,
            registry=held.registry,
            kind=ChangeKind.WITHDRAWN,
            at=clock.now(),
            since=clock.today(),
            reason=name.strip("（）"),
            by_name=by.actor_name,
        )
    record_audit("record-emptied", held, held.registry, by, after={"number": held.number})
    return held


def _empty_history(record: Record) -> None:
    """That something changed stays; what it said then goes, and so does what a batch on its way was to do."""
    nothing = {"before": {}, "after": {}, "reason": "", "source": "", "source_url": ""}
    RecordChange.objects.filter(record=record).update(**nothing)
    Amendment._base_manager.filter(record=record).update(**nothing, number_key=None)
