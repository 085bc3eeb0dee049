"""An upload as a file that verbs can look into."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile


@contextmanager
def on_disk(upload: UploadedFile[Any]) -> Iterator[Path]:
    """Where it lies, as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "upload"
        with at.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        yield at
