"""The files lessons show: of the few sorts a browser plays by itself, and what their content says they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .limits import CONTENT, IMAGES, MOST_BYTES, VIDEOS
from .plan import Media
from .refusal import BadPackage
from .unpacking import Files

_CHUNK = 1024 * 1024
WANTED = {
    "video": VIDEOS,
    "low": VIDEOS,
    "poster": IMAGES,
    "file": ("pdf",),
    "subtitles": ("vtt",),
    "body": IMAGES,
}


def ending(path: str) -> str:
    return path.rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def fits(path: str, place: str) -> bool:
    """Whether a file with this name can stand there; `place` is a key of WANTED."""
    return ending(path) in WANTED[place]


def unpack(files: Files, path: str, into: Path, *, number: int, left: int = MOST_BYTES) -> Media:
    """The file, copied under a name of ours into `into`. Raises `BadPackage` when it is not what its name says, or holds more
    than it declared."""
    at = into / f"{number:04d}.{ending(path)}"
    entry, digest, size = files.by_path[path], hashlib.sha256(), 0
    with files.open(path) as stream, at.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            if size == 0 and not _is_what_it_says(path, chunk):
                raise BadPackage("media-type", file=path)
            size += len(chunk)
            if size > entry.size or size > left:
                raise BadPackage("bomb")
            digest.update(chunk)
            out.write(chunk)
    if size == 0:
        raise BadPackage("media-empty", file=path)
    return Media(path, size, digest.hexdigest(), at)


def _is_what_it_says(path: str, beginning: bytes) -> bool:
    known = CONTENT.get(ending(path))
    if known is None:
        return False
    beginnings, offset = known
    return beginning[offset:].startswith(beginnings)
