"""Rows as .csv that a spreadsheet opens as what they are: Chinese readable, nothing computed."""

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff".encode()
"""Begins a file in UTF-8 whose reader would otherwise guess another encoding."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full-width signs compute, too


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Lines of a file that begins with `MARK`; RFC 4180, without a heading of its own."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode()


def defused(value: str) -> str:
    """A text that a spreadsheet would compute begins with an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else defused(str(value))
