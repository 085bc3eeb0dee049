"""What the worker clears up by itself: abandoned uploads, files without a row, preparations that got lost."""

import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction

from worldday.base import clock

from . import files, uploads
from .models import Material, MaterialState, Upload
from .tasks import prepare_material

STRAY_SECONDS = 24 * 3600
"""A file without a row is left alone so long: its transaction may still be under way."""
LOST = timedelta(minutes=10)
"""After so long a waiting material is put into the queue again."""


def clear() -> None:
    """Daily and safe to run twice at once."""
    _expired_uploads()
    _strays()


def prepare_again() -> int:
    """Put into the queue what still waits although it should not; how many."""
    rows: Any = Material.objects
    late = clock.now() - LOST
    codes = list(
        rows.filter(state=MaterialState.WAITING, removed_at=None, added_at__lt=late).values_list("code", flat=True)[:50]
    )
    for code in codes:
        prepare_material.enqueue(code)
    return len(codes)


def _expired_uploads() -> None:
    """One that is being written at this moment goes on; the next day decides again."""
    rows: Any = Upload.objects
    for upload in rows.filter(expires_at__lt=clock.now()).iterator(chunk_size=500):
        with suppress(uploads.Busy):
            try:
                with uploads.held(upload.code), transaction.atomic():
                    upload.delete()
                    uploads.discard(upload.code)
            except FileNotFoundError:
                upload.delete()


def _strays() -> None:
    """Files that a killed process linked and never wrote down, and begun uploads without a row."""
    rows: Any = Material.objects
    old = time.time() - STRAY_SECONDS
    for stored, changed in files.all_stored():
        if changed < old and not rows.filter(stored=stored, removed_at=None).exists():
            files.discard(stored)
    folder = uploads.path_of("-").parent
    begun: Any = Upload.objects
    for path in folder.glob("*") if folder.exists() else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < old and not begun.filter(code=path.name).exists():
                path.unlink()
