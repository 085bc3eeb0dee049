"""The campaign's pattern in the proportions of each layout: as few tiles as its place shows. Pure."""

from __future__ import annotations

from functools import cache

from worldday.campaigns.pattern import SHAPES, TILE, tiles, tones

GRIDS = {"plain": (26, 2), "band": (4, 7), "upright": (10, 3)}  # columns, rows


@cache
def pattern_of(layout: str, seed: str, hue: int) -> str:
    """An SVG document without a ground; the same seed always gives the same tiles."""
    columns, rows = GRIDS[layout]
    _ground, *colours = tones(hue)
    layers: list[list[str]] = [[] for _colour in colours]
    for tile in tiles(seed, columns=columns, rows=rows):
        layers[tile.tone].append(f"<use href='#{tile.shape}' x='{tile.column * TILE}' y='{tile.row * TILE}'/>")
    shapes = "".join(f"<path id='{name}' d='{path}'/>" for name, path in SHAPES.items())
    drawn = "".join(f"<g fill='{colour}'>{''.join(layer)}</g>" for colour, layer in zip(colours, layers, strict=True))
    size = f"{columns * TILE} {rows * TILE}"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size}'><defs>{shapes}</defs>{drawn}</svg>"
