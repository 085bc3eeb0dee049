"""Files of a course come and go: videos, subtitles, documents, pictures."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
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
TAKEN = {  # as people call it
    AssetRole.VIDEO: "MP4 / WebM",
    AssetRole.LOW: "MP4 / WebM",
    AssetRole.POSTER: "JPEG / PNG / WebP / GIF",
    AssetRole.PICTURE: "JPEG / PNG / WebP / GIF",
    AssetRole.DOCUMENT: "PDF",
    AssetRole.SUBTITLES: "WebVTT (.vtt)",
}
AS_THEY_CAME = ("gif", "pdf")  # everything else is rewritten; a GIF moves, and has no field for a place or a camera
FACTS = ("mime", "width", "height", "seconds", "pages")


class WrongFormat(Problem):
    """A file of another format than its place takes."""

    def __init__(self, role: str) -> None:
        sentence = _("A file in one of these formats is needed here: {formats}. Nothing was changed.")
        super().__init__(format_lazy(sentence, formats=TAKEN[AssetRole(role)]))


@dataclass(frozen=True)
class Given:
    """A file for a course: where it lies now, its role, and what it is called there."""

    at: Path
    role: str
    name: str
    lesson: Lesson | None = None
    language: str = ""


@dataclass(frozen=True)
class Ready:
    """A file as the course is to keep it: looked into, pictures and videos without place, camera or anything else beside them."""

    at: Path
    digest: str
    facts: dict[str, Any]


def put_asset(*, course: Course, given: Given, by: Actor) -> Asset:
    """The file in its place; one that stood there goes. The same file in the same place changes nothing.

    Raises `WrongFormat`, `Refused` for a file that is not what its role needs.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = made_ready(course=course, at=given.at, role=given.role, into=Path(folder))
        return keep_asset(course=course, given=given, ready=ready, by=by)


def made_ready(*, course: Course, at: Path, role: str, into: Path) -> Ready:
    """Look into a file and rewrite it into the folder `into`; what the course has in this role already is taken as it is.

    Takes a second or more, so nothing may be held meanwhile. Raises `WrongFormat`, `Refused`.
    """
    digest = _digest(at)
    known = Asset.objects.filter(course=course, role=role, digest=digest).first()
    if known is not None:
        return Ready(at, digest, {name: getattr(known, name) for name in FACTS})
    if role == AssetRole.SUBTITLES:
        if not at.read_bytes()[:32].removeprefix(b"\xef\xbb\xbf").startswith(SUBTITLES):
            raise WrongFormat(role)
        return Ready(at, digest, {"mime": "text/vtt"})
    try:
        sort, facts = _looked_into(at, role)
        if sort in AS_THEY_CAME:
            return Ready(at, digest, facts)
        guarded.prepare(at, into / digest)
    except Unfit as unfit:
        raise Refused(unfit.code) from None
    new = into / f"{digest}.new"
    return Ready(new, _digest(new), facts)


@transaction.atomic
def keep_asset(*, course: Course, given: Given, ready: Ready, by: Actor) -> Asset:
    """Put what was made ready of `given` in its place. Raises `Refused` where the disk is full."""
    place = {"course": course, "lesson": given.lesson, "role": given.role, "language": given.language}
    if given.lesson is None:
        place |= {"name": given.name}
    had = Asset.objects.filter(**place).first()
    if had is not None and had.digest == ready.digest:
        return had
    size = ready.at.stat().st_size
    if limits.room() < size:
        raise Refused("full")
    if had is not None:
        _forget(had)
    facts = ready.facts | {"digest": ready.digest, "size": size, "name": given.name, "added_at": clock.now()}
    made = Asset.objects.create(**place | facts, stored=files.keep(ready.at))
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


def _looked_into(at: Path, role: str) -> tuple[str, dict[str, Any]]:
    """What it is by its content, and what is known of it. Raises `WrongFormat`, `Refused`, `Unfit`."""
    found = guarded.examine(at)
    if found["sort"] not in ALLOWED[AssetRole(role)]:
        raise WrongFormat(role)
    most = limits.largest(found["kind"])
    if (size := at.stat().st_size) > most:
        raise Refused("too_big", size=limits.megabytes(size), limit=limits.megabytes(most))
    known = {name: found["facts"][name] for name in FACTS if found["facts"].get(name) is not None}
    return found["sort"], known | {"mime": MIME[found["sort"]]}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
