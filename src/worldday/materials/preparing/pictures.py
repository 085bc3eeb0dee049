"""Photos: looked into, turned upright, freed of everything but their pixels, and made small for pages."""

from __future__ import annotations

import struct
import warnings
from datetime import date
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps, JpegImagePlugin

from .likeness import likeness_of
from .unfit import Unfit

MAX_PIXELS = 120_000_000
"""Width times height. Phones make up to 108 million; decoded, that is 360 MB."""
SIZES = {"thumb": 320, "page": 1600}
"""Longest side in pixels of what pages show."""
QUALITY = 82
KEPT_QUALITY = 93
"""JPEG of a photo that came in a format browsers do not show."""
FORMATS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "webp": ["WEBP"], "gif": ["GIF"], "heic": ["HEIF"]}
KEPT_AS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "PNG", "heic": "JPEG"}
LYING = range(5, 9)
"""EXIF orientations of a picture that lies on its side."""
CANNOT = (OSError, SyntaxError, ValueError, RuntimeError, LookupError, TypeError, struct.error, EOFError)
"""What Pillow's decoders raise when a file is not what it says."""
_WHITE = (255, 255, 255)
_DAY_PARTS = 3
_SRGB = ImageCms.createProfile("sRGB")


def examine(path: Path, sort: str) -> dict[str, Any]:
    """`{"width", "height"}` in pixels, upright, from the file's head alone. Raises `Unfit`."""
    with _opened(path, sort) as image:
        width, height = image.size
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) in LYING and sort != "heic"
    return {"width": height, "height": width} if turned else {"width": width, "height": height}


def prepare(path: Path, sort: str, into: Path) -> dict[str, Any]:
    """Write `into`.new (the photo without metadata), .thumb and .page; the facts of it.

    `{"width", "height", "likeness", "day", "kept"}`: `day` is the one the camera noted, ISO, or None; `kept` the sort of .new.
    """
    with _opened(path, sort) as image:
        try:
            image.load()
        except CANNOT:
            raise Unfit("damaged") from None
        day, icc = _day(image), image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        kept = _write_kept(image, upright, sort, icc, into.with_name(f"{into.name}.new"))
    shown = _plain(upright, icc)
    write_small(shown, into)
    return {"width": upright.width, "height": upright.height, "likeness": likeness_of(shown), "day": day, "kept": kept}


def write_small(picture: Image.Image, into: Path) -> None:
    """`into`.thumb and .page: JPEG, sRGB, no metadata of any kind."""
    for name, side in sorted(SIZES.items(), key=lambda one: -one[1]):
        picture = picture.copy()
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        picture.info.clear()
        picture.save(into.with_name(f"{into.name}.{name}"), "JPEG", quality=QUALITY, optimize=True, progressive=True)


def _opened(path: Path, sort: str) -> Image.Image:
    """Only by the decoder its content calls for, and only if it is not too large to decode."""
    if sort == "heic":
        import pillow_heif  # a megabyte of decoder, only for files that need it

        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return Image.open(path, formats=FORMATS[sort])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Unfit("too_many_pixels") from None
        except CANNOT:
            raise Unfit("damaged") from None


def _day(image: Image.Image) -> str | None:
    """The day the camera noted (EXIF DateTimeOriginal, else DateTime), if it is one."""
    exif = image.getexif()
    said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or ""
    parts = str(said)[:10].split(":")
    try:
        return date(*(int(part) for part in parts)).isoformat() if len(parts) == _DAY_PARTS else None
    except ValueError:
        return None


def _write_kept(image: Image.Image, upright: Image.Image, sort: str, icc: bytes | None, path: Path) -> str:
    """The photo as it is kept: same pixels, turned upright; of all that stood beside them only the colour profile."""
    name = KEPT_AS[sort]
    how: dict[str, Any] = {"icc_profile": icc}
    if sort == "jpeg":  # the tables it was made with: the pixels stay what they are, within rounding
        quantised: Any = image
        sampling = JpegImagePlugin.get_sampling(quantised)
        how |= {"qtables": quantised.quantization, **({"subsampling": sampling} if sampling >= 0 else {})}
    elif name == "JPEG":
        how |= {"quality": KEPT_QUALITY, "subsampling": 0}
    elif name == "WEBP":
        how |= {"quality": KEPT_QUALITY, "method": 4}
    elif "transparency" in upright.info:  # of a PNG with a palette: which of its colours lets the page through
        how["transparency"] = upright.info["transparency"]
    bare = upright if upright.mode in ("RGB", "L", "CMYK") or name != "JPEG" else upright.convert("RGB")
    bare = bare.copy()
    bare.info.clear()
    bare.save(path, name, **how)
    return {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}[name]


def _plain(image: Image.Image, icc: bytes | None) -> Image.Image:
    """In sRGB on white, as every screen and Word show it alike."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGB", over.size, _WHITE)
        image.paste(over, mask=over.getchannel("A"))
    elif icc and image.mode in ("RGB", "CMYK"):
        image = _in_srgb(image, icc)
    return image if image.mode == "RGB" else image.convert("RGB")


def _in_srgb(image: Image.Image, icc: bytes) -> Image.Image:
    from io import BytesIO

    try:
        found = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(BytesIO(icc)), _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile nobody can read is no reason to refuse the picture
    return found or image
