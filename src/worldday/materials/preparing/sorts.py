"""What a file is, told by its content. Its name is only what somebody called it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import filetype

from . import office
from .unfit import Unfit

HEAD = 8192
"""Bytes of the beginning that tell the sort."""


@dataclass(frozen=True)
class Sort:
    """One sort of file we take: `kind` is photo, video or document; `suffix` is what its name ends in for people."""

    kind: str
    mime: str
    suffix: str


SORTS = {
    "jpeg": Sort("photo", "image/jpeg", ".jpg"),
    "png": Sort("photo", "image/png", ".png"),
    "webp": Sort("photo", "image/webp", ".webp"),
    "gif": Sort("photo", "image/gif", ".gif"),
    "heic": Sort("photo", "image/heic", ".heic"),
    "mp4": Sort("video", "video/mp4", ".mp4"),
    "mov": Sort("video", "video/quicktime", ".mov"),
    "webm": Sort("video", "video/webm", ".webm"),
    "pdf": Sort("document", "application/pdf", ".pdf"),
    "docx": Sort("document", f"{office.PREFIX}wordprocessingml.document", ".docx"),
    "xlsx": Sort("document", f"{office.PREFIX}spreadsheetml.sheet", ".xlsx"),
    "pptx": Sort("document", f"{office.PREFIX}presentationml.presentation", ".pptx"),
    "txt": Sort("document", "text/plain", ".txt"),
}
_BY_MIME = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/apng": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "video/webm": "webm",
    "application/pdf": "pdf",
}
_REFUSED = (  # (beginning, why)
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"{\\rtf", "old_office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
)
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MARKUP = (  # scripts inside, whatever stands before
    (re.compile(rb"<svg[\s>:/]", re.IGNORECASE), "svg"),
    (re.compile(rb"<!doctype\s+html|<html[\s>]|<script[\s>]|<body[\s>]|<iframe[\s>]", re.IGNORECASE), "html"),
)


def refused_at_once(head: bytes) -> str | None:
    """Why a file that begins so will never be taken; None when only all of it can tell."""
    try:
        _of_head(head)
    except Unfit as unfit:
        return unfit.code
    return None


def sort_of(path: Path) -> str:
    """A key of `SORTS` for the file at `path`. Raises `Unfit`."""
    with path.open("rb") as source:
        head = source.read(HEAD)
    return _of_head(head) or office.sort_of(path)


def _of_head(head: bytes) -> str | None:
    """The sort, or None for a zip, which only its directory at the end can tell."""
    if not head:
        raise Unfit("empty")
    if why := next((why for beginning, why in _REFUSED if head.startswith(beginning)), None):
        raise Unfit(why)
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    if head.startswith(b"PK\x03\x04"):
        return None
    guess = filetype.guess_mime(head)
    if name := _BY_MIME.get(guess or ""):
        return name
    if guess is None or guess.startswith("text/"):
        return _text(head)
    raise Unfit("audio" if guess.startswith("audio/") else "unknown")


def _of_brands(head: bytes) -> str:
    """Which member of the MP4 family (ISO/IEC 14496-12): by its major brand, then by those it says it fits."""
    size = min(int.from_bytes(head[:4]), HEAD)
    major, fits = head[8:12], {head[at : at + 4] for at in range(16, size, 4)}
    if major == b"qt  ":
        return "mov"
    if major in (b"M4A ", b"M4B "):
        raise Unfit("audio")
    if major in (b"avif", b"avis") or (major in (b"mif1", b"msf1") and b"avif" in fits):
        raise Unfit("unknown")
    return "heic" if major in _HEIC else "mp4"


def _text(head: bytes) -> str:
    if why := next((why for pattern, why in _MARKUP if pattern.search(_plain(head))), None):
        raise Unfit(why)
    if any(byte < 9 or 13 < byte < 27 for byte in _plain(head)):
        raise Unfit("unknown")
    return "txt"


def _plain(head: bytes) -> bytes:
    """UTF-16 with a mark at its beginning, as some editors save it, read as bytes of one width."""
    return head[2:].replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
