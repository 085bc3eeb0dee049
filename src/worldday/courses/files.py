"""Where the bytes of a course lie: below MEDIA_ROOT/courses under random names, served by code and never as files."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings

FOLDER = "courses"


def path_of(stored: str) -> Path:
    """Where it lies, whether or not it is there."""
    return Path(settings.MEDIA_ROOT) / FOLDER / stored


def new_name() -> str:
    """`ab/ab12…`: 128 random bits, in folders of at most some hundred."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def keep(source: Path) -> str:
    """A copy of the file under a name of its own, on the disk before this returns; the name."""
    stored = new_name()
    path = path_of(stored)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(source, path)
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return stored


def discard(stored: str) -> None:
    """Remove the file and all made from it; what is gone already is gone."""
    path = path_of(stored)
    for beside in (path, *path.parent.glob(f"{path.name}.*")):
        beside.unlink(missing_ok=True)
