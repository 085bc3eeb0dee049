"""PDF and plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from .pictures import SIZES, write_small
from .unfit import Unfit

PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
PAGE_QUALITY = 72  # letters stay sharp, and a page some hundred KB
LONGEST_SIDE_POINTS = 14_400  # of a page, as the format allows


def examine(path: Path) -> dict[str, Any]:
    """`{"pages"}`, and the file opens. Raises `Unfit`."""
    with _opened(path) as document:
        return {"pages": len(document)}


def prepare(path: Path, into: Path) -> dict[str, Any]:
    """Write `into`.thumb and .page from the first page."""
    with _opened(path) as document:
        page = document[0]
        side = min(max(page.get_size()), LONGEST_SIDE_POINTS)
        picture = page.render(scale=SIZES["page"] / side).to_pil().convert("RGB")
    write_small(picture, into)
    return {}


def picture(path: Path, number: int, into: Path) -> dict[str, Any]:
    """Write page `number` (from 1) as a JPEG to `into`, to be read on a screen; its size in pixels. Raises `Unfit`."""
    with _opened(path) as document:
        if not 1 <= number <= len(document):
            raise Unfit("damaged")
        page = document[number - 1]
        side = min(max(page.get_size()), LONGEST_SIDE_POINTS)
        shown = page.render(scale=SIZES["page"] / side).to_pil().convert("RGB")
    shown.save(into, "JPEG", quality=PAGE_QUALITY, optimize=True, progressive=True)
    return {"width": shown.width, "height": shown.height}


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unfit("encrypted" if getattr(error, "err_code", 0) == PASSWORD_NEEDED else "damaged") from None
    if not len(document):
        raise Unfit("damaged")
    return document
