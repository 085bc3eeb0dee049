"""OKLCH to sRGB, for pictures that are not drawn by a browser. Pure. Formulas: CSS Color 4, §10 and §12."""

from __future__ import annotations

import math


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """`#rrggbb`; what the screen cannot show is clipped channel by channel, as today's browsers do it."""
    return "#" + "".join(f"{round(_encode(part) * 255):02x}" for part in linear(lightness, chroma, hue))


def linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear-light red, green, blue, 0–1 where the screen can show them, beyond where it cannot."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _encode(part: float) -> float:
    part = min(max(part, 0), 1)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
