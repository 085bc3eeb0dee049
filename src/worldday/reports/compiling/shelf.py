"""Where finished reports lie: below MEDIA_ROOT/reports under random names, never served as files."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypedDict

from django.conf import settings

KINDS = ("docx", "pdf", "html")


class Kept(TypedDict):
    stored: str
    size: int
    digest: str


def put(kind: str, write: Callable[[BinaryIO], object], *, folder: Path | None = None) -> Kept:
    """Have `write` fill a new file; it gets its name only when it is whole and on disk. `folder`: instead of the reports'."""
    folder = folder or root()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.{kind}"
    begun = folder / f"{name}.part"
    try:
        with begun.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            write(file)
            file.flush()
            os.fsync(file.fileno())
        digest, size = _digest(begun), begun.stat().st_size
        begun.replace(folder / name)
    finally:
        begun.unlink(missing_ok=True)
    return {"stored": name, "size": size, "digest": digest}


def path_of(kept: Kept) -> Path:
    return root() / Path(kept["stored"]).name


def discard(kept: Kept) -> None:
    path_of(kept).unlink(missing_ok=True)


def sweep(known: set[str], older_than: float, *, folder: Path | None = None) -> int:
    """Remove what no row names and was last written before `older_than` (Unix seconds): leavings of a run that was killed."""
    folder = folder or root()
    strays = (
        [p for p in folder.glob("*") if p.name not in known and p.stat().st_mtime < older_than]
        if folder.exists()
        else []
    )
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "reports"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
