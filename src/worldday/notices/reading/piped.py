"""A table whose cells are parted by pipes while its line breaks mean nothing: all in one line, or one cell to a line.

Cells are counted off by the number of columns; a row counts while its running number or its time is one.
"""

from . import fitting
from .columns import Column
from .text import rule, strip

Span = tuple[int, int]
_PIPE = rule(r"\|")


def rows(text: str, start: int, limit: int, columns: list[Column | None]) -> tuple[list[list[Span]], int]:
    """Rows of spans below a header that ends at ``start``, and where the last one ends."""
    cells = _cells(text, start, limit)
    kinds = [column.kind if column else "" for column in columns]
    found: list[list[Span]] = []
    place = 0
    while place < len(cells):
        if _is_break(text, cells[place]):
            place += 1
            continue
        row = [strip(text, *cell) for cell in cells[place : place + len(columns)]]
        row += [(row[-1][1], row[-1][1])] * (len(columns) - len(row))
        if not _is_row(text, row, kinds, len(found) + 1):
            break
        found.append(row)
        place += len(columns)
    return found, max((b for row in found for _, b in row), default=start)


def _cells(text: str, start: int, limit: int) -> list[Span]:
    """What stands between the pipes; what follows the last one ends at its line."""
    pipes = [hit.start() for hit in _PIPE.finditer(text, start, limit)]
    if not pipes:
        return []
    begins = [pipe + 1 for pipe in pipes]
    first = strip(text, begins[-1], limit)[0]
    line = text.find("\n", first, limit)
    return list(zip(begins, [*pipes[1:], limit if line < 0 else line], strict=True))


def _is_break(text: str, cell: Span) -> bool:
    """The gap between a row's closing pipe and the next row's opening one."""
    return "\n" in text[slice(*cell)] and not text[slice(*cell)].strip(" \t\n-—：")


def _is_row(text: str, row: list[Span], kinds: list[str], number: int) -> bool:
    words = [text[a:b] for a, b in row]
    if "seq" in kinds:
        return words[kinds.index("seq")].strip(".、") == str(number)
    if "time" in kinds:
        return fitting.is_time(words[kinds.index("time")].replace("\n", ""))
    return all(words) and not any("\n" in cell or "。" in cell for cell in words[:2])
