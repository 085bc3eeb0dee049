"""`python -m worldday.reports.planning.command FILE`: the tables of a file as JSON, read in a confined process.

Exit code 0 and a list of tables on standard output; or exit code 2 and one line `{"error": {"code": …, "params": …}}` on
standard error, a key of `notices.reading.errors.SENTENCES`. `files.tables_in` is how the web server calls it.
"""

import json
import sys
from collections.abc import Sequence
from typing import BinaryIO

from worldday.notices.reading import command, confined
from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import extract, limits, open_regular, sniff

from . import pasted
from .tables import MAX_COLUMNS, MAX_LINES, Table, TooLarge

WORKBOOK = b"xl/workbook.xml"
DIRECTORY = 2 * limits.MEGABYTE
"""Bytes at a zip's end that hold its table of contents."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    (path,) = sys.argv[1:] if argv is None else argv
    try:
        sys.stdout.write(
            confined.confined(lambda: json.dumps(tables_of(path), ensure_ascii=False), seconds=_seconds(path))
        )
    except Unreadable as error:
        sys.stderr.write(json.dumps({"error": {"code": error.code, "params": error.params}}))
        return 2
    return 0


def tables_of(path: str) -> list[Table]:
    """The tables of a workbook, of a Word file or of whatever else the notice reader extracts; text is read as pasted."""
    with open_regular(path) as source:
        if sniff.kind_of(source) == "zip" and _is_workbook(source):
            from . import workbook

            source.seek(0)
            return workbook.tables_of(source)
    document = extract(path)
    if document.tables:
        return [_table(document, place) for place in range(len(document.tables))]
    try:
        return [pasted.table_of(document.text)]
    except TooLarge:
        raise Unreadable("too_long", {"chars": len(document.text)}) from None


def _is_workbook(source: BinaryIO) -> bool:
    """Names of parts stand unpacked in a zip's table of contents."""
    size = source.seek(0, 2)
    source.seek(max(0, size - DIRECTORY))
    return WORKBOOK in source.read()


def _table(document: Document, place: int) -> Table:
    rows = document.tables[place].rows[:MAX_LINES]
    return [[document.text[cell.start : cell.end].strip() for cell in row[:MAX_COLUMNS]] for row in rows]


def _seconds(path: str) -> float:
    with open_regular(path) as source:
        return command.CONVERTING_SECONDS if sniff.kind_of(source) == "ole" else confined.SECONDS


if __name__ == "__main__":
    sys.exit(main())
