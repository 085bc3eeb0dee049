"""Sheets of a workbook (.xlsx) as tables: what is shown in each cell, merged cells in every place they cover.

Runs in a confined process (see `command`): the limits here refuse what is plainly no plan, the process survives the rest.
"""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import limits

from .tables import MAX_COLUMNS, MAX_LINES, Table

MAX_SHEETS = 12
MAX_UNPACKED = 64 * limits.MEGABYTE
MAX_MERGED = 2_000  # merged areas of a sheet


def tables_of(source: BinaryIO) -> list[Table]:
    """A table per sheet that holds text and is not hidden. Raises Unreadable."""
    _refuse_bombs(source)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (drawings, validations) is nothing to us
            book = load_workbook(source, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [table for sheet in sheets[:MAX_SHEETS] if any(map(any, table := _table(sheet)))]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # whatever a broken workbook breaks in the library is one reason to a person
        raise Unreadable("truncated") from error


def _refuse_bombs(source: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(source) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("truncated") from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("encrypted")
    # Declared sizes are the sender's claim; zipfile never gives out more than was declared.
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable("zip_bomb")
    source.seek(0)


def _table(sheet: Any) -> Table:
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MAX_LINES), max_col=min(sheet.max_column, MAX_COLUMNS))
    table = [[_text(cell) for cell in row] for row in rows]
    for area in _merged(sheet):
        first_row, first_column, last_row, last_column = area
        for row in table[first_row:last_row]:
            row[first_column:last_column] = [table[first_row][first_column]] * len(row[first_column:last_column])
    while table and not any(table[-1]):
        table.pop()
    return table


def _merged(sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    """Areas that begin within the table, as places from 0, the end not included."""
    areas = list(sheet.merged_cells.ranges)
    if len(areas) > MAX_MERGED:
        raise Unreadable("too_complex")
    for area in areas:
        if area.min_row <= min(sheet.max_row, MAX_LINES) and area.min_col <= min(sheet.max_column, MAX_COLUMNS):
            yield area.min_row - 1, area.min_col - 1, area.max_row, area.max_col


def _text(cell: Any) -> str:
    """What a reader of the sheet would say stands there; a formula's kept result, never the formula."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return _day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if cell.data_type == "e" else str(value).strip()  # #REF! says nothing


def _day(value: date | datetime) -> str:
    """A day in Chinese, so that the understanding reads it like one that was typed."""
    return f"{value.year}年{value.month}月{value.day}日"
