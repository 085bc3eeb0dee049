"""A canvas in a campaign's colours: ground, pattern, text, QR code. Pillow draws; edges are smoothed by oversampling."""

import io
from functools import cache

import segno
from PIL import Image, ImageDraw

from worldday.base.colour import oklch
from worldday.campaigns import pattern

from .type import HANGING, Set, fit

OVER = 4  # times larger, then scaled down
QUIET_ZONE = 4  # modules around a QR code, ISO/IEC 18004 §9.1


class Canvas:
    def __init__(self, width: int, height: int, hue: int) -> None:
        self.ground, *self.tones = pattern.tones(hue)
        self.ink, self.flash = oklch(0.985, 0.01, hue), oklch(0.88, 0.16, hue - 100)
        self.image = Image.new("RGB", (width, height), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def tiles(self, seed: str, *, at: tuple[int, int], columns: int, rows: int, side: int) -> None:
        """The campaign's pattern, `columns` × `rows` tiles of `side` pixels."""
        for tile in pattern.tiles(seed, columns=columns, rows=rows):
            place = (at[0] + tile.column * side, at[1] + tile.row * side)
            self.image.paste(self.tones[tile.tone], place, _mask(tile.shape, side))

    def text(self, setting: Set, *, at: tuple[int, int], colour: str | None = None) -> int:
        """Lines downwards from `at`; returns the y beneath them."""
        x, y = at
        for line in setting.lines:
            hang = setting.face.size * 0.46 if line[0] in HANGING else 0
            self.pen.text((x - hang, y), line, font=setting.face, fill=colour or self.ink)
            y += setting.leading
        return y

    def date(self, small: str, large: str, *, at: tuple[int, int], width: int, sizes: tuple[int, int, int]) -> int:
        """The date as a poster shows it; `sizes` of the small line, and the numeral's largest and smallest. Returns the
        y beneath, at the numeral's foot."""
        x, y = at
        above = fit(small, width=width, lines=1, largest=sizes[0], smallest=sizes[0], bold=True)
        numeral = fit(large, width=width, lines=1, largest=sizes[1], smallest=sizes[2], bold=True)
        y = self.text(above, at=(x, y), colour=self.flash) - 16
        y = self.text(numeral, at=(x - numeral.leading // 30, y - numeral.leading // 8), colour=self.flash)
        return y - numeral.leading // 30

    def qr(self, url: str, *, at: tuple[int, int], side: int) -> int:
        """A code at most `side` pixels wide, quiet zone included, on white, its lower left corner `at`; returns its real
        side. Error level M (15 %)."""
        matrix = segno.make(url, error="m", micro=False).matrix
        modules = len(matrix) + 2 * QUIET_ZONE
        code = Image.new("1", (modules, modules), 1)
        code.putdata(
            [1] * modules * QUIET_ZONE + [bit for row in matrix for bit in _row(row)] + [1] * modules * QUIET_ZONE
        )
        real = max(side // modules, 1) * modules  # whole pixels per module: a phone reads straight edges best
        self.image.paste(code.resize((real, real), Image.Resampling.NEAREST), (at[0], at[1] - real))
        return real

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=6)
        return out.getvalue()


def _row(modules: bytearray) -> list[int]:
    """A row of the code as white = 1, between its quiet zones."""
    return [1] * QUIET_ZONE + [0 if module else 1 for module in modules] + [1] * QUIET_ZONE


# Each shape of campaigns/pattern.py in a tile of 1 × 1: discs as pie slices (box, from, to degrees), or plain boxes.
_PIES: dict[str, tuple[tuple[float, float, float, float], int, int]] = {
    "quarter-nw": ((-1, -1, 1, 1), 0, 90),
    "quarter-ne": ((0, -1, 2, 1), 90, 180),
    "quarter-se": ((0, 0, 2, 2), 180, 270),
    "quarter-sw": ((-1, 0, 1, 2), 270, 360),
    "half-n": ((0, -0.5, 1, 0.5), 0, 180),
    "half-s": ((0, 0.5, 1, 1.5), 180, 360),
    "disc": ((0, 0, 1, 1), 0, 360),
    "dot": ((0.3, 0.3, 0.7, 0.7), 0, 360),
}
_BOXES: dict[str, list[tuple[float, float, float, float]]] = {
    "square": [(0, 0, 1, 1)],
    "bars": [(0, 0, 0.2, 1), (0.4, 0, 0.6, 1), (0.8, 0, 1, 1)],
}


@cache
def _mask(shape: str, side: int) -> Image.Image:
    full = side * OVER
    mask = Image.new("L", (full, full), 0)
    pen = ImageDraw.Draw(mask)
    if shape in _PIES:
        box, start, end = _PIES[shape]
        pen.pieslice([full * part for part in box], start, end, fill=255)
    for left, top, right, bottom in _BOXES.get(shape, []):
        pen.rectangle((full * left, full * top, full * right - 1, full * bottom - 1), fill=255)
    return mask.resize((side, side), Image.Resampling.BOX)
