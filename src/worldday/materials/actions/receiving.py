"""Taking files in: begun, arrived, looked into, kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from worldday.base import audit, clock, scope
from worldday.campaigns.models import Task
from worldday.materials import files, limits, names, queries, uploads
from worldday.materials.models import Material, Upload
from worldday.materials.preparing import guarded
from worldday.materials.preparing.sorts import HEAD, SORTS, refused_at_once
from worldday.materials.preparing.unfit import Unfit
from worldday.materials.refusals import Refused
from worldday.materials.tasks import prepare_material
from worldday.units.models import Staff, Unit

GOOD_FOR = timedelta(days=2)
"""How long an upload that nobody goes on with is kept."""
_AT_A_TIME = 1024**2


@dataclass(frozen=True)
class Found:
    """What looking into a file has shown."""

    sort: str
    facts: dict[str, Any]
    size: int
    digest: str

    @property
    def kind(self) -> str:
        return SORTS[self.sort].kind


@transaction.atomic
def begin_upload(*, task: Task, name: str, length: int, by: Staff) -> Upload:
    """Make room for a file of `length` bytes that will come in pieces. Nothing is kept of it before it is finished, so the
    audit trail hears of it only then. Raises `Refused`: too big for what its name says, over the unit's quota, no room."""
    if task.unit.closed_on is not None:
        raise Refused("unit_closed")
    if length < 1:
        raise Refused("empty")
    if length > (limit := limits.largest_named(name)):
        raise Refused("too_big", size=limits.megabytes(length), limit=limits.megabytes(limit))
    _refuse_over_quota(task.unit, length)
    now = clock.now()
    upload = Upload(task=task, campaign_id=task.campaign_id, unit_id=task.unit_id, length=length, by=by)
    upload.name, upload.begun_at, upload.expires_at = name[:200], now, now + GOOD_FOR
    uploads.begin(upload.code)
    if limits.room() < length:
        uploads.discard(upload.code)
        raise Refused("full")
    upload.save(force_insert=True)
    return upload


def finish_upload(*, upload: Upload, by: Staff) -> Material:
    """Make a material of an upload that has arrived whole; again: the same one. Call it while holding the upload's lock.

    Raises `Refused`, which the upload remembers: asking again gives the same answer.
    """
    if upload.material_id is not None:
        with scope.everything("the upload was fetched by the one who sends it"):
            return Material.objects.get(pk=upload.material_id)  # type: ignore[no-any-return]
    if upload.problem:
        raise Refused(upload.problem, **upload.facts)
    try:
        material = _take(uploads.path_of(upload.code), upload.name, upload.task, by, upload)
    except Refused as refused:
        _remember(upload, refused)
        raise
    uploads.discard(upload.code)
    return material


def check_beginning(*, upload: Upload) -> None:
    """Refuse, after its first bytes, what will never be taken, such as a program: nobody sends a gigabyte in vain. The upload
    remembers. Raises `Refused`."""
    with uploads.path_of(upload.code).open("rb") as source:
        why = refused_at_once(source.read(HEAD))
    if why is not None:
        refused = Refused(why)
        _remember(upload, refused)
        raise refused


def add_material(*, task: Task, file: UploadedFile[Any], by: Staff) -> Material:
    """Take a file that came with a form. Raises `Refused`."""
    if task.unit.closed_on is not None:
        raise Refused("unit_closed")
    if hasattr(file, "temporary_file_path"):  # a large one lies on the disk already
        return _take(Path(file.temporary_file_path()), file.name or "", task, by)
    folder = uploads.path_of("-").parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(prefix="form-", dir=folder) as arrived:
        for block in file.chunks(_AT_A_TIME):
            arrived.write(block)
        arrived.flush()
        return _take(Path(arrived.name), file.name or "", task, by)


@transaction.atomic
def abandon_upload(*, upload: Upload) -> None:
    """Stop sending: what has arrived is removed; nothing that the audit trail knew of. What became a material stays."""
    upload.delete()
    transaction.on_commit(lambda: uploads.discard(upload.code))


def _take(path: Path, name: str, task: Task, by: Staff, upload: Upload | None = None) -> Material:
    """Look into it with no database lock held, then keep it; a name without a row is removed again."""
    found = _looked_into(path)
    stored = files.new_name()
    files.keep(path, stored)
    try:
        material = _store(_row(found, stored, name, task, by), task, by, upload)
    except BaseException:
        files.discard(stored)
        raise
    if material.stored != stored:
        files.discard(stored)
    return material


def _looked_into(path: Path) -> Found:
    try:
        seen = guarded.examine(path)
    except Unfit as unfit:
        raise Refused(unfit.code) from None
    size, limit = path.stat().st_size, limits.largest(seen["kind"])
    if size > limit:
        raise Refused("too_big", size=limits.megabytes(size), limit=limits.megabytes(limit))
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Found(seen["sort"], seen["facts"], size, digest)


@transaction.atomic
def _store(material: Material, task: Task, by: Staff, upload: Upload | None) -> Material:
    unit = Unit.objects.select_for_update().get(pk=task.unit_id)  # one after the other: duplicates and quota are exact
    with scope.everything("the view has asked whether this person may send for the unit"):
        if upload is not None and (done := Upload.objects.get(pk=upload.pk).material):
            return done  # type: ignore[no-any-return]
        if first := queries.same_file(task.campaign, unit, material.digest):
            raise Refused("duplicate", first=first.name, first_code=first.code)
        _refuse_over_quota(unit, material.size)
        material.save(force_insert=True)
        if upload is not None:
            upload.material = material
            upload.save(update_fields=["material"])
    after = {"unit": unit.name, "kind": material.kind, "size": material.size, "digest": material.digest}
    audit.record(by=by, action="material-added", target=material, scope_path=unit.path, after=after)
    transaction.on_commit(lambda: prepare_material.enqueue(material.code))
    return material


def _row(found: Found, stored: str, name: str, task: Task, by: Staff) -> Material:
    sort = SORTS[found.sort]
    return Material(
        campaign_id=task.campaign_id,
        unit_id=task.unit_id,
        task=task,
        kind=sort.kind,
        mime=sort.mime,
        name=names.clean(name, sort.suffix, otherwise=sort.kind),
        stored=stored,
        size=found.size,
        digest=found.digest,
        added_by=by,
        added_at=clock.now(),
        **found.facts,
    )


def _refuse_over_quota(unit: Unit, more: int) -> None:
    with scope.everything("a unit's own files count, whoever sends them"):
        if queries.used_bytes(unit) + more > limits.of_unit():
            raise Refused("quota", limit=limits.megabytes(limits.of_unit()))


def _remember(upload: Upload, refused: Refused) -> None:
    """The bytes go, the reason stays until the upload expires."""
    upload.problem, upload.facts = refused.code, refused.facts
    upload.save(update_fields=["problem", "facts"])
    uploads.discard(upload.code)
