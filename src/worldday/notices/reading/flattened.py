"""Tables that lost their grid: cells on lines of their own, rows set with tabs, pipes or spaces.

A run of column names is the header. Rows set with a separator are read line by line. Where
every cell has a line, the running number opens a row and its lines are laid over the columns
so that times fall under the time column and offices under the units column.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import columns, fitting
from .columns import Column
from .text import strip

Span = tuple[int, int]
Rebuilt = tuple[int, int, list[Column | None], list[list[Span]]]

_WORD = rf"(?:{columns.WORD})"
_GAP = r"[ \t]*(?:\||\n|\t|[ ])[\s|]{0,12}"
_HEADER = re.compile(rf"(?:^|(?<=[\s|])){_WORD}(?:{_GAP}{_WORD}){{2,9}}(?=[\s|]|$)", re.MULTILINE)
_RULE = re.compile(r"[|\s:：+=—-]+$")
_AFTER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]）|附\s?件|备?注[：:]|联系人|抄送|.{2,30}印发\s*$|20\d\d年\d{1,2}月\d{1,2}日\s*$|填表|（此件)"
)
LONGEST_ROW = 60  # Pieces of one row; more means that the table has ended.


@dataclass(frozen=True)
class Piece:
    """A line or word of a flattened table; ``opens`` when a tab marks it as the start of a cell."""

    start: int
    end: int
    opens: bool


def find(text: str) -> Iterator[Rebuilt]:
    """Every workplan table flattened into ``text``: span, columns, rows of spans."""
    done = 0
    for hit in _HEADER.finditer(text):
        if hit.start() < done:
            continue
        cells = [strip(text, a, b) for a, b in _cells(text, hit.start(), hit.end())]
        header = [columns.classify(text[a:b]) for a, b in cells]
        if not columns.is_workplan(header):
            continue
        rows, done = _rows(text, hit, header)
        if rows:
            yield hit.start(), done, header, rows


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    for piece in re.finditer(r"[^\s|]+", text[start:end]):
        yield start + piece.start(), start + piece.end()


def _rows(text: str, header: re.Match[str], names: list[Column | None]) -> tuple[list[list[Span]], int]:
    words = header.group()
    if "|" in words:
        return _separated(text, header.end(), re.compile(r"\|"), len(names))
    if "\n" not in words.strip() and "\t" in words.strip():
        return _separated(text, header.end(), re.compile(r"\t"), len(names))
    if "\n" not in words.strip() and "\n" in text[header.end() : header.end() + 3]:
        rows, end = _separated(text, header.end(), re.compile(r"[ \t]{2,}|(?<=\S)[ \t](?=\S)"), len(names))
        if rows and all(len([c for c in row if c[1] > c[0]]) == len(names) for row in rows):
            return rows, end
    return _piled(text, header, names)


def _separated(text: str, start: int, gap: re.Pattern[str], width: int) -> tuple[list[list[Span]], int]:
    """Rows of one line each; a line without separators continues the last cell of an unfinished row."""
    rows: list[list[Span]] = []
    spot = text.find("\n", start) + 1 or len(text)
    end = start
    while spot < len(text):
        stop = text.find("\n", spot)
        stop = len(text) if stop < 0 else stop
        line = text[spot:stop]
        cells = _split_line(text, spot, stop, gap)
        if _RULE.match(line) and line.strip():
            pass
        elif len(cells) >= max(2, width - 2):
            rows.append((cells + [(stop, stop)] * width)[:width])
            end = stop
        elif line.strip() and rows and gap.pattern != r"\|" and not _AFTER.match(line) and rows[-1][-1][0] == rows[-1][-1][1]:
            _continue(rows[-1], cells, stop)
            end = stop
        elif line.strip() or (gap.pattern == r"\|" and rows):
            break
        spot = stop + 1
    return rows, end


def _continue(row: list[Span], cells: list[Span], stop: int) -> None:
    last = max(place for place, (a, b) in enumerate(row) if b > a)
    row[last] = (row[last][0], cells[0][1] if cells else stop)
    for offset, cell in enumerate(cells[1:], start=last + 1):
        if offset < len(row):
            row[offset] = cell


def _split_line(text: str, start: int, stop: int, gap: re.Pattern[str]) -> list[Span]:
    inner = strip(text, start, stop, "|") if gap.pattern == r"\|" else strip(text, start, stop)
    if gap.pattern == r"\t" and text[start:stop].startswith("\t"):
        inner = (start + 1, inner[1])
    if inner[1] <= inner[0]:
        return []
    cuts = [(hit.start(), hit.end()) for hit in gap.finditer(text, *inner)]
    begins = [inner[0], *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), inner[1]]
    return [strip(text, a, b) for a, b in zip(begins, ends, strict=True)]


def _piled(text: str, header: re.Match[str], names: list[Column | None]) -> tuple[list[list[Span]], int]:
    """Cells one below the other (or one after the other where line breaks were lost)."""
    tabbed = header.group().count("\n\t") >= 2
    by_line = "\n" in header.group().strip()
    pieces = list(_pieces(text, header.end(), by_line, tabbed))
    groups = _numbered(text, pieces) if names[0] and names[0].kind == "seq" else _counted(text, pieces, names)
    rows: list[list[Span]] = []
    end = header.end()
    for place, group in enumerate(groups):
        last = place == len(groups) - 1
        row = fitting.fit(text, group, names, tabbed, last)
        if row is None:
            break
        rows.append(row)
        end = max(b for _, b in row)
    return rows, end


def _pieces(text: str, start: int, by_line: bool, tabbed: bool) -> Iterator[Piece]:
    pattern = re.compile(r"[^\n]+" if by_line else r"\S+")
    for hit in pattern.finditer(text, start):
        a, b = strip(text, hit.start(), hit.end(), "|")
        if b > a:
            yield Piece(a, b, not tabbed or text[max(0, a - 1)] == "\t")


def _numbered(text: str, pieces: list[Piece]) -> list[list[Piece]]:
    """Rows that open with their running number, alone or fused with the first cell."""
    groups: list[list[Piece]] = []
    alone: bool | None = None
    for piece in pieces:
        number = len(groups) + 1
        words = text[piece.start : piece.end]
        single = words.rstrip(".、") == str(number)
        fused = not single and re.match(rf"{number}(?:[.、]|(?=[^\d.、%—~-]))\s*", words)
        if (single and alone is not False) or (fused and alone is not True and (not groups or len(groups[-1]) >= 3)):
            alone = single if alone is None else alone
            cut = piece.end if single or fused is None or fused is True else piece.start + fused.end()
            groups.append([Piece(piece.start, piece.start + len(str(number)), True)])
            if cut < piece.end:
                groups[-1].append(Piece(cut, piece.end, True))
        elif not groups:
            return []
        else:
            groups[-1].append(piece)
    return [group if len(group) <= LONGEST_ROW else group[:LONGEST_ROW] for group in groups]


def _counted(text: str, pieces: list[Piece], names: list[Column | None]) -> list[list[Piece]]:
    """Rows without numbers: as many pieces as columns, as long as the times stay under their column."""
    width = len(names)
    time = next((place for place, column in enumerate(names) if column and column.kind == "time"), None)
    groups = []
    for place in range(0, len(pieces) - width + 1, width):
        group = pieces[place : place + width]
        if time is None or not fitting.is_time(text[group[time].start : group[time].end]):
            break
        groups.append(group)
    return groups
