"""Sets certificates. One compiler is made and used again, so that faces and templates are read once. Pure.

A page takes about 4 ms. The machine's fonts are looked through only when a name has characters that ours lack.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from worldday.campaigns import pattern

from . import type as faces
from .code import code_of
from .paper import LAYOUTS, CertificatePaper, day_in_characters

TEMPLATES = Path(__file__).parent / "templates"
PREVIEW_PPI = 110.0  # sharp enough for a screen
_one_at_a_time = Lock()


class NotSet(Exception):
    """The typesetter refused; its own words are the message."""


def pdf_of(document: CertificatePaper) -> bytes:
    """One page of PDF; the same document always gives the same bytes on the same release."""
    return _set(document, "pdf")


def picture_of(document: CertificatePaper) -> bytes:
    """The page as PNG, to look at before anything is issued."""
    return _set(document, "png")


def _set(document: CertificatePaper, form: Literal["pdf", "png"]) -> bytes:
    more = bool(faces.undrawable(document.characters()))
    stamp = datetime.combine(document.issued, time(), UTC)
    with _one_at_a_time:  # typst would use all cores for one page, and its inputs belong to one compilation
        try:
            made = _compiler(more).compile(
                format=form, ppi=PREVIEW_PPI, timestamp=int(stamp.timestamp()), sys_inputs={"paper": _told(document)}
            )
        except typst.TypstError as refusal:
            raise NotSet(str(refusal)) from refusal
    if not isinstance(made, bytes):
        raise NotSet("more than one page")
    return made


@cache
def _compiler(more: bool) -> typst.Compiler:
    fonts = faces.everything() if more else faces.ours()
    return typst.Compiler(TEMPLATES / "certificate.typ", root=TEMPLATES, font_paths=fonts)


def _told(document: CertificatePaper) -> str:
    """The document as the templates read it: texts stay texts, whatever characters they hold."""
    code = code_of(document.qr)
    told: dict[str, Any] = {
        **document.slots(),
        "lines": document.lines(),
        "layout": document.layout if document.layout in LAYOUTS else LAYOUTS[0],
        "number": document.number,
        "address": document.address,
        "dated": day_in_characters(document.issued),
        "banner": document.banner,
        "qr": code.svg,
        "modules": code.size,
        "tones": pattern.tones(document.hue),
        "pattern": _pattern(document.seed, document.hue),
    }
    return json.dumps(told, ensure_ascii=False)


@cache
def _pattern(seed: str, hue: int) -> str:
    return pattern.draw(seed=seed, hue=hue)
