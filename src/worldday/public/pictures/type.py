"""Setting type: which glyphs there are, where a line may break, how large it can be."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from worldday import ui

FONTS = Path(ui.__file__).parent / "fonts"
FILES = {False: FONTS / "NotoSansSC-Regular.otf", True: FONTS / "NotoSansSC-Bold.otf"}
MISSING = (
    "〓"  # the printer's mark for a sort the case does not hold; plainly not the character, and never an empty box
)
NOT_AT_START = "，。、；：？！）》」』】〕”’…—·,.;:?!)%"
NOT_AT_END = "（《「『【〔“‘("
HANGING = (
    "（《「『【〔"  # their left half is blank: at the start of a line they hang by it, so that the edge looks straight
)
LEADING = 1.32

Font = ImageFont.FreeTypeFont


@cache
def font(size: int, *, bold: bool = False) -> Font:
    return ImageFont.truetype(str(FILES[bold]), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_glyph(character: str) -> bool:
    face = font(24)
    return character.isspace() or bytes(face.getmask(character)) != bytes(face.getmask("\U0010ffff"))


def printable(text: str) -> str:
    """What the font can show: compatibility forms made plain, invisible characters dropped, the rest marked 〓."""
    shown = []
    for character in text:
        if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Co", "Cs"):
            shown.append(" " if character in "\n\t" else "")
        elif _has_glyph(character):
            shown.append(character)
        else:
            plain = unicodedata.normalize("NFKC", character)
            shown.append(plain if plain != character and all(map(_has_glyph, plain)) else MISSING)
    return " ".join("".join(shown).split())


@dataclass(frozen=True)
class Set:
    """A text set in lines of one size."""

    lines: list[str]
    face: Font
    leading: int  # pixels from line to line

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def fit(
    text: str, *, width: int, lines: int, largest: int, smallest: int, bold: bool = False, height: int = 9999
) -> Set:
    """As large as fits into `lines` lines of `width` and into `height` pixels; at the smallest size what does not fit
    ends in “…”."""
    text = printable(text)
    size = largest
    while True:
        face, leading = font(size, bold=bold), round(size * LEADING)
        found, room = list(_break(text, face, width)), max(min(lines, height // leading), 1)
        if len(found) <= room or size <= smallest:
            break
        size = max(smallest, size - 4)
    if len(found) > room:
        found = [*found[: room - 1], _cut("".join(found[room - 1 :]), face, width)]
    return Set(_balanced(text, face, width, found) if len(found) > 1 else found, face, leading)


def _balanced(text: str, face: Font, width: int, found: list[str]) -> list[str]:
    """The same number of lines, as even as they can be: no single character left on the last one."""
    if found[-1].endswith("…"):
        return found
    narrow, wide = width // 2, width
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        if len(list(_break(text, face, middle))) > len(found):
            narrow = middle
        else:
            wide = middle
    return list(_break(text, face, wide))


def _break(text: str, face: Font, width: int) -> Iterator[str]:
    """Lines no wider than `width`: between any two Chinese characters, never inside a Latin word, and never so that
    a line begins with a closing mark or ends with an opening one (GB/T 15834-2011, 5.1)."""
    line = ""
    for piece in _pieces(text):
        if line and _length(face, (line + piece).rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
        while _length(face, line.rstrip()) > width and len(line) > 1:  # one word longer than a line
            room = next(n for n in range(len(line), 0, -1) if n == 1 or _length(face, line[:n]) <= width)
            yield line[:room]
            line = line[room:]
    if line.strip():
        yield line.rstrip()


@cache
def _advance(face: Font, character: str) -> float:
    return face.getlength(character)


def _length(face: Font, text: str) -> float:
    """In pixels. The fonts carry no kerning (see ui/fonts), so advances simply add up."""
    return sum(_advance(face, character) for character in text)


def _pieces(text: str) -> Iterator[str]:
    """What must stay together."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before in NOT_AT_END or after in NOT_AT_START:
        return False
    return before == " " or _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _cut(text: str, face: Font, width: int) -> str:
    while text and _length(face, text + "…") > width:
        text = text[:-1]
    return text.rstrip(NOT_AT_END + " ") + "…"
