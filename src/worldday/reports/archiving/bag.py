"""A bag (BagIt 1.0, RFC 8493) inside a zip file, written in one pass: nothing is held in memory but names and digests.

Pure. Every file is read once, digested and packed as it passes; manifests come after what they list. The same members give
the same bytes. Beyond 4 GB or 65,535 files the zip is a ZIP64, which every system in use unpacks.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, BinaryIO, Self

ALGORITHMS = ("sha256", "sha512")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the moment of packing is said in bag-info.txt; the same data gives the same bytes
BLOCK = 1024 * 1024
PACKED_ALREADY = frozenset(
    (
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".heic",
        ".gif",
        ".mp4",
        ".mov",
        ".m4v",
        ".webm",
        ".zip",
        ".docx",
        ".xlsx",
        ".pptx",
    )
)
_FILE_MODE = 0o100644 << 16


@dataclass(frozen=True)
class Member:
    """One file: its path with / between segments, and its bytes, or an open file that is closed once it is packed."""

    path: str
    content: bytes | IO[bytes]


@dataclass(frozen=True)
class Packed:
    """What a bag holds: number and bytes of the payload's files."""

    files: int
    octets: int


class Twice(Exception):
    """Two members ask for the same path: a programming error, found before anybody keeps the package."""


class Bag:
    """A bag on its way to `out`, below the folder `base` of the zip: `with Bag(…)`, `payload` first, `finish` once at the end.

    What leaves the `with` without `finish` is no bag, and whoever gave `out` throws it away.
    """

    def __init__(self, out: BinaryIO, base: str) -> None:
        self._zip = zipfile.ZipFile(out, "w", allowZip64=True)
        self._base = base
        self._payload: dict[str, tuple[str, ...]] = {}
        self._tags: dict[str, tuple[str, ...]] = {}
        self._seen: set[str] = set()
        self.octets = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        with suppress(OSError, ValueError):  # a full disk has been said already
            self._zip.close()

    @property
    def files(self) -> int:
        return len(self._payload)

    def payload(self, members: Iterable[Member]) -> None:
        """Pack them below data/, one after another, as they come."""
        for member in members:
            path = f"data/{member.path}"
            self._payload[path], size = self._put(path, member.content)
            self.octets += size

    def finish(self, info: Mapping[str, str], tags: Iterable[Member] = ()) -> Packed:
        """Add `tags` beside data/, what the bag says of itself, and the manifests; then the zip is whole."""
        for member in tags:
            self._tag(member.path, member.content)
        said = dict(info) | {"Payload-Oxum": f"{self.octets}.{self.files}"}
        self._tag("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        self._tag("bag-info.txt", "".join(f"{key}: {_one_line(value)}\n" for key, value in said.items()).encode())
        for place, algorithm in enumerate(ALGORITHMS):
            self._tag(f"manifest-{algorithm}.txt", _manifest(self._payload, place))
        listed = dict(self._tags)
        for place, algorithm in enumerate(ALGORITHMS):
            self._put(f"tagmanifest-{algorithm}.txt", _manifest(listed, place))
        self._zip.close()
        return Packed(self.files, self.octets)

    def _tag(self, path: str, content: bytes | IO[bytes]) -> None:
        self._tags[path], _size = self._put(path, content)

    def _put(self, path: str, content: bytes | IO[bytes]) -> tuple[tuple[str, ...], int]:
        """Digests and size of what was packed."""
        if path.casefold() in self._seen:
            raise Twice(path)
        self._seen.add(path.casefold())
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        digests, size = [hashlib.new(name) for name in ALGORITHMS], 0
        with source, self._zip.open(_entry(f"{self._base}/{path}", source), "w") as target:
            for block in _blocks(source):
                size += len(block)
                for digest in digests:
                    digest.update(block)
                target.write(block)
        return tuple(digest.hexdigest() for digest in digests), size


def _entry(path: str, source: IO[bytes]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, EPOCH)
    info.external_attr = _FILE_MODE
    packed = path[path.rfind(".") :].lower() in PACKED_ALREADY
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    here = source.tell()
    info.file_size = source.seek(0, io.SEEK_END) - here  # from 2 GB on the entry is made for ZIP64
    source.seek(here)
    return info


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block


def _manifest(listed: Mapping[str, tuple[str, ...]], place: int) -> IO[bytes]:
    lines = "".join(f"{listed[path][place]}  {path}\n" for path in sorted(listed))
    return io.BytesIO(lines.encode())


def _one_line(said: str) -> str:
    return " ".join(said.split())
