"""PDF and plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from .pictures import SIZES, write_small
from .unfit import Unfit

PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
LONGEST_SIDE_POINTS = 14_400  # of a page, as the format allows


def examine(path: Path) -> dict[str, Any]:
    """Nothing to tell, but the file opens. Raises `Unfit`."""
    with _opened(path):
        return {}


def prepare(path: Path, into: Path) -> dict[str, Any]:
    """Write `into`.thumb and .page from the first page."""
    with _opened(path) as document:
        page = document[0]
        side = min(max(page.get_size()), LONGEST_SIDE_POINTS)
        picture = page.render(scale=SIZES["page"] / side).to_pil().convert("RGB")
    write_small(picture, into)
    return {}


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unfit("encrypted" if getattr(error, "err_code", 0) == PASSWORD_NEEDED else "damaged") from None
    if not len(document):
        raise Unfit("damaged")
    return document
