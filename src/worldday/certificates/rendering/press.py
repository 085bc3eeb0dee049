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
from worldday.certificates.proof.days import day_in_characters
from worldday.certificates.wording import day_zh

from . import type as faces
from .code import code_of
from .look import pattern_of
from .paper import CertificatePaper
from .places import sizes_of

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
    fonts = faces.everything() if faces.undrawable(document.characters()) else faces.ours()
    stamp = int(datetime.combine(document.issued, time(), UTC).timestamp())
    source = _source(document)
    with _one_at_a_time:
        try:
            made = _compiler(fonts).compile(input=source, format=form, ppi=PREVIEW_PPI, timestamp=stamp)
        except typst.TypstError as refusal:
            raise NotSet(str(refusal)) from refusal
    if not isinstance(made, bytes):
        raise NotSet("more than one page")
    return made


@cache
def _compiler(fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


def _source(document: CertificatePaper) -> bytes:
    """The document as typst source: one string literal of JSON, so texts stay texts, whatever characters they hold.

    Not as `sys_inputs`: those belong to typst's library, and a changed library makes it read every template anew.
    """
    told = json.dumps(_told(document), ensure_ascii=False)
    literal = json.dumps(told, ensure_ascii=False)  # typst's escapes are JSON's, but for \\u, which is not produced
    return f'#import "/certificate.typ": certificate\n#show: certificate(json(bytes({literal})))'.encode()


def _told(document: CertificatePaper) -> dict[str, Any]:
    code = code_of(document.qr)
    return {
        **document.slots(),
        "lines": document.lines(),
        "layout": document.layout,
        "sizes": sizes_of(document, code.side_mm),
        "number": document.number,
        "address": document.address,
        "dated": day_in_characters(document.issued),
        "until": day_zh(document.until) if document.until else "",
        "banner": document.banner,
        "qr": code.svg,
        "side": code.side_mm,
        "tones": _tones(document.hue),
        "pattern": pattern_of(document.layout, document.seed, document.hue),
    }


@cache
def _tones(hue: int) -> list[str]:
    return pattern.tones(hue)
