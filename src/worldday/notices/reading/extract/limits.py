"""How much of a stranger's file we are willing to look at.

A long notice has some 30,000 characters and a Word file of a few hundred
kilobytes without its pictures; every limit stands well above that, and low
enough that one upload costs seconds and not the server.
"""

import os
from typing import IO

from worldday.notices.reading.errors import Unreadable

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

MAX_FILE = 64 * MEGABYTE
"""Any file: pictures inside a Word or PDF notice may be large, we never read them."""

MAX_PLAIN = 8 * MEGABYTE
"""Text and web pages, which are read whole."""

MAX_CHARS = 400_000
"""Extracted text: a book, not a notice, has more."""

MAX_PART = 48 * MEGABYTE
"""One inflated part of a Word file (its ``document.xml``)."""

MAX_RATIO = 400
"""Inflated over packed size; ordinary WordprocessingML stays under 60, a bomb reaches 1,000."""

MAX_CELLS = 20_000
"""Cells in all tables together, after merged cells are expanded."""

MAX_PAGES = 1_000
"""Pages of a PDF."""


class LimitedReader:
    """A readable stream that refuses to give more than ``limit`` bytes.

    Declared sizes in archives are the sender's claim; this counts what really comes out.
    """

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream = stream
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        """Next bytes; Unreadable ``zip_bomb`` once more than the limit has come."""
        wanted = self._left + 1 if size < 0 else size
        data = self._stream.read(wanted)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("zip_bomb")
        return data


def megabytes(size: int) -> str:
    """A size for people, in megabytes."""
    return f"{size / MEGABYTE:.0f} MB"


def refuse_larger(source: IO[bytes], limit: int) -> None:
    """Unreadable ``too_big`` above ``limit`` bytes, ``empty`` at none; asks the size, reads nothing."""
    size = os.fstat(source.fileno()).st_size
    if size == 0:
        raise Unreadable("empty")
    if size > limit:
        raise Unreadable("too_big", {"size": megabytes(size), "limit": megabytes(limit)})


def refuse_more_cells(cells: int) -> None:
    """Unreadable ``too_complex`` above ``MAX_CELLS``: asked while a grid grows, before it is all in memory."""
    if cells > MAX_CELLS:
        raise Unreadable("too_complex")
