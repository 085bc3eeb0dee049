"""The first sheet of an .xlsx, line by line, as text. Pure.

A list of a million lines must neither stand in memory nor take minutes: the parts of the archive are read as a stream (ECMA-376
part 1, 18.3 and 18.4), about eight times as fast as through a workbook of cell objects. Formulas count for nothing, only the values
that were saved with them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
MOST_UNPACKED = 2 * 1024**3  # a bomb is refused before it is unpacked
MOST_TEXTS = 400 * 1024**2  # of the table of texts, which stands in memory
MOST_AT_ONCE = 8 * 1024**2  # of XML between two lines or texts: it stands in memory as one piece, many times as large
MOST_LINES = 1_048_576  # a spreadsheet has no more
MOST_COLUMNS = 60
LONGEST_CELL = 5000
DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})  # built-in formats of days
_LETTERS = re.compile(r"[A-Z]+")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
FIRST_DAY = date(1899, 12, 30)

Line = tuple[int, list[str]]


class NotASheet(Exception):
    """This file cannot be read as a spreadsheet."""


def lines(path: Path | str | IO[bytes], *, after: int = 0, most: int = MOST_UNPACKED) -> Iterator[Line]:
    """(number as the spreadsheet shows it, texts of the columns from A on) of each line below line `after`; at most `most` bytes unpacked.

    Raises `NotASheet`, at once or while reading, for whatever is broken or hostile.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            yield from _lines(packed, after, most)
    except NotASheet:
        raise
    except Exception as error:  # whatever a broken file breaks in the libraries, it is not a sheet
        raise NotASheet(str(error)) from error


def _lines(packed: zipfile.ZipFile, after: int, most: int) -> Iterator[Line]:
    sizes = {part.filename: part.file_size for part in packed.infolist()}
    name = next((name for name in _sheets(sizes)), None)
    if name is None or sum(sizes.values()) > most or sizes.get("xl/sharedStrings.xml", 0) > MOST_TEXTS:
        raise NotASheet("no sheet, or one that is too large")
    texts, days = _texts(packed, sizes), _day_styles(packed, sizes)
    with packed.open(name) as part:
        number = 0
        for row in _elements(part, "row", below=2):
            last, number = number, int(row.get("r") or number + 1)
            if not last < number <= MOST_LINES:
                raise NotASheet(f"line {number} after line {last}")
            if number > after:
                yield number, _cells(row, texts, days)


def _sheets(sizes: dict[str, int]) -> list[str]:
    """Some programs number them only from the second one on."""
    return sorted(
        (name for name in sizes if re.fullmatch(r"xl/worksheets/sheet\d*\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name) or 0),
    )


class _Watched:
    """A part of the archive, read no further than `MOST_AT_ONCE` bytes behind the last element that was looked at."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self.since = part, 0

    def read(self, size: int) -> bytes:
        piece = self._part.read(size)
        self.since += len(piece)
        if self.since > MOST_AT_ONCE:
            raise NotASheet("one line or text is too large")
        return piece


def _elements(part: IO[bytes], tag: str, *, below: int) -> Iterator[Any]:
    """Each element of that name so many levels below the root, forgotten once it has been looked at."""
    watched, tags = _Watched(part), (MAIN + tag, STRICT + tag)
    found = etree.iterparse(watched, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    for _event, element in found:
        if sum(1 for _one in element.iterancestors()) != below:
            continue
        watched.since = 0
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _texts(packed: zipfile.ZipFile, sizes: dict[str, int]) -> list[str]:
    if "xl/sharedStrings.xml" not in sizes:
        return []
    with packed.open("xl/sharedStrings.xml") as part:
        return [_joined(item) for item in _elements(part, "si", below=1)]


def _joined(item: Any) -> str:
    """The text of a cell, its runs together, without the readings that stand above Japanese words."""
    runs = (one.text or "" for one in item.iter("{*}t") if not str(one.getparent().tag).endswith("}rPh"))
    return "".join(runs)[:LONGEST_CELL]


def _day_styles(packed: zipfile.ZipFile, sizes: dict[str, int]) -> frozenset[str]:
    """Numbers of the cell styles that show a day."""
    if "xl/styles.xml" not in sizes:
        return frozenset()
    with packed.open("xl/styles.xml") as part:
        own = {
            int(one.get("numFmtId") or 0)
            for one in _elements(part, "numFmt", below=2)
            if re.search("[yd年日]", _QUOTED.sub("", one.get("formatCode") or "").lower())
        }
    with packed.open("xl/styles.xml") as part:
        styles = [(one.getparent().tag, int(one.get("numFmtId") or 0)) for one in _elements(part, "xf", below=2)]
    formats = [kind for of, kind in styles if of.endswith("}cellXfs")]
    return frozenset(str(at) for at, kind in enumerate(formats) if kind in DAY_FORMATS or kind in own)


def _cells(row: Any, texts: list[str], days: frozenset[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        place = cell.get("r")
        at = _column(place) if place else len(cells)
        if at >= MOST_COLUMNS:
            break
        if at > len(cells):
            cells.extend([""] * (at - len(cells)))
        cells.append(_text(cell, texts, days))
    return cells


_columns: dict[str, int] = {}


def _column(place: str) -> int:
    """B7 → 1."""
    letters = place.rstrip("0123456789")
    if letters not in _columns:
        if not _LETTERS.fullmatch(letters) or len(letters) > 3:
            raise NotASheet(f"no such cell: {place[:20]}")
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        _columns[letters] = number - 1
    return _columns[letters]


def _text(cell: Any, texts: list[str], days: frozenset[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _joined(cell).strip()
    value = next((one.text or "" for one in cell if one.tag.endswith("}v")), "")
    if kind == "s":
        return texts[int(value)].strip() if value else ""
    if kind == "d":
        return value[:10]
    if kind in ("str", "b", "e"):
        return "" if kind == "e" else value.strip()[:LONGEST_CELL]
    return _number(value, is_day=cell.get("s") in days)


def _number(value: str, *, is_day: bool) -> str:
    """A day as 2020-06-09; a whole number without the .0 that a program may have written behind it."""
    if not value:
        return ""
    if is_day:
        try:
            return (FIRST_DAY + timedelta(days=int(float(value)))).isoformat()
        except (ValueError, OverflowError):
            return value
    if value.isdigit():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
