"""Word, Excel and PowerPoint files: packages (ISO/IEC 29500-2) whose directory tells what they are and what they hide."""

import re
import zipfile
from pathlib import Path

from .unfit import Unfit

PREFIX = "application/vnd.openxmlformats-officedocument."
MAX_PARTS = 5_000
MAX_INFLATED = 1024**3
"""Bytes of all parts unpacked: pictures of a 100 MB document hardly shrink, so real files stay far below."""
MAX_RATIO = 400
"""Inflated over packed; ordinary files stay under 60, a bomb reaches 1,000."""
SMALL = 4 * 1024**2
"""Inflated size from which the ratio means something."""
MAX_INDEX = 1024**2
"""Bytes of `[Content_Types].xml`."""
_MAIN = {
    f"{PREFIX}wordprocessingml.document.main+xml": "docx",
    f"{PREFIX}spreadsheetml.sheet.main+xml": "xlsx",
    f"{PREFIX}presentationml.presentation.main+xml": "pptx",
}
_MACRO_TYPE = re.compile(rb"macroenabled|vbaproject|activex", re.IGNORECASE)
_MACRO_NAME = re.compile(r"vbaproject|vbadata|activex|macrosheets", re.IGNORECASE)
_CHUNK = 1024**2


def sort_of(path: Path) -> str:
    """docx, xlsx or pptx. Raises `Unfit`: not such a file, with macros, damaged, or larger inside than anything honest."""
    try:
        with zipfile.ZipFile(path) as package:
            return _sort(package, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, ValueError, KeyError, zipfile.LargeZipFile, NotImplementedError):
        raise Unfit("damaged") from None


def _sort(package: zipfile.ZipFile, size: int) -> str:
    parts = package.infolist()
    _refuse_bombs(parts, size)
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names:
        raise Unfit("program" if "META-INF/MANIFEST.MF" in names else "archive")
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit("encrypted")
    index = _read(package, "[Content_Types].xml", MAX_INDEX)
    if _MACRO_TYPE.search(index) or any(_MACRO_NAME.search(name) for name in names):
        raise Unfit("macro")
    for said, sort in _MAIN.items():
        if f'"{said}"'.encode() in index or f"'{said}'".encode() in index:
            _check_main(package, names, sort)
            return sort
    raise Unfit("unknown")


def _refuse_bombs(parts: list[zipfile.ZipInfo], size: int) -> None:
    inflated = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or inflated > MAX_INFLATED or packed > size:
        raise Unfit("zip_bomb")
    if inflated > SMALL and inflated > MAX_RATIO * size:
        raise Unfit("zip_bomb")
    if any(part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts):
        raise Unfit("zip_bomb")


def _check_main(package: zipfile.ZipFile, names: list[str], sort: str) -> None:
    """The main part can be unpacked to its end, with the checksum it says."""
    folder, name = {"docx": ("word", "document"), "xlsx": ("xl", "workbook"), "pptx": ("ppt", "presentation")}[sort]
    main = next((one for one in names if one == f"{folder}/{name}.xml"), None) or next(
        (one for one in names if one.startswith(f"{folder}/") and one.endswith(".xml")), None
    )
    if main is None:
        raise Unfit("damaged")
    with package.open(main) as part:
        while part.read(_CHUNK):
            pass


def _read(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with package.open(name) as part:
        content = part.read(limit + 1)
    if len(content) > limit:
        raise Unfit("zip_bomb")
    return content
