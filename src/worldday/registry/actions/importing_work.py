"""What the worker does for imports: a slice of two seconds, then everybody else's turn, until all is done.

Where an import stands is in the database after every two thousand lines, so that a killed worker's successor goes on from there.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from worldday.base import clock
from worldday.base.longwork import OnBehalf
from worldday.registry import bulk, indexing, postings, sheet_changes, workbook
from worldday.registry.columns import Reader
from worldday.registry.folding import number_key
from worldday.registry.models import (
    Amendment,
    Batch,
    Block,
    Intake,
    IntakeState,
    Posting,
    Record,
    RecordState,
    Registry,
    WrongLine,
)
from worldday.registry.rows import LONGEST_KEY, PLACE_BITS, columns_of
from worldday.registry.schema import DAYS, Entry
from worldday.registry.sheet_changes import Change

from . import claims, importing_changes
from .holding import held_batch, held_intake, record_audit, registry_of
from .importing import path_of

SLICE_S = 2.0  # the worker has one thread: a release at its minute must not wait for a long list
REST_S = 60.0  # after a failure that nobody foresaw
LINES = 2000  # kept in one transaction
COLUMNS = (
    *("id", "code", "line", "registry", "batch", "state", "changed_at", "number", "number_key", "name", "name_key"),
    *("valid_from", "valid_until", "source", "source_url", "values", "folded"),
)


@dataclass
class Sheet:
    """An import under way in this process: the file open at the line that comes next."""

    reader: Reader
    registry: Registry
    lines: Iterator[workbook.Line]
    at: int


class Wanted(NamedTuple):
    """A line that can become a record; `key` is that of its number, "" for none."""

    line: int
    entry: Entry
    cells: list[str]
    key: str


@dataclass(frozen=True)
class Piece:
    """Some lines, looked at: entries that can be kept, changes that can be compared with the records, lines that are wrong."""

    last: int
    entries: list[Wanted] = field(default_factory=list)
    changes: list[tuple[int, Change, list[str]]] = field(default_factory=list)
    wrong: list[WrongLine] = field(default_factory=list)


_open: dict[tuple[int, int], Sheet] = {}  # by thread and import: a file open at its line belongs to one worker
_failed: dict[int, float] = {}  # import → when it may be tried again, by this process


def go_on(seconds: float = SLICE_S) -> bool:
    """Work on the oldest import that waits or runs; whether there was one. One that fails keeps no other one waiting."""
    until = time.monotonic() + seconds
    resting = [pk for pk, again in _failed.items() if until < again]
    busy = Intake._base_manager.filter(state__in=[IntakeState.WAITING, IntakeState.RUNNING, IntakeState.UNDOING])
    intake = busy.exclude(pk__in=resting).order_by("pk").first()
    if intake is None:
        return False
    try:
        with translation.override(intake.language or None):
            while _step(intake) and time.monotonic() < until:
                intake.refresh_from_db()
    except Exception:
        _open.pop(_mine(intake), None)
        _failed[intake.pk] = until + REST_S
        raise  # into the worker's log
    _failed.pop(intake.pk, None)
    return True


def _step(intake: Intake) -> bool:
    """One transaction's worth; False when there is nothing left to do for it."""
    if intake.state == IntakeState.UNDOING:
        _open.pop(_mine(intake), None)
        return _undo_piece(intake)
    full = Block.objects.filter(intake=intake, indexed=False, used=postings.PLACES).first()
    if full is not None:
        indexing.index_block(full)
        return True
    sheet = _sheet(intake)
    piece = _next(intake, sheet)
    if piece is None:
        return _finish(intake)
    if _keep(intake, sheet, piece):
        sheet.at = piece.last
    else:
        _open.pop(_mine(intake), None)  # somebody else has been here: look again where it stands
    return True


def _mine(intake: Intake) -> tuple[int, int]:
    return threading.get_ident(), intake.pk


def _sheet(intake: Intake) -> Sheet:
    sheet = _open.get(_mine(intake))
    registry = registry_of(Batch._base_manager.get(pk=intake.batch_id))
    if sheet is None or sheet.at != intake.lines or sheet.registry.updated_at != registry.updated_at:
        lines = workbook.lines(path_of(intake), after=intake.lines)
        sheet = _open[_mine(intake)] = Sheet(Reader.of(registry, intake.mapping), registry, lines, intake.lines)
    return sheet


def _next(intake: Intake, sheet: Sheet) -> Piece | None:
    """The next lines; None at the end. A file that breaks off says so in its last wrong line."""
    found: list[workbook.Line] = []
    wrong: list[WrongLine] = []
    try:
        found.extend(itertools.islice(sheet.lines, LINES))
    except (workbook.NotASheet, OSError):
        at = max([sheet.at, *(number for number, _cells in found)]) + 1
        told = _("From here on the file cannot be read.")
        if not WrongLine.objects.filter(intake=intake, reasons=told).exists():
            wrong.append(WrongLine(intake=intake, number=at, cells=[], reasons=told))
            found.append((at, []))
    if not found:
        return None
    return _looked_at(intake, sheet, found, wrong)


def _looked_at(intake: Intake, sheet: Sheet, found: list[workbook.Line], wrong: list[WrongLine]) -> Piece:
    piece, seen = Piece(found[-1][0], wrong=wrong), set[str]()
    for number, cells in found:
        if not any(cells):
            continue
        faults = _sort(piece, sheet.reader, number, cells, seen)
        if faults:
            wrong.append(WrongLine(intake=intake, number=number, cells=cells, reasons="\n".join(faults)))
    return piece


def _sort(piece: Piece, reader: Reader, number: int, cells: list[str], seen: set[str]) -> list[str]:
    """Put a line where it belongs, or say what is wrong with it. `seen` are the numbers of the piece."""
    said = reader.said(cells)
    kind = sheet_changes.kind_of(said)
    if kind is None:
        return [sheet_changes.unknown(said)]
    if kind:
        change, faults = sheet_changes.read(said, kind, reader.fields)
        if not faults:
            piece.changes.append((number, change, cells))
        return faults
    entry, faults = reader.read(cells)
    key = number_key(entry.number)[:LONGEST_KEY]
    if key and key in seen:
        faults = [*faults, _("This number stands in the sheet more than once.")]
    if not faults:
        seen.add(key)
        piece.entries.append(Wanted(number, entry, cells, key))
    return faults


def _keep(intake: Intake, sheet: Sheet, piece: Piece) -> bool:
    """Keep a piece, whole or not at all; False when the import stands elsewhere by now.

    Mostly all numbers are free, and the table itself refuses one that is not: only then they are looked up, and again when somebody
    wrote one of them at that moment.
    """
    for attempt in range(4):
        try:
            return _keep_once(intake, sheet, piece, look=attempt > 0)
        except (IntegrityError, claims.NumberTaken):
            continue
    raise RuntimeError(f"The import {intake.code} could not be kept from line {piece.last} on.")


@transaction.atomic
def _keep_once(intake: Intake, sheet: Sheet, piece: Piece, *, look: bool) -> bool:
    batch = held_batch(intake.batch)  # first of all, as everybody who works on a batch does
    held = held_intake(intake)
    if held.lines != sheet.at or held.state not in (IntakeState.WAITING, IntakeState.RUNNING):
        return False
    free, wrong = _without_taken(held, piece) if look else (piece.entries, piece.wrong)
    amended, hindered = _amended(held, batch, sheet, piece)
    claims.share(batch.registry_id)
    made = _records(held, batch, sheet, free)
    bulk.insert(Record, COLUMNS, made)
    if claims.claimed(batch.registry_id, {one.key for one in free if one.key}):
        raise claims.NumberTaken
    if registry_of(batch).fields != sheet.registry.fields:  # changed while these lines were looked at; it is held now
        transaction.set_rollback(True)
        return False
    WrongLine.objects.bulk_create([*wrong, *hindered])
    held.state, held.lines = IntakeState.RUNNING, piece.last
    held.taken, held.refused = held.taken + len(made) + amended, held.refused + len(wrong) + len(hindered)
    held.amended += amended
    held.save()
    Batch._base_manager.filter(pk=batch.pk).update(size=F("size") + len(made), amended=F("amended") + amended)
    return True


def _amended(intake: Intake, batch: Batch, sheet: Sheet, piece: Piece) -> tuple[int, list[WrongLine]]:
    """Changes to public records written down; how many, and the lines that could not be."""
    if not piece.changes:
        return 0, []
    lines = [(number, change) for number, change, _cells in piece.changes]
    judged = importing_changes.judge(batch, sheet.registry, sheet.reader.schema, lines, hold=True)
    kept = importing_changes.keep(intake, batch, judged)
    cells = {number: cells for number, _change, cells in piece.changes}
    return kept, [
        WrongLine(intake=intake, number=one.line, cells=cells[one.line], reasons="\n".join(one.faults))
        for one in judged
        if one.faults
    ]


def _without_taken(intake: Intake, piece: Piece) -> tuple[list[Wanted], list[WrongLine]]:
    """Lines whose numbers are free, and the wrong lines with those whose numbers are not."""
    keys = {one.key for one in piece.entries if one.key}
    registry_id = intake.batch.registry_id
    taken = claims.taken(registry_id, keys) | claims.claimed(registry_id, keys)
    told = importing_changes.taken_sentence()
    wrong = [
        WrongLine(intake=intake, number=one.line, cells=one.cells, reasons=told)
        for one in piece.entries
        if one.key in taken
    ]
    return [one for one in piece.entries if one.key not in taken], [*piece.wrong, *wrong]


def _records(intake: Intake, batch: Batch, sheet: Sheet, free: list[Wanted]) -> list[tuple[Any, ...]]:
    """Rows with their places, in as many blocks as it takes, in the order of COLUMNS."""
    made: list[tuple[Any, ...]] = []
    same = (batch.registry_id, batch.pk, RecordState.VALID.value, bulk.ready(Record, "changed_at", clock.now()))
    codes = iter(bulk.new_codes(len(free)))
    while free:
        block = Block.objects.filter(intake=intake, indexed=False, used__lt=postings.PLACES).first()
        block = block or Block.objects.create(registry_id=batch.registry_id, batch=batch, intake=intake)
        here, free = free[: postings.PLACES - block.used], free[postings.PLACES - block.used :]
        for place, one in enumerate(here, block.used):
            said = columns_of(sheet.reader.fields, one.entry)
            said["values"] = json.dumps(said["values"], ensure_ascii=False)
            for day in DAYS:
                said[day] = bulk.ready(Record, day, said[day]) if said[day] else None
            made.append((block.pk << PLACE_BITS | place, next(codes), one.line, *same, *said.values()))
        Block.objects.filter(pk=block.pk).update(used=block.used + len(here))
    return made


def _finish(intake: Intake) -> bool:
    """The last block is indexed, then the import is done and its file goes."""
    if not all(indexing.index_block(block) for block in Block.objects.filter(intake=intake, indexed=False)):
        return True
    with transaction.atomic():
        held = held_intake(intake)
        if held.state in (IntakeState.WAITING, IntakeState.RUNNING):
            held.state, held.ended_at = IntakeState.DONE, clock.now()
            held.save()
            counts = {"taken": held.taken, "refused": held.refused}
            record_audit("import-ended", held, _registry(held), _asker(held), after=counts)
    _open.pop(_mine(intake), None)
    path_of(intake).unlink(missing_ok=True)
    return False


def _undo_piece(intake: Intake) -> bool:
    """Take out a block's postings, then its records by the thousand; at the end say that it is undone."""
    if _undo_amendments(intake):
        return True
    block = Block.objects.filter(intake=intake).order_by("-pk").first()
    if block is None:
        return _undone(intake)
    if block.indexed or Posting.objects.filter(block=block).exists():
        Block.objects.filter(pk=block.pk).update(indexed=False)
        Posting.objects.filter(block=block).delete()
        return True
    ids = Record._base_manager.filter(pk__range=indexing.places_of_block(block.pk)).order_by("pk")
    with transaction.atomic():
        some = list(ids.values_list("pk", flat=True)[:LINES])
        gone, _kinds = Record._base_manager.filter(pk__in=some).delete()
        Batch._base_manager.filter(pk=intake.batch_id).update(size=F("size") - gone)
        if len(some) < LINES:
            block.delete()
    return True


@transaction.atomic
def _undo_amendments(intake: Intake) -> bool:
    """Let go of public records by the thousand; whether there were any left."""
    some = list(Amendment._base_manager.filter(intake=intake, done_at=None).values_list("pk", flat=True)[:LINES])
    gone, _kinds = Amendment._base_manager.filter(pk__in=some).delete()
    Batch._base_manager.filter(pk=intake.batch_id).update(amended=F("amended") - gone)
    return bool(some)


@transaction.atomic
def _undone(intake: Intake) -> bool:
    held = held_intake(intake)
    held.state, held.ended_at = IntakeState.UNDONE, clock.now()
    held.save()
    WrongLine.objects.filter(intake=held).delete()
    path_of(held).unlink(missing_ok=True)
    record_audit("import-undone", held, _registry(held), _asker(held), after={"taken": held.taken})
    return False


def _registry(intake: Intake) -> Registry:
    return registry_of(Batch._base_manager.get(pk=intake.batch_id))


def _asker(intake: Intake) -> OnBehalf:
    return OnBehalf(intake.asked_by, intake.asked_name)
