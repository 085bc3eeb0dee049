"""The QR code as one vector path. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

import zxingcpp

QUIET_ZONE = 4  # modules, ISO/IEC 18004 §9.1
_DARK = re.compile(rb"\x00+")


@dataclass(frozen=True)
class Code:
    """`size`: modules of one side with the quiet zone; `svg`: the drawing, one unit per module."""

    size: int
    svg: str


def code_of(text: str) -> Code:
    """Error correction M: a code on paper survives a fold and a coffee stain."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    rows = memoryview(made.to_image(scale=1, add_quiet_zones=False))
    side = rows.shape[0]
    flat, size = bytes(rows), side + 2 * QUIET_ZONE
    path = "".join(
        f"M{run.start() + QUIET_ZONE} {row + QUIET_ZONE}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for row in range(side)
        for run in _DARK.finditer(flat[row * side : (row + 1) * side])
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    return Code(size, f'{head}<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>')
