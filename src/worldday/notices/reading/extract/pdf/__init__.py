"""PDF files that carry text: lines joined into paragraphs, ruled tables rebuilt by geometry.

A PDF knows where each glyph stands and nothing of paragraphs or cells, so both are inferred
from positions. A file without glyphs is a scan.
"""

from typing import BinaryIO

import pypdfium2

from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import limits
from worldday.notices.reading.extract.builder import Builder

from .flow import Flow
from .furniture import without_furniture
from .layout import Sheet, laid_out
from .marks import marks_of

MIN_GLYPHS = 10
"""Fewer than this in a whole file is a stamp on a scan, not a text."""


def read(source: BinaryIO) -> Document:
    """The document of a PDF; Unreadable ``encrypted`` (password), ``no_text`` (scan), ``truncated``."""
    sheets = without_furniture(_sheets(source))
    builder = Builder()
    flow = Flow(builder, sheets)
    for sheet in sheets:
        flow.sheet(sheet)
    flow.finish()
    return builder.document()


def _sheets(source: BinaryIO) -> list[Sheet]:
    sheets = []
    glyphs = 0
    with _opened(source) as pdf:
        if len(pdf) > limits.MAX_PAGES:
            raise Unreadable("too_long", {"chars": len(pdf) * 500})
        for number in range(len(pdf)):
            try:
                page = marks_of(pdf[number])
            except pypdfium2.PdfiumError as error:
                raise Unreadable("truncated") from error
            glyphs += len(page.glyphs)
            if glyphs > limits.MAX_CHARS:
                raise Unreadable("too_long", {"chars": glyphs})
            sheets.append(laid_out(page))
    if glyphs < MIN_GLYPHS:
        raise Unreadable("no_text")
    return sheets


def _opened(source: BinaryIO) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source, autoclose=False)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        secured = code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
        raise Unreadable("encrypted" if secured else "truncated") from error
