"""A workbook, row by row, whatever it claims about itself. Pure."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import SEEK_END
from pathlib import Path
from typing import IO, Any
from xml.parsers.expat import ParserCreate

from openpyxl import load_workbook

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 600 * 1024 * 1024  # a workbook is a zip archive; a bomb is refused before it is unpacked
MOST_ROWS = 100_000
MOST_LINES = 1_048_576  # a spreadsheet has no more, whatever numbers its lines carry
LARGE = 8 * 1024 * 1024  # a part of the archive up to here is harmless, whatever is in it
MOST_ELEMENTS, MOST_IN_ONE = 15_000_000, 100_000  # of a part; of one line or text, which stands in memory as one piece
ONE = {("row", 3), ("si", 2)}  # name and depth
MOST_COLUMNS = 40
LOOK_FOR_HEADINGS = 10  # rows: a title or a note may stand above the headings
Source = Path | IO[bytes]
Row = tuple[int, list[str]]  # its number as the spreadsheet shows it, and its cells as text


class NotReadable(Exception):
    """Not a workbook, too large, or without headings; `why`: "file", "size", "rows" or "headings"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def headings_of(source: Source) -> tuple[int, list[str]]:
    """Number of the row of headings and its texts: the first of ten rows that has two texts, or as many as the fullest."""
    book = _open(source)
    try:
        first = [row for _at, row in zip(range(LOOK_FOR_HEADINGS), _rows(book), strict=False) if row[1]]
    finally:
        book.close()
    if not first:
        raise NotReadable("headings")
    fullest = max(sum(map(bool, cells)) for _number, cells in first)
    enough = min(2, fullest)
    number, cells = next((number, cells) for number, cells in first if sum(map(bool, cells)) >= enough)
    return number, cells


def rows_of(source: Source, after: int, *, most: int | None = None) -> Iterator[Row]:
    """Every row below row `after` that says anything. Raises `NotReadable` for more than `most` of them (`MOST_ROWS`)."""
    book, count, most = _open(source), 0, MOST_ROWS if most is None else most
    try:
        for number, cells in _rows(book):
            if number > after and cells:
                count += 1
                if count > most:
                    raise NotReadable("rows")
                yield number, cells
    finally:
        book.close()


def _open(source: Source) -> Any:
    if _size(source) > MOST_BYTES:
        raise NotReadable("size")
    try:
        with zipfile.ZipFile(source) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            sound = unpacked <= MOST_UNPACKED and is_even(packed)
        if sound:
            return load_workbook(source, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001, S110  whatever a broken workbook breaks in the library, a person needs one sentence
        pass
    raise NotReadable("file")


def is_even(packed: zipfile.ZipFile) -> bool:
    """Whether no line or text is so large, and no part so full, that reading it would fill the memory."""
    large = (part for part in packed.infolist() if part.file_size > LARGE and part.filename.endswith(".xml"))
    return all(_is_even(packed, part) for part in large)


def _is_even(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    parser, depth, inside, count = ParserCreate(), 0, 0, 0

    def begun(name: str, _attributes: object) -> None:
        nonlocal depth, inside, count
        depth, count = depth + 1, count + 1
        inside = 0 if (name.rpartition(":")[2], depth) in ONE else inside + 1
        if inside > MOST_IN_ONE or count > MOST_ELEMENTS:
            raise NotReadable("size")

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    with packed.open(part) as xml:
        try:
            parser.ParseFile(xml)
        except NotReadable:
            return False
    return True


def _size(source: Source) -> int:
    if isinstance(source, Path):
        return source.stat().st_size
    size = source.seek(0, SEEK_END)
    source.seek(0)
    return size


def _rows(book: Any) -> Iterator[Row]:
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says about its own size is not believed
        lines = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES, values_only=True)
        for number, cells in enumerate(lines, 1):
            said = len(cells) > cells.count(None)  # a million empty lines are passed over in a second
            yield number, _trimmed([cell_text(value) for value in cells]) if said else []
    except NotReadable:
        raise
    except Exception as broken:
        raise NotReadable("file") from broken


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def cell_text(value: Any) -> str:
    """What a cell shows, as text: a day as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
