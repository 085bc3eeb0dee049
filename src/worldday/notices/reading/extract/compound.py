"""Names of the streams in an OLE compound file ([MS-CFB]): enough to tell what it is.

Reads the table of contents only, in bounded steps, before any large program is
started on a stranger's file.
"""

import struct
from typing import BinaryIO

from worldday.notices.reading.errors import Unreadable

END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on are marks (free, end of chain, table sectors)."""
ENTRY = 128
MAX_ENTRIES = 4096
HEADER_TABLE = 109
"""Places for table sectors in the header; files that need more are larger than 7 MB."""


class Compound:
    """An open compound file: ``streams`` maps names to the number of their first sector."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        try:
            header = self._read(0, 512)
            (shift,) = struct.unpack_from("<H", header, 30)
            if shift not in {9, 12}:
                raise Unreadable("truncated")
            self._sector = 1 << shift
            (directory,) = struct.unpack_from("<L", header, 48)
            self._table = struct.unpack_from(f"<{HEADER_TABLE}L", header, 76)
            self.streams = self._directory(directory)
        except struct.error as error:
            raise Unreadable("truncated") from error

    def start_of(self, name: str, count: int) -> bytes:
        """The first ``count`` bytes of a stream that is kept in ordinary sectors."""
        return self._read((self.streams[name] + 1) * self._sector, count)

    def _directory(self, sector: int) -> dict[str, int]:
        streams: dict[str, int] = {}
        for _ in range(MAX_ENTRIES * ENTRY // self._sector):
            block = self._read((sector + 1) * self._sector, self._sector)
            for at in range(0, self._sector, ENTRY):
                length, kind = struct.unpack_from("<HB", block, at + 64)
                if kind and 2 <= length <= 64:
                    name = block[at : at + length - 2].decode("utf-16-le", "replace")
                    (streams[name],) = struct.unpack_from("<L", block, at + 116)
            sector = self._next(sector)
            if sector >= END_OF_CHAIN:
                return streams
        raise Unreadable("truncated")

    def _next(self, sector: int) -> int:
        """The sector after this one, looked up in the allocation table."""
        table, place = divmod(sector, self._sector // 4)
        if table >= HEADER_TABLE or self._table[table] >= END_OF_CHAIN:
            return END_OF_CHAIN
        (following,) = struct.unpack("<L", self._read((self._table[table] + 1) * self._sector + place * 4, 4))
        return int(following)

    def _read(self, at: int, count: int) -> bytes:
        self._source.seek(at)
        data = self._source.read(count)
        if len(data) < count:
            raise Unreadable("truncated")
        return data
