"""Faces: ours, which are always here, and the machine's own, for what ours lack. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst
from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
_FILES = ("NotoSerifSC-Bold.otf", "NotoSerifSC-Rare-Bold.otf")
_NEVER = "\U0010ffff"  # no character: every font draws it as its empty box


@cache
def ours() -> typst.Fonts:
    """Our own files and those inside typst (Latin, Greek, Cyrillic and more)."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@cache
def everything() -> typst.Fonts:
    """Also what this machine has installed. Finding that takes a while."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(FONTS)])


def undrawable(characters: Iterable[str]) -> str:
    """Those that our faces lack, in order; "" if all can be drawn on every machine."""
    odd = (one for one in set(characters) if not one.isspace() and unicodedata.category(one)[0] not in "CM")
    return "".join(sorted(one for one in odd if not _drawn(one)))


@cache
def _drawn(character: str) -> bool:
    return ord(character) < 0x250 or any(_in(face, character) for face in _faces())


def _in(face: ImageFont.FreeTypeFont, character: str) -> bool:
    return bytes(face.getmask(character)) != bytes(face.getmask(_NEVER))


@cache
def _faces() -> list[ImageFont.FreeTypeFont]:
    return [ImageFont.truetype(str(FONTS / name), 24, layout_engine=ImageFont.Layout.BASIC) for name in _FILES]
