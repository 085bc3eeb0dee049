"""Registries, batches and records, made through the verbs."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from worldday.base import scope
from worldday.base.audit import System
from worldday.registry.actions import batches, importing, importing_work, records, releasing
from worldday.registry.actions.registries import make_ready
from worldday.registry.models import Batch, Intake, Record, Registry
from worldday.registry.schema import Entry
from worldday.units.models import Unit

from .units import make_unit

PREPARER, REVIEWER = System("preparer"), System("reviewer")


def make_registry(ready: str = "brands", *, owner: Unit | None = None) -> Registry:
    return make_ready(owner=owner or make_unit(), by=System("test"))[ready]


def make_batch(registry: Registry | None = None, *, entries=(), name: str = "首批", **fields) -> Batch:
    """Being prepared, with one record for each entry (or name)."""
    registry = registry or make_registry()
    with scope.everything("factory"):
        batch = batches.begin_batch(
            registry=registry, unit=fields.pop("unit", registry.owner), name=name, by=PREPARER, **fields
        )
        for entry in entries:
            records.add_record(batch=batch, entry=entry if isinstance(entry, Entry) else Entry(entry), by=PREPARER)
        batch.refresh_from_db()
    return batch


def approved(batch: Batch) -> Batch:
    with scope.everything("factory"):
        batches.submit(batch=batch, by=PREPARER)
        return batches.approve(batch=batch, by=REVIEWER)


def released(batch: Batch) -> Batch:
    approved(batch)
    with scope.everything("factory"):
        return releasing.release(batch=batch, by=REVIEWER)


def make_released(*entries, ready: str = "brands", registry: Registry | None = None, **fields) -> list[Record]:
    """Public records, in the order of the entries."""
    batch = released(make_batch(registry or make_registry(ready), entries=entries, **fields))
    with scope.everything("factory"):
        return list(Record.objects.filter(batch=batch).order_by("pk"))


def write_sheet(path: Path, rows, headings=("证书编号", "获证单位", "产品或服务", "类别")) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("list")
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def imported(batch: Batch, path: Path, *, by=PREPARER) -> Intake:
    """The sheet taken in with the columns that were guessed, and imported to its end."""
    with scope.everything("factory"):
        with path.open("rb") as content:
            intake = importing.take_sheet(batch=batch, name=path.name, content=content, by=by)
        importing.begin(intake=intake, mapping=intake.mapping, by=by)
        work()
        intake.refresh_from_db()
    return intake


def work() -> None:
    """Everything the worker would do for imports."""
    with scope.everything("factory"):
        while importing_work.go_on(60):
            pass


def some_day(after: int = 0) -> date:
    return date(2020, 6, 9) + timedelta(days=after)
