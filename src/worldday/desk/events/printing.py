"""Sheets to print, and which of their characters no font here can draw. Knows no Django.

Faces, best first: our own of the pages, those of certificates, which hold 30,000 Chinese characters as they stand in names, then
whatever this machine has installed. What is missing in all of them is asked of the typesetter itself: it refuses archival PDF for it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from worldday.certificates.rendering import type as certificate_faces
from worldday.reports.compiling import fonts
from worldday.reports.compiling.paper import HEITI
from worldday.reports.compiling.pdf.typ import string

FOLDERS = (fonts.OURS, certificate_faces.FONTS)
RARE = "Noto Serif CJK SC Rare"
BLANK = "〓"  # 空铅: where a character cannot be set, and is written in by hand
PATIENCE_S = 120


class NotSet(Exception):
    """The typesetter refused or took too long; its own words are the message."""


def families() -> list[str]:
    """What sheets are set in, best first."""
    return [*fonts.stack(HEITI), RARE]


def pressed(source: str) -> bytes:
    """The document as PDF, set in a process of its own that gives all its memory back. Raises `NotSet`."""
    with TemporaryDirectory(prefix="worldday-sheet-") as folder:
        written, result = Path(folder) / "sheet.typ", Path(folder) / "sheet.pdf"
        written.write_text(source, "utf8")
        words = [sys.executable, "-m", "worldday.reports.compiling.pdf.press", str(written), str(result), "pdf"]
        try:
            done = subprocess.run(
                [*words, *map(str, FOLDERS)], capture_output=True, text=True, timeout=PATIENCE_S, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise NotSet(str(late)) from None
        if done.returncode:
            raise NotSet(done.stderr[-500:])
        return result.read_bytes()


def undrawable(texts: Iterable[str]) -> str:
    """Characters of these texts that would come out empty, in order; "" if all can be drawn."""
    odd = certificate_faces.undrawable("".join(texts))
    return "".join(one for one in odd if not _drawn(one))


@cache
def _drawn(character: str) -> bool:
    source = f"#set document(date: datetime(year: 2020, month: 1, day: 1))\n#set text(font: ({string(RARE)},))\n#{string(character)}"
    try:
        typst.compile(source.encode(), font_paths=_fonts(), pdf_standards=["a-2b"])
    except typst.TypstError:
        return False
    return True


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(one) for one in FOLDERS])


def blanked(text: str, missing: str) -> str:
    """With `BLANK` in the place of what cannot be drawn, so that it is seen and written in."""
    return "".join(BLANK if one in missing else one for one in text)
