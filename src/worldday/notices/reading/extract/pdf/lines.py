"""Glyphs to printed lines, and whether two lines are one paragraph."""

import re
import unicodedata
from dataclasses import dataclass

from .marks import Glyph

SAME_LINE = 0.5
"""Share of the lower glyph's height that must overlap for two glyphs to stand on one line."""
WORD_GAP = 0.15
WIDE_GAP = 1.2
"""In font sizes: a gap that parts Latin words; a gap that parts columns or aligned phrases."""
LABEL = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[．.、]|第[一二三四五六七八九十\d]+[条章]|附件"
)
UNBROKEN = re.compile(r"[“‘《〈（【〔]*(?:[!-~]+|.)[”’》〉）】〕、，。；：！？—…]*(?:[“‘《〈（【〔]+.)?")
"""What no typesetter parts at a line end: a Latin word or one character with the punctuation that clings to it."""
LATIN_WIDTH = 0.55
ENDS = ("。", "；", "：", ":", ";", "！", "？", "）")
WIDE = ("W", "F")


@dataclass
class Line:
    """One printed line."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Printed lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _level(rows[-1][-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    # A line may be drawn in several strokes (bold words, aligned columns): put them together.
    rows.sort(key=lambda row: -row[0].box.y1)
    merged: list[list[Glyph]] = []
    for row in rows:
        if merged and _level(merged[-1][0], row[0]):
            merged[-1] += row
        else:
            merged.append(row)
    made = (_line(sorted(row, key=lambda glyph: glyph.box.x0)) for row in merged)
    return [line for line in made if line.text]


def continues(line: Line, following: Line, right: float) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``, which may reach to ``right``.

    A line broken by the margin is so full that the next line's first word did not fit.
    """
    if line.text.endswith(ENDS) and LABEL.match(following.text):
        return False
    if abs(line.size - following.size) > 0.15 * line.size:
        return False
    word = UNBROKEN.match(following.text)
    width = following.size * sum(LATIN_WIDTH if "!" <= sign <= "~" else 1.0 for sign in (word[0] if word else ""))
    return line.x1 + width + 1.2 * line.size >= right


def glued(first: str, second: str) -> str:
    """Two parts of a paragraph; Latin words keep a space between them, Chinese has none."""
    if first and second and not _wide(first[-1]) and not _wide(second[0]) and not first.endswith("-"):
        return f"{first} {second}"
    return first + second


def _level(one: Glyph, other: Glyph) -> bool:
    overlap = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return overlap > SAME_LINE * min(one.size, other.size)


def _line(glyphs: list[Glyph]) -> Line:
    text = ""
    end = glyphs[0].box.x0
    for glyph in glyphs:
        gap = (glyph.box.x0 - end) / (glyph.size or 1)
        if text and gap > WIDE_GAP and not text[-1].isspace():
            text += "  "
        elif text and gap > WORD_GAP and not text[-1].isspace() and not _wide(text[-1]) and not _wide(glyph.text):
            text += " "
        text += glyph.text
        end = max(end, glyph.box.x1)
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs
    sizes = sorted(glyph.size for glyph in inked)
    return Line(
        text=re.sub(r"(?<=\S) {3,}(?=\S)", "  ", text.strip()),
        x0=inked[0].box.x0,
        x1=max(glyph.box.x1 for glyph in inked),
        y0=min(glyph.box.y0 for glyph in inked),
        y1=max(glyph.box.y1 for glyph in inked),
        size=sizes[len(sizes) // 2],
    )


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in WIDE or character in "“”‘’—…·"
