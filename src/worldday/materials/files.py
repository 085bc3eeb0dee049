"""Where the bytes of a material lie: below MEDIA_ROOT/materials under a random name, never served as files."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from .models import Material

THUMB, PAGE, ORIGINAL = "thumb", "page", "original"
SIZES = (THUMB, PAGE, ORIGINAL)
PICTURES = (THUMB, PAGE)  # JPEG of our own making: 320 and 1600 pixels on the longer side
_TAILS = ("", ".new", ".thumb", ".page")


def path_of(stored: str, size: str = ORIGINAL) -> Path:
    """Where it lies, whether or not it is there."""
    path = Path(settings.MEDIA_ROOT) / "materials" / stored
    return path if size == ORIGINAL else path.with_name(f"{path.name}.{size}")


def open_picture(material: Material, size: str = PAGE) -> IO[bytes]:
    """A JPEG of the photo, the video's first picture or the PDF's first page: no metadata, at most 320 (`thumb`) or 1600
    (`page`) pixels on its longer side. Raises `FileNotFoundError` where there is none (yet, or any more)."""
    if size not in PICTURES:
        raise ValueError(f"{size} is no picture size")
    return path_of(material.stored, size).open("rb")


def has_picture(material: Material) -> bool:
    return path_of(material.stored, THUMB).exists()


def new_name() -> str:
    """`ab/ab12…`: 128 random bits, in folders of at most some hundred."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def keep(source: Path, stored: str) -> None:
    """Give the file at `source` the name `stored` as well, at once and without copying where the file system can."""
    path = path_of(stored)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.link(source, path)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        shutil.copyfile(source, path)
    path.chmod(0o600)
    _sync_folder(path.parent)


def settle(stored: str) -> None:
    """Put the rewritten file in the place of the one that came."""
    new = path_of(stored, "new")
    if not new.exists():
        return
    for size in ("new", *PICTURES):
        with suppress(FileNotFoundError):
            path_of(stored, size).chmod(0o600)
    _sync(new)
    new.replace(path_of(stored))
    _sync_folder(new.parent)


def discard(stored: str) -> None:
    """Remove the file and all made from it; what is gone already is gone."""
    path = path_of(stored)
    for tail in _TAILS:
        path.with_name(f"{path.name}{tail}").unlink(missing_ok=True)


def all_stored() -> Any:
    """Name and age in seconds since the epoch of every file kept, for finding strays."""
    root = Path(settings.MEDIA_ROOT) / "materials"
    for path in root.glob("??/*"):
        if "." not in path.name:
            with suppress(FileNotFoundError):
                yield f"{path.parent.name}/{path.name}", path.stat().st_mtime


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_sync_folder = _sync
