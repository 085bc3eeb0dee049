"""Where uploaded rosters and packed certificates lie: below MEDIA_ROOT/certificates under random names, never served as files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def root() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "certificates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def put(chunks: Iterable[bytes], suffix: str, most: int) -> str:
    """Keep a file under a new name and give that name; "" when it is larger than `most` bytes, and then nothing is kept."""
    name = new_name(suffix)
    path, size = root() / name, 0
    with path.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                break
            file.write(chunk)
    if size > most:
        path.unlink()
        return ""
    return name


def new_name(suffix: str) -> str:
    """A name nobody can guess, for a file that is written bit by bit."""
    return f"{secrets.token_hex(16)}.{suffix}"


def path_of(name: str) -> Path:
    return root() / Path(name).name


def discard(name: str) -> None:
    if name:
        path_of(name).unlink(missing_ok=True)
