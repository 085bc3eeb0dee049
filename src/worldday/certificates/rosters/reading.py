"""A workbook, row by row, whatever it claims about itself. Pure."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 600 * 1024 * 1024  # a workbook is a zip archive; a bomb is refused before it is unpacked
MOST_ROWS = 100_000
MOST_COLUMNS = 40
LOOK_FOR_HEADINGS = 10  # rows: a title or a note may stand above the headings
Row = tuple[int, list[str]]  # its number as the spreadsheet shows it, and its cells as text


class NotReadable(Exception):
    """Not a workbook, too large, or without headings; `why`: "file", "size", "rows" or "headings"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def headings_of(path: Path) -> tuple[int, list[str]]:
    """Number of the row of headings and its texts: the first of ten rows that has two texts, or as many as the fullest."""
    book = _open(path)
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


def rows_of(path: Path, after: int) -> Iterator[Row]:
    """Every row below row `after` that says anything. Raises `NotReadable` when there are too many."""
    book, count = _open(path), 0
    try:
        for number, cells in _rows(book):
            if number > after and cells:
                count += 1
                if count > MOST_ROWS:
                    raise NotReadable("rows")
                yield number, cells
    finally:
        book.close()


def _open(path: Path) -> Any:
    if path.stat().st_size > MOST_BYTES:
        raise NotReadable("size")
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked <= MOST_UNPACKED:
            return load_workbook(path, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001, S110  whatever a broken workbook breaks in the library, a person needs one sentence
        pass
    raise NotReadable("file")


def _rows(book: Any) -> Iterator[Row]:
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says about its own size is not believed
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            yield number, _trimmed([_text(value) for value in cells])
    except NotReadable:
        raise
    except Exception as broken:
        raise NotReadable("file") from broken


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
