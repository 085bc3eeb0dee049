"""Parts of a file, as players ask for them (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MOST = 8 * 1024**2
"""Bytes of one answer to a range: players come back for more, and a slow phone holds a thread only so long."""
_BLOCK = 256 * 1024
_ONE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True)
class Part:
    first: int
    last: int  # inclusive

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class OutOfFile(Exception):
    """The range asked for lies behind the file's end (416)."""


def part_of(header: str, size: int, most: int = MOST) -> Part | None:
    """The part that a Range header asks for, at most `most` bytes of it; None: all of the file (no range, several, or one that
    makes no sense, which RFC 9110 lets a server pass over). Raises `OutOfFile`."""
    said = _ONE.fullmatch(header.strip())
    if said is None or said[1] == said[2] == "":
        return None
    if said[1] == "":
        first, last = max(0, size - int(said[2])), size - 1
    else:
        first, last = int(said[1]), min(int(said[2]) if said[2] else size - 1, size - 1)
        if said[2] and int(said[2]) < first:
            return None
    if first >= size or last < first:
        raise OutOfFile
    return Part(first, min(last, first + most - 1))


def blocks(source: IO[bytes], part: Part) -> Iterator[bytes]:
    """The part's bytes; the file is closed after them."""
    with source:
        source.seek(part.first)
        left = part.length
        while left > 0 and (block := source.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
