"""The QR code as a small picture that viewers may smooth: it then scans from a coarse screen as well as from paper. Pure.

As a vector path it would take as long as the rest of a certificate: typst measures every stroke.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import zxingcpp
from PIL import Image

QUIET_ZONE = 4  # modules, ISO/IEC 18004 §9.1
MASK = 3  # readers take any of the eight; trying all of them would cost five times the rest of the code
LEAST_MM, MOST_MM, MODULE_MM = 30.0, 46.0, 0.45  # a module of less than 0.4 mm is hard to scan from paper
MOST_MODULES = 113  # of one side, on the largest place there is
_TWICE = [
    sum(0b11 << 2 * bit for bit in range(8) if byte >> bit & 1) for byte in range(256)
]  # each bit of a byte twice
_FIRST, _SECOND = bytes(two >> 8 for two in _TWICE), bytes(two & 255 for two in _TWICE)


@dataclass(frozen=True)
class Code:
    """`size`: modules of one side with the quiet zone; `svg`: the drawing, one unit per module."""

    size: int
    svg: str

    @property
    def side_mm(self) -> float:
        return max(LEAST_MM, min(MOST_MM, self.size * MODULE_MM))


def code_of(text: str) -> Code:
    """Error correction M: a code on paper survives a fold and a coffee stain. What would be too fine then has L: a fold."""
    drawn = _drawn(text, "M")
    if drawn.shape[0] > MOST_MODULES:
        drawn = _drawn(text, "L")
    side = drawn.shape[0]
    size = side + 2 * QUIET_ZONE
    picture = b64encode(_png(bytes(drawn), side)).decode()
    return Code(
        size,
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size} {size}'><path fill='#fff' d='M0 0h{size}v{size}h-{size}z'/>"
        f"<image x='{QUIET_ZONE}' y='{QUIET_ZONE}' width='{side}' height='{side}' "
        f"href='data:image/png;base64,{picture}'/></svg>",
    )


def _drawn(text: str, level: str) -> Any:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, data_mask=MASK)
    return made.to_image(scale=1, add_quiet_zones=False)


def _png(modules: bytes, side: int) -> bytes:
    """Two pixels a module, one bit a pixel, and of the two rows of a module the second only said to be the same (filter 2): PNG,
    ISO/IEC 15948."""
    packed = Image.frombytes("L", (side, side), modules).convert("1", dither=Image.Dither.NONE).tobytes()
    wide, apart = (side * 2 + 7) // 8, (side + 7) // 8 * 2
    doubled = bytearray(len(packed) * 2)
    doubled[0::2], doubled[1::2] = packed.translate(_FIRST), packed.translate(_SECOND)
    same = b"\2" + bytes(wide)
    rows = b"".join(b"\0" + doubled[at : at + wide] + same for at in range(0, len(doubled), apart))
    head = struct.pack(">IIBBBBB", side * 2, side * 2, 1, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 1)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
