"""Lists out to spreadsheets and back in."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from worldday.base.problems import Problem
from worldday.base.text import fold
from worldday.people.rosters.reading import MOST_LINES, cell_text, is_even

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024  # a workbook is a zip archive; a bomb is refused before it is unpacked
MAX_ROWS = 5000
MAX_COLUMNS = 60
# control characters, halves of pairs and what is no character: no workbook may hold them
ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")  # nor the name of a sheet: “GB/T 1.1”, say


@dataclass(frozen=True)
class Column:
    """A column of an import: the key in a row's values, the heading in either language, and what to write in it."""

    key: str
    heading: str | Promise
    help: str | Promise
    required: bool = False

    def goes_by(self) -> set[str]:
        names = set()
        for language in ("zh-hans", "en"):
            with override(language):
                names.add(fold(str(self.heading)))
        return names


@dataclass(frozen=True)
class Row:
    """One line of a sheet: its number as the spreadsheet shows it, and the text of each known column."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """One more sheet of a workbook."""

    title: str
    headings: Sequence[Any]
    rows: Iterable[Sequence[Any]]


def download(
    name: str,
    headings: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    notes: Iterable[Sequence[Any]] = (),
    more: Iterable[Sheet] = (),
) -> HttpResponse:
    """The rows as a workbook named `name`.xlsx; `notes` make a second sheet, `more` others after it."""
    book = Workbook(write_only=True)
    _fill(book, name, headings, rows)
    if notes := list(notes):
        _fill(book, _("How to fill it in"), notes[0], notes[1:])
    for sheet in more:
        _fill(book, sheet.title, sheet.headings, sheet.rows)
    content = BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def write(out: IO[bytes], sheets: Iterable[Sheet]) -> None:
    """A workbook of any length: rows go to disk as they come, and none is held."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book, sheet.title, sheet.headings, sheet.rows)
    book.save(out)


def _fill(book: Workbook, title: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(NOT_IN_TITLES.sub(" ", title.translate(ILLEGAL))[:31])
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(index)].width = max(14, min(40, 2.2 * len(str(heading)) + 4))
    sheet.append([_heading(sheet, heading) for heading in headings])
    text = _heading(sheet, "", bold=False)._style
    for row in rows:
        sheet.append([_cell(sheet, value, text) for value in row])


def _heading(sheet: Any, words: Any, *, bold: bool = True) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, str(words).translate(ILLEGAL))
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any, text: Any) -> Any:
    """Numbers and days as such; everything else as text, even what looks like a formula: a name must never compute.

    `text`: the style of texts, made once a sheet; finding it anew for each cell takes most of the time of a long list.
    """
    if value is None or isinstance(value, int | float | date):
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, str(value).translate(ILLEGAL))
    cell.data_type, cell._style = "s", text
    return cell


def read(file: IO[bytes], columns: Sequence[Column]) -> list[Row]:
    """The lines of the first sheet, by its headings, wherever they stand in it. Raises `Problem` with a sentence."""
    rows = _lines(_open(file))
    found = _find_headings(rows, columns)
    if found is None:
        missing = "、".join(str(column.heading) for column in columns if column.required)
        raise Problem(
            _(
                "The first sheet lacks a line with these headings: {missing}. Nothing was imported; start from the template."
            ).format(missing=missing)
        )
    lines = []
    for number, cells in rows:
        values = {key: cells[place] if place < len(cells) else "" for key, place in found.items()}
        if any(values.values()):
            lines.append(Row(number, values))
        if len(lines) > MAX_ROWS:
            raise Problem(
                _("The sheet has more than {rows} lines. Nothing was imported; please split it.").format(rows=MAX_ROWS)
            )
    return lines


def _open(file: IO[bytes]) -> Any:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Problem(_("The file is larger than {mb} MB. Nothing was imported.").format(mb=MAX_BYTES // 1024 // 1024))
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            sound = unpacked <= MAX_UNPACKED and is_even(packed)
        if sound:
            return load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except Exception:  # noqa: BLE001, S110  whatever a broken workbook breaks in the library, a person needs one sentence
        pass
    raise _unreadable()


def _unreadable() -> Problem:
    return Problem(
        _("This is not a spreadsheet that can be read. Nothing was imported; please save it as .xlsx and try again.")
    )


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says about its own size is not believed
    lines = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MOST_LINES, values_only=True)
    try:
        for number, cells in enumerate(lines, 1):
            if len(cells) > cells.count(None):
                yield number, [cell_text(value) for value in cells]
    except Exception as broken:  # a line is only looked at when its turn comes
        raise _unreadable() from broken


def _find_headings(rows: Iterator[tuple[int, list[str]]], columns: Sequence[Column]) -> dict[str, int] | None:
    """Where each column stands, from the first of ten lines that names all required ones."""
    for number, cells in rows:
        places = {fold(text): place for place, text in reversed(list(enumerate(cells))) if text}
        found = {c.key: places[name] for c in columns for name in c.goes_by() if name in places}
        if all(column.key in found for column in columns if column.required):
            return found
        if number >= 10:
            return None
    return None
