"""What is printed on a PDF page: glyphs with their boxes, and ruling lines.

Coordinates are points (1/72 inch) from the lower left corner of the page as it is shown,
after its own rotation.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

THIN = 3.0
"""A filled shape thinner than this is a line: Word draws cell borders as filled rectangles."""
MAX_RULES = 20_000
"""Lines on one page; a drawing has more, a table has not."""
HYPHEN = 2
"""pdfium reports a hyphen at a line end as this control code."""


class Box(NamedTuple):
    """A rectangle: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float


class Glyph(NamedTuple):
    """One character as printed; ``size`` is the height of its line box, about its font size."""

    text: str
    box: Box
    size: float


@dataclass
class Page:
    """A page's glyphs in the order the file draws them, and its ruling lines as thin boxes."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)


def marks_of(page: pypdfium2.PdfPage) -> Page:
    """Everything on a page that carries text or may border a cell."""
    width, height = page.get_size()
    marks = Page(width, height)
    turn = _Turn(raw.FPDFPage_GetRotation(page), width, height)
    textpage = page.get_textpage()
    try:
        marks.glyphs = list(_glyphs(textpage, turn))
    finally:
        textpage.close()
    marks.rules = [turn.box(rule) for rule, _ in zip(_rules(page), range(MAX_RULES), strict=False)]
    page.close()
    return marks


class _Turn:
    """Turns pdfium's unrotated coordinates into those of the page as shown (ISO 32000-1, /Rotate)."""

    def __init__(self, quarters: int, width: float, height: float) -> None:
        self._quarters, self._width, self._height = quarters, width, height

    def box(self, box: Box) -> Box:
        """The box on the shown page."""
        if not self._quarters:
            return box
        x0, y0, x1, y1 = box
        if self._quarters == 1:
            return Box(y0, self._height - x1, y1, self._height - x0)
        if self._quarters == 2:
            return Box(self._width - x1, self._height - y1, self._width - x0, self._height - y0)
        return Box(self._width - y1, x0, self._width - y0, x1)


def _glyphs(textpage: pypdfium2.PdfTextPage, turn: _Turn) -> Iterator[Glyph]:
    rect = raw.FS_RECTF()
    at = ctypes.byref(rect)
    handle = textpage.raw
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code == HYPHEN:
            code = ord("-")
        # Spaces and line ends which pdfium adds on its own judgement are left to ours.
        if code < 0x20 or (code in {0x20, 0xFFFE, 0xFFFF} and raw.FPDFText_IsGenerated(handle, index)):
            continue
        if raw.FPDFText_GetLooseCharBox(handle, index, at):
            box = turn.box(Box(rect.left, rect.bottom, rect.right, rect.top))
            yield Glyph(chr(code), box, box.y1 - box.y0)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Box]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH:
            yield from _rules_of_path(shape)


def _rules_of_path(shape: raw.FPDF_PAGEOBJECT) -> Iterator[Box]:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, sides)):
        return
    x0, y0, x1, y1 = (side.value for side in sides)
    if x1 - x0 < THIN or y1 - y0 < THIN:
        yield Box(x0, y0, x1, y1)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke))
    count = raw.FPDFPath_CountSegments(shape)
    if not stroke.value or count < 4:
        return
    if count <= 6:
        yield from (Box(x0, y0, x1, y0), Box(x0, y1, x1, y1), Box(x0, y0, x0, y1), Box(x1, y0, x1, y1))
    else:
        yield from _straight_segments(shape, min(count, MAX_RULES))


def _straight_segments(shape: raw.FPDF_PAGEOBJECT, count: int) -> Iterator[Box]:
    """The upright and level parts of a path that draws many lines at once."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
    px, py = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(px), ctypes.byref(py))
        x = matrix.a * px.value + matrix.c * py.value + matrix.e
        y = matrix.b * px.value + matrix.d * py.value + matrix.f
        if before and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            level, upright = abs(y - before[1]) < THIN, abs(x - before[0]) < THIN
            if level or upright:
                yield Box(min(x, before[0]), min(y, before[1]), max(x, before[0]), max(y, before[1]))
        before = (x, y)
