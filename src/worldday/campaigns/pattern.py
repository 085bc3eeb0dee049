"""A picture made of a date: tiles of quarter circles, discs, bars, placed and coloured by the date's digits. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from worldday.base.colour import oklch

COLUMNS, ROWS, TILE = 12, 8, 40
# Each shape fills a tile of 40 × 40; a quarter circle has its centre in one corner.
SHAPES = {
    "quarter-nw": "M0 0h40a40 40 0 0 1-40 40z",
    "quarter-ne": "M40 0v40a40 40 0 0 1-40-40z",
    "quarter-se": "M40 40h-40a40 40 0 0 1 40-40z",
    "quarter-sw": "M0 40v-40a40 40 0 0 1 40 40z",
    "half-n": "M0 0h40a20 20 0 0 1-40 0z",
    "half-s": "M0 40a20 20 0 0 1 40 0z",
    "disc": "M20 0a20 20 0 0 1 0 40a20 20 0 0 1 0-40z",
    "dot": "M20 12a8 8 0 0 1 0 16a8 8 0 0 1 0-16z",
    "square": "M0 0h40v40h-40z",
    "bars": "M0 0h8v40h-8zM16 0h8v40h-8zM32 0h8v40h-8z",
}
WEIGHTS = (6, 6, 6, 6, 3, 3, 2, 3, 3, 1)
SHARES = (5, 5, 3, 1)  # of the tones
EMPTY = 0.16  # of the tiles stay ground, so that the rest can be seen


def seed_of(*, day: date | None, year: int, ordinal: int | None) -> str:
    """A campaign's own digits: its day, or its year, and the ordinal."""
    return f"{day.strftime('%Y%m%d') if day else year}{ordinal or ''}"


@dataclass(frozen=True)
class Tile:
    column: int
    row: int
    shape: str  # a key of SHAPES
    tone: int  # 0–3, into tones(hue) after the ground


def tiles(seed: str, *, columns: int = COLUMNS, rows: int = ROWS) -> Iterator[Tile]:
    """The same seed (the day's digits) always gives the same tiles; some places stay empty."""
    chance = random.Random(seed)  # noqa: S311  a picture, not a secret
    for place in range(columns * rows):
        if chance.random() >= EMPTY:
            [shape] = chance.choices(list(SHAPES), WEIGHTS)
            [tone] = chance.choices(range(len(SHARES)), SHARES)
            yield Tile(place % columns, place // columns, shape, tone)


def draw(*, seed: str, hue: int) -> str:
    """An SVG document without a ground, so that it lies on whatever tone its page gives the poster."""
    _ground, *colours = tones(hue)
    layers: list[list[str]] = [[] for _colour in colours]
    for tile in tiles(seed):
        layers[tile.tone].append(f'<use href="#{tile.shape}" x="{tile.column * TILE}" y="{tile.row * TILE}"/>')
    shapes = "".join(f'<path id="{name}" d="{path}"/>' for name, path in SHAPES.items())
    drawn = "".join(f'<g fill="{colour}">{"".join(layer)}</g>' for colour, layer in zip(colours, layers, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * TILE} {ROWS * TILE}"'
        f' preserveAspectRatio="xMidYMid slice"><defs>{shapes}</defs>'
        f"{drawn}</svg>"
    )


def tones(hue: int) -> list[str]:
    """The poster's own ground, three tones of it, and the flash from elsewhere on the circle (see tokens.css)."""
    return [
        oklch(0.4, 0.12, hue),
        oklch(0.5, 0.13, hue),
        oklch(0.33, 0.1, hue),
        oklch(0.72, 0.12, hue),
        oklch(0.88, 0.16, hue - 100),
    ]
