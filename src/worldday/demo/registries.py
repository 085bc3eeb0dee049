"""The releases of the two notices, through the verbs: what is known is in them with its source, what is not known stays empty."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.messages import delivering, outbox
from worldday.registry import telling
from worldday.registry.actions import batches, records, releasing
from worldday.registry.actions.registries import change_registry, make_ready
from worldday.registry.actions.setting_up import batch_names, runner
from worldday.registry.models import Batch, BatchState, Registry
from worldday.registry.schema import fields_of
from worldday.units.models import Staff, Unit

from . import files, histories
from .stories import ORGANISER

Row = dict[str, Any]


def load_registries(*, root: Unit, by: Actor) -> None:
    """The five registries, marked as samples, and the batches of `registries.json`; one that people have begun is left alone.

    The demo prepares, the demo's organiser has reviewed what is public or about to be; the rest waits for the visitor.
    """
    told = files.content("registries.json")
    registries = make_ready(owner=root, by=by)
    for registry in registries.values():
        if not registry.batches.exclude(size=0).exists():
            values = {"sample": True, "source": told["source"], "source_en": told["source_en"]}
            change_registry(registry=registry, values=values, fields=fields_of(registry), by=by)
    reviewer = Staff.objects.get(email=ORGANISER)
    for row in told["batches"]:
        batch = _batch(registries[row["registry"]], row, by)
        if batch.state == BatchState.PREPARING and not batch.size and batch.note != row["note"]:
            _load(batch, row, by=by, reviewer=reviewer)
        elif batch.state == BatchState.APPROVED and batch.release_at and batch.release_at <= clock.now():
            _release(batch, localdate(batch.release_at), reviewer)  # the demo was started again, at a later day
    _send_no_mail()


def _send_no_mail() -> None:
    """The notes are there for their readers; nothing is mailed to addresses nobody has."""
    delivering.show_notes()
    outbox.withdraw(about=Batch._base_manager.values_list("code", flat=True), occasions=telling.OCCASIONS)


def _batch(registry: Registry, row: Row, by: Actor) -> Batch:
    """The one the activity was set up with, or one of its own; what shows how records fare belongs to no activity."""
    if "seq" not in row:
        found = Batch.objects.filter(registry=registry, activity=None, name=row["name"]).first()
        return found or batches.begin_batch(registry=registry, unit=registry.owner, name=row["name"], by=by)
    activity = Activity.objects.select_related("campaign__owner").get(campaign__slug=row["campaign"], seq=row["seq"])
    known: Batch | None = Batch.objects.filter(activity=activity, registry=registry).order_by("pk").first()
    if known is not None:
        return known
    unit = runner(activity) or registry.owner
    name = row.get("name") or activity.name
    return batches.begin_batch(registry=registry, unit=unit, name=name, activity=activity, by=by)


def _load(batch: Batch, row: Row, *, by: Actor, reviewer: Staff) -> None:
    changes = {"name_en": row.get("name_en") or _english(batch), "note": row["note"], "note_en": row["note_en"]}
    batch = batches.change_batch(batch=batch, changes=changes, by=by)
    added = [records.add_record(batch=batch, entry=histories.entry(one), by=by) for one in row["records"]]
    if not row["records"]:
        return
    batch = batches.submit(batch=batch, by=by)
    on, moment = row.get("released_on"), row.get("moment")
    if not on and not moment:
        return
    batch = batches.approve(batch=batch, by=reviewer)
    at = datetime.fromisoformat(moment or f"{on}T00:00+08:00")
    if at <= clock.now():
        _release(batch, at.date(), reviewer)
        for record, said in zip(added, row["records"], strict=True):
            histories.play(record, said.get("then", []), by=reviewer)
    else:
        at = max(at, datetime.fromisoformat(f"{at.date()}T10:00+08:00"))
        releasing.schedule(batch=batch, at=at, announced=row.get("announced", False), by=reviewer)


def _english(batch: Batch) -> str:
    """The activities are said in English only after their batches were begun."""
    activity = batch.activity
    return batch_names(activity, batch.registry, alone=batch.name == activity.name)["name_en"] if activity else ""


def _release(batch: Batch, day: date, by: Actor) -> None:
    """As of its own day: the worker releases only what came due lately (`clock.has_come`)."""
    with clock.standing_at(day):
        releasing.release(batch=batch, by=by)
