"""The QR code as a small picture that viewers may smooth: it then scans from a coarse screen as well as from paper. Pure.

As a vector path it would take a third of the time of a whole certificate: typst measures every stroke.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import zxingcpp

QUIET_ZONE = 4  # modules, ISO/IEC 18004 §9.1
PIXELS = 2  # a side of one module
MASK = 3  # readers take any of the eight; trying all of them would cost five times the rest of the code
LEAST_MM, MOST_MM, MODULE_MM = 30.0, 46.0, 0.45  # a module of less than 0.4 mm is hard to scan from paper


@dataclass(frozen=True)
class Code:
    """`size`: modules of one side with the quiet zone; `svg`: the drawing, one unit per module."""

    size: int
    svg: str

    @property
    def side_mm(self) -> float:
        return max(LEAST_MM, min(MOST_MM, self.size * MODULE_MM))


def code_of(text: str) -> Code:
    """Error correction M: a code on paper survives a fold and a coffee stain."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=MASK)
    drawn: Any = made.to_image(scale=PIXELS, add_quiet_zones=False)
    side = drawn.shape[0] // PIXELS
    size = side + 2 * QUIET_ZONE
    picture = b64encode(_png(bytes(drawn), side * PIXELS)).decode()
    return Code(
        size,
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<image x="{QUIET_ZONE}" y="{QUIET_ZONE}" width="{side}" height="{side}" '
        f'href="data:image/png;base64,{picture}"/></svg>',
    )


def _png(pixels: bytes, side: int) -> bytes:
    """Greyscale, 8 bits: PNG (ISO/IEC 15948) in its plainest form."""
    rows = b"".join(b"\0" + pixels[at * side : (at + 1) * side] for at in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 1)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
