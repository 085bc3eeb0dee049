"""A sheet on its way into a batch: taken in, its columns matched, then imported or undone in the background (`importing_work`)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.registry import sheet_changes, workbook
from worldday.registry.columns import HEADING_WITHIN, Reader, columns_of, guess
from worldday.registry.folding import number_key
from worldday.registry.models import Batch, Intake, IntakeState, Record
from worldday.registry.schema import Entry
from worldday.registry.sheet_changes import Change

from . import claims, importing_changes
from .batches import BUSY
from .holding import batch_in_preparation, held_intake, record_audit, registry_of

MEGABYTES = 200
PREVIEWED = 100  # lines
KEPT_DAYS = 7


class NotRead(Problem):
    sentence = _(
        "This is not a spreadsheet that can be read. Nothing was imported; please save it as .xlsx and try again."
    )


@dataclass(frozen=True)
class Previewed:
    """One line as it would be taken, and what is wrong with it; with `kind` what it changes in a public record."""

    number: int
    entry: Entry
    faults: list[str]
    kind: str = ""
    record: Record | None = None
    changes: tuple[tuple[str, str, str], ...] = ()  # key, before, after


def path_of(intake: Intake) -> Path:
    """Where its sheet lies until it has been imported."""
    return Path(settings.MEDIA_ROOT) / "registry" / f"{intake.code}.xlsx"


def take_sheet(*, batch: Batch, name: str, content: IO[bytes], by: Actor) -> Intake:
    """Keep the file and guess what its columns mean. Raises `NotRead`, `AlreadySeen`."""
    intake: Intake = Intake(batch=batch, file_name=name[-200:], made_at=clock.now())
    path = path_of(intake)
    _keep(content, path)
    try:
        head = list(itertools.islice(workbook.lines(path), HEADING_WITHIN))
        if not any(any(cells) for _number, cells in head):
            raise NotRead(_("The first sheet is empty. Nothing was imported."))
    except (workbook.NotASheet, Problem) as error:
        path.unlink(missing_ok=True)
        raise (error if isinstance(error, Problem) else NotRead()) from None
    intake.heading_line, intake.mapping = guess(columns_of(registry_of(batch)), head)
    try:
        return _put_down(intake, by)
    except Problem:
        path.unlink(missing_ok=True)
        raise


@transaction.atomic
def _put_down(intake: Intake, by: Actor) -> Intake:
    """After the file has been read: nobody waits for a long upload."""
    batch_in_preparation(intake.batch, by)
    intake.save()
    return intake


def _keep(content: IO[bytes], path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    with path.open("wb") as kept:
        while piece := content.read(1024 * 1024):
            size += len(piece)
            if size > MEGABYTES * 1024 * 1024:
                break
            kept.write(piece)
    if size > MEGABYTES * 1024 * 1024:
        path.unlink(missing_ok=True)
        raise NotRead(_("The file is larger than {mb} MB. Nothing was imported; please split it.").format(mb=MEGABYTES))


def headings(intake: Intake) -> list[str]:
    """The line of the headings, for the form that matches columns. Raises `NotRead` when the file is gone or broken."""
    try:
        lines = workbook.lines(path_of(intake))
        return next((cells for number, cells in lines if number >= intake.heading_line), [])
    except workbook.NotASheet:
        raise NotRead from None


def preview(intake: Intake, mapping: Mapping[str, int]) -> list[Previewed]:
    """The first lines as they would be taken, compared with what is public. Raises `NotRead`."""
    batch = intake.batch
    registry = registry_of(batch)
    reader = Reader.of(registry, mapping)
    try:
        found = list(itertools.islice(workbook.lines(path_of(intake), after=intake.heading_line), PREVIEWED))
    except workbook.NotASheet:
        raise NotRead from None
    lines = [_first_look(reader, number, cells) for number, cells in found if any(cells)]
    asked = [(one.number, change) for one, change in lines if change is not None and not one.faults]
    judged = {one.line: one for one in importing_changes.judge(batch, registry, reader.schema, asked)}
    keys = {number_key(one.entry.number) for one, change in lines if change is None} - {""}
    taken = claims.taken(registry.pk, keys) | claims.claimed(registry.pk, keys)
    return [_compared(one, judged.get(one.number), taken) for one, _change in lines]


def _first_look(reader: Reader, number: int, cells: list[str]) -> tuple[Previewed, Change | None]:
    said = reader.said(cells)
    kind = sheet_changes.kind_of(said)
    if kind is None:
        return Previewed(number, reader.read(cells)[0], [sheet_changes.unknown(said)]), None
    if not kind:
        return Previewed(number, *reader.read(cells)), None
    change, faults = sheet_changes.read(said, kind, reader.fields)
    return Previewed(number, Entry(change.name, change.number), faults, kind), change


def _compared(one: Previewed, judged: importing_changes.Judged | None, taken: set[str]) -> Previewed:
    if judged is not None:
        before, after = judged.drafted.before, judged.drafted.after
        changes = tuple((key, before.get(key, ""), after[key]) for key in after)
        return replace(one, faults=judged.faults, record=judged.record, changes=changes)
    if not one.kind and number_key(one.entry.number) in taken:
        return replace(one, faults=[*one.faults, importing_changes.taken_sentence()])
    return one


def forget_abandoned() -> int:
    """Sheets that were uploaded and never imported go after a week: they may name people. How many."""
    left = clock.now() - timedelta(days=KEPT_DAYS)
    old = list(Intake._base_manager.filter(state=IntakeState.UPLOADED, made_at__lt=left)[:100])
    for intake in old:
        path_of(intake).unlink(missing_ok=True)
        intake.delete()
    return len(old)


@transaction.atomic
def begin(*, intake: Intake, mapping: Mapping[str, int], by: Actor) -> Intake:
    """Import it with these columns, in the background. Raises `Problem` when a needed column is missing."""
    batch = batch_in_preparation(intake.batch, by)
    registry = registry_of(batch)
    lacking = [str(one.label) for one in columns_of(registry) if one.needed and one.key not in mapping]
    if lacking and "_what" not in mapping:  # a sheet that changes records need not say everything about them
        raise Problem(_("Please say which column holds: {labels}.").format(labels="、".join(lacking)))
    held = held_intake(intake)
    if held.state != IntakeState.UPLOADED:
        return held
    held.mapping, held.state, held.lines = dict(mapping), IntakeState.WAITING, held.heading_line
    held.asked_by, held.asked_name, held.language = by.actor_ref, by.actor_name, get_language() or ""
    held.save()
    record_audit("import-begun", held, registry, by)
    return held


@transaction.atomic
def undo(*, intake: Intake, by: Actor) -> Intake:
    """Take out everything this import brought, in the background; also while it still runs. Only as long as nobody saw it."""
    batch_in_preparation(intake.batch, by)
    held = held_intake(intake)
    if held.state in (IntakeState.UNDOING, IntakeState.UNDONE):
        return held
    held.state = IntakeState.UNDOING
    held.asked_by, held.asked_name = by.actor_ref, by.actor_name
    held.save()
    return held


def is_busy(intake: Intake) -> bool:
    return intake.state in BUSY
