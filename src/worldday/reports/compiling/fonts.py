"""Which of the faces the layout asks for this machine has, and which characters nothing here can draw. Knows no Django."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import typst
from PIL import ImageFont

from worldday import ui

from .paper import FACES, LATIN, SPARE, Face

OURS = Path(ui.__file__).parent / "fonts"  # what is drawn with where a machine has no Chinese fonts at all
_NEVER = "\U0010ffff"  # no character: every font draws it as its empty box


@cache
def families() -> frozenset[str]:
    """Names of the font families PDFs can be set in here."""
    return frozenset(typst.Fonts(font_paths=[str(OURS)]).families())


def missing() -> list[str]:
    """The faces, by the standard's names, that neither this machine nor a known equivalent provides."""
    return [face.name for face in FACES if not found(face)]


def found(face: Face) -> str:
    """The family that stands for `face` here; "" if none does."""
    return next((name for name in face.family if name in families()), "")


def stack(face: Face) -> list[str]:
    """Families to set `face` in, best first: only those that are here."""
    wanted = [LATIN, "Liberation Serif", *face.family, *SPARE] if found(face) else [*SPARE]
    return [name for name in wanted if name in families()]


def undrawable(characters: set[str]) -> str:
    """Characters that our own font lacks. Another font of the machine may still have them; a reader is told to look."""
    odd = (c for c in characters if not c.isspace() and unicodedata.category(c)[0] != "C" and not _drawn(c))
    return "".join(sorted(odd))[:100]


@cache
def _drawn(character: str) -> bool:
    face = _face()
    return bytes(face.getmask(character)) != bytes(face.getmask(_NEVER))


@cache
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(OURS / "NotoSansSC-Regular.otf"), 24, layout_engine=ImageFont.Layout.BASIC)
