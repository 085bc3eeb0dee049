"""The QR code as one vector path. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import zxingcpp

QUIET_ZONE = 4  # modules, ISO/IEC 18004 §9.1
MASK = 3  # readers take any of the eight; trying all of them would cost five times the rest of the code
WIDTH = 1.03  # rows overlap by a hair, so that no viewer shows light between them
_DARK = re.compile(rb"\x00+")


@dataclass(frozen=True)
class Code:
    """`size`: modules of one side with the quiet zone; `svg`: the drawing, one unit per module."""

    size: int
    svg: str


def code_of(text: str) -> Code:
    """Error correction M: a code on paper survives a fold and a coffee stain."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=MASK)
    drawn: Any = made.to_image(scale=1, add_quiet_zones=False)
    side, flat = drawn.shape[0], bytes(drawn)
    size = side + 2 * QUIET_ZONE
    path = "".join(_row(flat, at, side) for at in range(side))
    return Code(
        size,
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path stroke="#000" stroke-width="{WIDTH}" d="{path}"/></svg>',
    )


def _row(flat: bytes, at: int, side: int) -> str:
    """The dark runs of one row as strokes one module wide."""
    parts, pen = [f"M0 {at + QUIET_ZONE}.5"], -QUIET_ZONE
    for run in _DARK.finditer(flat, at * side, (at + 1) * side):
        start, end = run.start() - at * side, run.end() - at * side
        parts.append(f"m{start - pen} 0h{end - start}")
        pen = end
    return "".join(parts)
