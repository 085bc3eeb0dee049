"""The releases of the two notices, through the verbs: what is known is in them with its source, what is not known stays empty."""

from datetime import date, datetime
from typing import Any

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.registry.actions import batches, records, releasing
from worldday.registry.actions.registries import change_registry, make_ready
from worldday.registry.actions.setting_up import runner
from worldday.registry.models import Batch, BatchState, Registry
from worldday.registry.schema import Entry, fields_of
from worldday.units.models import Staff, Unit

from . import files
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
            values = {"sample": True, "source": told["source"]}
            change_registry(registry=registry, values=values, fields=fields_of(registry), by=by)
    reviewer = Staff.objects.get(email=ORGANISER)
    for row in told["batches"]:
        batch = _batch(registries[row["registry"]], row, by)
        if batch.state == BatchState.PREPARING and not batch.size and batch.note != row["note"]:
            _load(batch, row, by=by, reviewer=reviewer)


def _batch(registry: Registry, row: Row, by: Actor) -> Batch:
    """The one the activity was set up with, or one of its own."""
    activity = Activity.objects.select_related("campaign__owner").get(campaign__slug=row["campaign"], seq=row["seq"])
    found: Batch | None = Batch.objects.filter(activity=activity, registry=registry).order_by("pk").first()
    if found is not None:
        return found
    unit = runner(activity) or registry.owner
    name = row.get("name") or activity.name
    return batches.begin_batch(registry=registry, unit=unit, name=name, activity=activity, by=by)


def _load(batch: Batch, row: Row, *, by: Actor, reviewer: Staff) -> None:
    batch = batches.change_batch(batch=batch, changes={"note": row["note"]}, by=by)
    for one in row["records"]:
        records.add_record(batch=batch, entry=Entry(**one), by=by)
    if not row["records"]:
        return
    batch = batches.submit(batch=batch, by=by)
    on, moment = row.get("released_on"), row.get("moment")
    if not on and not moment:
        return
    batch = batches.approve(batch=batch, by=reviewer)
    day = date.fromisoformat(on) if on else datetime.fromisoformat(moment).date()
    if day < clock.today() or (on and day == clock.today()):
        with clock.standing_at(day):
            releasing.release(batch=batch, by=reviewer)
    else:
        at = datetime.fromisoformat(moment or f"{on}T10:00+08:00")
        if at > clock.now():
            releasing.schedule(batch=batch, at=at, announced=row.get("announced", False), by=reviewer)
