"""Faces: ours, which are always here, and the machine's own, for what ours lack. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
_NEVER = "\U0010ffff"  # no character: the typesetter sets its empty box
_one_at_a_time = Lock()


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
    return bool(_alone(character) != _empty_box())


@cache
def _empty_box() -> Any:
    return _alone(_NEVER)


def _alone(character: str) -> Any:
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n#text({json.dumps(character, ensure_ascii=False)})"
    with _one_at_a_time:
        return _compiler().compile(input=source.encode(), format="png", ppi=72)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=ours())
