"""A picture given in a form, drawn anew here: smaller, upright, and without place, camera or anything else inside."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from .preparing.unfit import Unfit

MOST_PIXELS = 60_000_000  # decoded, that is 180 MB
QUALITY = 80


def redrawn(file: IO[bytes], *, most_bytes: int, widest: int, formats: tuple[str, ...]) -> bytes:
    """As WebP, at most `widest` pixels on its longest side. Raises `Unfit`."""
    data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise Unfit("too_big")
    try:
        return _webp(Image.open(BytesIO(data), formats=formats), widest)
    except Exception as error:  # whatever a broken file breaks in the library, a person needs one sentence
        raise Unfit("damaged") from error


def _webp(image: Image.Image, widest: int) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((widest, widest))
    written = BytesIO()
    upright.convert("RGBA" if upright.has_transparency_data else "RGB").save(written, "WEBP", quality=QUALITY)
    return written.getvalue()
