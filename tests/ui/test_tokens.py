"""Contrast of every pair of text and ground, at every hue, in every mode, computed from tokens.css itself."""

import re
from pathlib import Path

import pytest

import worldday.ui
from worldday.base.colour import linear, oklch

CSS = (Path(worldday.ui.__file__).parent / "static/ui/css/tokens.css").read_text("utf8")
HUES = range(0, 360, 10)
TEXT_ON = {
    "paper": ["ink", "quiet", "accent", "good-word", "soon-word", "late-word"],
    "raised": ["ink", "quiet", "accent", "good-word", "soon-word", "late-word"],
    "tint": ["ink", "quiet", "accent", "good-word", "soon-word", "late-word"],
    "accent": ["on-accent"],
    "poster": ["on-poster"],
    "flash": ["on-flash"],
}
LARGE_ON = {"poster": ["flash"]}  # from 24 px, or 18.66 px bold
SHAPES_ON = {"paper": ["good", "soon", "late", "edge"], "raised": ["good", "soon", "late", "edge"]}


def modes() -> dict[str, dict[str, float]]:
    """The lightnesses of each mode as the cascade leaves them."""
    plain, *_rest = blocks(r":root \{")
    dark = blocks(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{")[0]
    more = blocks(r"@media \(prefers-contrast: more\) \{\s*:root \{")[0]
    both = blocks(r"@media \(prefers-contrast: more\) and \(prefers-color-scheme: dark\) \{\s*:root \{")[0]
    return {
        "light": plain,
        "dark": plain | dark,
        "contrast": plain | more,
        "contrast, dark": plain | dark | more | both,
    }


def blocks(opening: str) -> list[dict[str, float]]:
    found = re.findall(opening + r"(.*?)\}", CSS, re.DOTALL)
    return [
        {name: float(value) for name, value in re.findall(r"--(l-[\w-]+|chroma): ([\d.]+)", body)} for body in found
    ]


TOKEN = re.compile(
    r"--([\w-]+): oklch\(var\(--(l-[\w-]+)\) "
    r"(?:calc\(([\d.]+) \* var\(--chroma\)\)|([\d.]+)) "
    r"(?:calc\(var\(--hue\) - (\d+)\)|(var\(--hue\))|(\d+))\);"
)
TOKENS = {name: rest for name, *rest in TOKEN.findall(CSS)}


def colour(name: str, mode: dict[str, float], hue: int) -> tuple[float, ...]:
    """What the screen shows for a token: linear light, clipped."""
    light, scaled, fixed, less, own, absolute = TOKENS[name]
    chroma = float(scaled) * mode["chroma"] if scaled else float(fixed)
    degrees = hue - int(less) if less else hue if own else int(absolute)
    return tuple(min(max(part, 0), 1) for part in linear(mode[light], chroma, degrees))


def contrast(one: tuple, other: tuple) -> float:
    """WCAG 2.2, relative luminance."""
    low, high = sorted(sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), c, strict=True)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "contrast, dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 7), (LARGE_ON, 4.5), (SHAPES_ON, 3)])
def test_contrast_is_aaa_for_text_and_enough_for_shapes_at_every_hue(name, pairs, least):
    """WCAG 2.2: 1.4.6 for text and large text, 1.4.11 for shapes that mean something."""
    mode = modes()[name]
    short = [
        (hue, front, ground, round(ratio, 2))
        for hue in HUES
        for ground, fronts in pairs.items()
        for front in fronts
        if (ratio := contrast(colour(front, mode, hue), colour(ground, mode, hue))) < least
    ]
    assert short == []


def test_the_pages_own_switch_says_the_same_as_the_system_setting():
    switched = blocks(r":root:is\(\[data-look~=\"contrast\"\], :has\(#look-contrast:checked\)\) \{")
    assert switched == [
        blocks(r"@media \(prefers-contrast: more\) \{\s*:root \{")[0],
        blocks(r"@media \(prefers-contrast: more\) and \(prefers-color-scheme: dark\) \{\s*:root \{")[0],
    ]


def test_oklch_agrees_with_the_known_coordinates_of_pure_colours():
    assert oklch(0.627955, 0.257683, 29.2339) == "#ff0000"
    assert oklch(0.452014, 0.313214, 264.052) == "#0000ff"
    assert oklch(1, 0, 0) == "#ffffff"
    assert oklch(0, 0, 0) == "#000000"
