"""Bytes on their way: one file for each upload, which only grows, and whose length is the offset.

Whoever writes holds the file's lock (`flock`, so a killed process lets go of it), and what is acknowledged has been synced to the
disk before. So a server that is killed, a line that breaks and two senders at once cost at most bytes nobody was told had arrived.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.http import UnreadablePostError

BLOCK = 256 * 1024
"""Bytes in memory at a time."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DIGESTS = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
}  # tus: checksum extension; sha1 because the protocol demands it


class Busy(Exception):
    """Somebody else is writing this upload right now."""


class WrongOffset(Exception):
    """The piece does not begin where the bytes on disk end."""


class WrongChecksum(Exception):
    """The piece arrived other than it was sent; nothing of it was kept."""


class DiskFull(Exception):
    """No room; what had arrived is kept."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Checksum:
    name: str
    digest: bytes

    @classmethod
    def said(cls, header: str) -> Checksum | None:
        """`sha256 <base64>`; None when it is none of ours. An empty header is the caller's business."""
        name, _blank, value = header.partition(" ")
        try:
            return cls(name, base64.b64decode(value, validate=True)) if name in DIGESTS else None
        except ValueError:
            return None


def path_of(code: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads-begun" / code


def begin(code: str) -> None:
    """An empty file for the upload, readable to nobody else."""
    path = path_of(code)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def discard(code: str) -> None:
    path_of(code).unlink(missing_ok=True)


class Begun:
    """An upload's file while its lock is held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def offset(self) -> int:
        """Bytes that have arrived."""
        return os.fstat(self._descriptor).st_size

    def append(self, stream: Readable, *, at: int, most: int, checksum: Checksum | None = None) -> int:
        """Write what `stream` gives, up to `most` bytes, at offset `at`; the new offset, synced to the disk.

        A stream that breaks off ends the piece: what came is kept, unless a checksum was given and does not fit. Raises
        `WrongOffset`, `WrongChecksum`, `DiskFull`; after each of them `offset` tells what is there.
        """
        if at != self.offset:
            raise WrongOffset
        counted = DIGESTS[checksum.name](usedforsecurity=False) if checksum else None
        os.lseek(self._descriptor, at, os.SEEK_SET)
        try:
            for block in _blocks(stream, most):
                self._write(block)
                if counted:
                    counted.update(block)
        except OSError as error:
            if error.errno not in FULL:
                raise
            self._keep_or_drop(at, keep=checksum is None)
            raise DiskFull from None
        right = counted is None or checksum is None or counted.digest() == checksum.digest
        self._keep_or_drop(at, keep=right)
        if not right:
            raise WrongChecksum
        return self.offset

    def _write(self, block: bytes) -> None:
        view = memoryview(block)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def _keep_or_drop(self, at: int, *, keep: bool) -> None:
        if not keep:
            os.ftruncate(self._descriptor, at)
        os.fsync(self._descriptor)


def arrived(code: str) -> int:
    """How many bytes are safe on the disk. Asks for no lock: a sender that comes back would else shut out its own last piece,
    which may only now be written. Raises `FileNotFoundError`."""
    descriptor = os.open(path_of(code), os.O_RDONLY)
    try:
        size = os.fstat(descriptor).st_size
        os.fsync(descriptor)  # what a killed server had written counts only once it is safe
        return size
    finally:
        os.close(descriptor)


@contextmanager
def held(code: str) -> Iterator[Begun]:
    """The upload's file with its lock. Raises `Busy`, and `FileNotFoundError` when there is none any more."""
    descriptor = os.open(path_of(code), os.O_RDWR)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield Begun(descriptor)
    finally:
        os.close(descriptor)


def _blocks(stream: Readable, most: int) -> Iterator[bytes]:
    """What the stream gives, until it ends, breaks off, or `most` bytes have come."""
    while most > 0:
        block = b""
        with suppress(ConnectionError, TimeoutError, UnreadablePostError):
            block = stream.read(min(BLOCK, most))
        if not block:
            return
        most -= len(block)
        yield block
