"""Pages of a document as pictures: phones open no PDF inside a page, and on a poor line one page is enough at a time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from worldday.base.ids import new_code
from worldday.materials.preparing import guarded

from .files import path_of
from .models import Asset


def picture_of(asset: Asset, number: int) -> Path:
    """The JPEG of page `number` (from 1), made when somebody first asks for it, in a process of its own.

    Raises `materials.preparing.unfit.Unfit`. Two who ask at once make it twice; the second one stays.
    """
    source = path_of(asset.stored)
    made = source.with_name(f"{source.name}.page-{number}.jpg")
    if made.exists():
        return made
    begun = made.with_name(f"{made.name}.{new_code()}")
    try:
        guarded.page(source, number, begun)
        begun.replace(made)
    finally:
        with suppress(FileNotFoundError):
            begun.unlink()
    return made
