"""Cells copied from a spreadsheet: a line a row, tabs between, quotes around cells that hold line breaks."""

import re

from .tables import MAX_COLUMNS, MAX_LINES, Table, TooLarge

MAX_CHARS = 200_000
"""What one paste may hold; a plan of 200 rows has some 30,000."""
# Excel's own quoting: quotes doubled inside. One that opens and never closes is a printed quotation mark.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"[ ]*(?=\t|\r?\n|\r|$)')
_END = re.compile(r"[\t\r\n]|$")
_BREAK = re.compile(r"\r?\n|\r")


def table_of(text: str) -> Table:
    """The pasted text as rows of cells; rows without any text are kept empty, so that numbers of lines stay true.

    Raises `TooLarge` when it is no plan.
    """
    if len(text) > MAX_CHARS:
        raise TooLarge
    table: Table = []
    row: list[str] = []
    spot = 0
    while spot < len(text):
        hit = _QUOTED.match(text, spot)
        cell, spot = (hit[1].replace('""', '"'), hit.end()) if hit else _printed(text, spot)
        row.append(cell.strip())
        if text.startswith("\t", spot):
            spot += 1
            if spot < len(text):
                continue
        elif line := _BREAK.match(text, spot):
            spot = line.end()
        table.append(row[:MAX_COLUMNS])
        row = []
        if len(table) > MAX_LINES:
            raise TooLarge
    return table


def _printed(text: str, spot: int) -> tuple[str, int]:
    end = _END.search(text, spot)
    stop = end.start() if end else len(text)
    return text[spot:stop], stop


def text_of(table: Table) -> str:
    """The same the other way round: what was not understood goes back into the box it was pasted in."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in table)


def _quoted(cell: str) -> str:
    if cell.startswith('"') or any(mark in cell for mark in "\t\r\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell
