"""How wide a table's columns are. Pure."""

from __future__ import annotations

from .blocks import Cell, Note, Table, plain

ROOM = 41.0  # characters of a table's type that fit across the page, lines and padding taken off: one per column
NARROWEST, WIDEST = 2.5, 60.0


def shares(table: Table) -> list[float]:
    """The part of the whole width each column gets; together 1. Short columns get what they need, the longest give way."""
    needs = [min(max(_need(table, column), NARROWEST), WIDEST) for column in range(len(table.head))]
    room = max(ROOM - len(needs), 1.0)
    most = _level(needs, room)
    widths = [min(need, most) + 1 for need in needs]
    whole = sum(widths)
    return [one / whole for one in widths]


def _need(table: Table, column: int) -> float:
    """What its longest cell takes; of many rows the few longest may wrap."""
    cells = sorted(_cell(row[column]) for row in table.rows if column < len(row))
    usual = cells[int((len(cells) - 1) * 0.9)] if cells else 0.0
    return max(usual, wide(table.head[column]))


def _cell(cell: Cell) -> float:
    """A footnote's number stands beside the text, smaller."""
    return wide(plain(cell)) + 0.9 * sum(1 for part in cell if isinstance(part, Note))


def _level(needs: list[float], room: float) -> float:
    """How wide a column may be at most, so that all fit into `room`."""
    if sum(needs) <= room:
        return max(needs, default=room)
    left, most = room, 0.0
    for count, need in zip(range(len(needs), 0, -1), sorted(needs), strict=True):
        most = left / count
        if need > most:
            break
        left -= need
    return most


def wide(words: str) -> float:
    """The width of a text in characters of Chinese; Latin letters and digits count half."""
    return sum(1 if ord(character) > 0x2E7F or character in "—…“”‘’" else 0.55 for character in words)


def title_lines(title: str, room: float) -> list[str]:
    """A title in as few lines as fit `room` characters, the upper ones longer, no number or quotation torn apart."""
    if wide(title) <= room:
        return [title]
    count = int(wide(title) // room) + 1
    best, target = 0, wide(title) / count
    for at in range(1, len(title)):
        if _may_break(title[at - 1], title[at]) and wide(title[:at]) <= room:
            best = at
            if wide(title[:at]) >= target:
                break
    return [title[:best].strip(), *title_lines(title[best:].strip(), room)] if best else [title]


def _may_break(before: str, after: str) -> bool:
    ascii_pair = before.isascii() and after.isascii() and not (before.isspace() or after.isspace())
    return not ascii_pair and before not in "“（《‘" and after not in "”）》’，、：的年月日" and not before.isdigit()
