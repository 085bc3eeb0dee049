"""How much of what a unit may send, and how much room there is. The numbers are settings; bytes are counted in 1024s."""

import shutil
from pathlib import Path

from django.conf import settings

from .preparing.sorts import SORTS

MEGABYTE = 1024**2


def largest(kind: str) -> int:
    """Bytes of the largest file of this kind."""
    return int(settings.MATERIAL_MEGABYTES[kind]) * MEGABYTE


def largest_of_any() -> int:
    return max(largest(kind) for kind in settings.MATERIAL_MEGABYTES)


def largest_named(name: str) -> int:
    """Bytes that a file called so may have, if it is what its name says; the content decides later."""
    suffix = f".{name.rpartition('.')[2].lower()}".replace(".jpeg", ".jpg").replace(".heif", ".heic")
    kinds = {sort.kind for sort in SORTS.values() if sort.suffix == suffix}
    return largest(kinds.pop()) if kinds else largest_of_any()


def of_unit() -> int:
    """Bytes of all files of one unit."""
    return int(settings.UNIT_MEGABYTES) * MEGABYTE


def room() -> int:
    """Bytes that may still be written: what the disk has free beyond what the database needs to go on."""
    root = Path(settings.MEDIA_ROOT)
    there = next(folder for folder in (root, *root.parents) if folder.exists())  # before the first upload it may not
    return max(0, shutil.disk_usage(there).free - int(settings.SPARE_MEGABYTES) * MEGABYTE)


def megabytes(size: int) -> str:
    """A size for people: `2 GB`, `300 MB`, `7 KB`."""
    if size >= 1024 * MEGABYTE:
        return f"{size / MEGABYTE / 1024:.1f}".removesuffix(".0") + " GB"
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{max(1, size // 1024)} KB"


def form() -> int:
    """Bytes of one form sent without script."""
    return int(settings.FORM_MEGABYTES) * MEGABYTE
