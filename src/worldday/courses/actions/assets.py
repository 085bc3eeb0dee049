"""Files of a course come and go: videos, subtitles, documents, pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.courses import files
from worldday.courses.models import Asset, AssetRole, Course, Lesson
from worldday.materials import limits
from worldday.materials.preparing import guarded
from worldday.materials.preparing.unfit import Unfit
from worldday.materials.refusals import Refused

from .record import record

MIME = {
    "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif", "mp4": "video/mp4",
    "webm": "video/webm", "pdf": "application/pdf",
}  # fmt: skip
ALLOWED = {
    AssetRole.VIDEO: ("mp4", "webm"),
    AssetRole.LOW: ("mp4", "webm"),
    AssetRole.POSTER: ("jpeg", "png", "webp", "gif"),
    AssetRole.PICTURE: ("jpeg", "png", "webp", "gif"),
    AssetRole.DOCUMENT: ("pdf",),
}
SUBTITLES = b"WEBVTT"


@dataclass(frozen=True)
class Given:
    """A file for a course: where it lies now, its role, and what it is called there."""

    at: Path
    role: str
    name: str
    lesson: Lesson | None = None
    language: str = ""


def put_asset(*, course: Course, given: Given, by: Actor) -> Asset:
    """The file in its place; one that stood there goes. The same bytes in the same place change nothing.

    Raises `Refused` for a file that is not what its role needs.
    """
    digest = _digest(given.at)
    place = {"course": course, "lesson": given.lesson, "role": given.role, "language": given.language}
    if given.lesson is None:
        place |= {"name": given.name}
    had = Asset.objects.filter(**place).first()
    if had is not None and had.digest == digest:
        return had
    if limits.room() < given.at.stat().st_size:
        raise Refused("full")
    facts = _facts(given)
    return _store(place, given, facts | {"digest": digest, "size": given.at.stat().st_size}, had, by)


@transaction.atomic
def _store(place: dict[str, Any], given: Given, facts: dict[str, Any], had: Asset | None, by: Actor) -> Asset:
    if had is not None:
        _forget(had)
    stored = files.keep(given.at)
    made = Asset.objects.create(**place | facts | {"name": given.name, "stored": stored, "added_at": clock.now()})
    record("course-file-put", made.course, by, after={"file": given.name, "role": given.role})
    return made


@transaction.atomic
def remove_asset(*, asset: Asset, by: Actor) -> None:
    """The file goes, also from the disk."""
    _forget(asset)
    record("course-file-removed", asset.course, by, before={"file": asset.name, "role": asset.role})


def _forget(asset: Asset) -> None:
    stored = asset.stored
    asset.delete()
    transaction.on_commit(lambda: files.discard(stored))


def _facts(given: Given) -> dict[str, Any]:
    if given.role == AssetRole.SUBTITLES:
        if not given.at.read_bytes()[:32].removeprefix(b"\xef\xbb\xbf").startswith(SUBTITLES):
            raise Refused("unknown")
        return {"mime": "text/vtt"}
    try:
        found = guarded.examine(given.at)
    except Unfit as unfit:
        raise Refused(unfit.code) from None
    if found["sort"] not in ALLOWED[AssetRole(given.role)]:
        raise Refused("unknown")
    most = limits.largest(found["kind"])
    if (size := given.at.stat().st_size) > most:
        raise Refused("too_big", size=limits.megabytes(size), limit=limits.megabytes(most))
    facts = found["facts"]
    known = {name: facts[name] for name in ("width", "height", "seconds", "pages") if facts.get(name) is not None}
    return known | {"mime": MIME[found["sort"]]}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
