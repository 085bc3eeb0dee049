"""A picture made of a date: tiles of quarter circles, discs, bars, placed and coloured by the date's digits. Pure."""

from __future__ import annotations

import random

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
EMPTY = 0.16  # of the tiles stay ground, so that the rest can be seen


def draw(*, seed: str, hue: int) -> str:
    """An SVG document; the same seed (the day's digits) and hue always give the same picture."""
    chance = random.Random(seed)  # noqa: S311  a picture, not a secret
    uses = "".join(_tile(chance, column * TILE, row * TILE) for row in range(ROWS) for column in range(COLUMNS))
    shapes = "".join(f'<path id="{name}" d="{path}"/>' for name, path in SHAPES.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * TILE} {ROWS * TILE}"'
        f' preserveAspectRatio="xMidYMid slice"><style>{_style(hue)}</style><defs>{shapes}</defs>'
        f'<rect class="ground" width="100%" height="100%"/>{uses}</svg>'
    )


def _tile(chance: random.Random, x: int, y: int) -> str:
    if chance.random() < EMPTY:
        return ""
    [shape] = chance.choices(list(SHAPES), WEIGHTS)
    [tone] = chance.choices("abcd", (5, 5, 3, 1))
    return f'<use href="#{shape}" x="{x}" y="{y}" class="{tone}"/>'


def _style(hue: int) -> str:
    """The poster's ground and four tones above it, the last from across the colour circle."""
    tones = {
        "ground": f"oklch(.4 .12 {hue})",
        "a": f"oklch(.5 .13 {hue})",
        "b": f"oklch(.33 .1 {hue})",
        "c": f"oklch(.72 .13 {hue})",
        "d": f"oklch(.86 .16 {(hue + 150) % 360})",
    }
    return "".join(f".{name}{{fill:{colour}}}" for name, colour in tones.items())
