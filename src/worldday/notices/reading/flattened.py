"""Tables that lost their grid: cells on lines of their own, rows set with tabs, pipes or spaces.

A run of column names is the header. Rows set with a separator are read line by line. Where
every cell has a line, the running number opens a row and its lines are laid over the columns
so that times fall under the time column and offices under the units column.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import columns, fitting, piped
from .columns import Column
from .fitting import Piece
from .text import rule, strip

Span = tuple[int, int]
Rebuilt = tuple[int, int, list[Column | None], list[list[Span]]]

_TOKEN = rule(r"[^\s|]+")
GAP = 14  # White space and pipes that may stand between two column names.
_LINE = rule(r"[^\n]*\n|[^\n]+$")
_RULE = rule(r"[|\s：+=—-]*[|：+=—-][|\s：+=—-]*$")
_AFTER = rule(
    r"\s*(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]）|附\s?件|备?注[：:]|联系人|抄送|.{2,30}印发\s*$|20\d\d年\d{1,2}月\d{1,2}日\s*$|填表|（此件)"
)
_CLOCK = rule(
    r"(?:上午|下午|晚上|中午|全天)?\s?\d{1,2}[：.时点]\d{0,2}分?\s?(?:[-—~至到]{1,2}\s?(?:上午|下午|晚上)?\s?\d{1,2}[：.时点]\d{0,2}分?)?|上午|下午|晚上|全天"
)
FEWEST = 2  # Cells a row holds before a number fused with text may open the next.
LONGEST_ROW = 60  # Pieces of one row; more means that the table has ended.


@dataclass(frozen=True)
class _Header:
    """A run of column names; ``limit`` is where the next one begins."""

    start: int
    end: int
    columns: list[Column | None]
    words: str
    limit: int


def find(text: str) -> Iterator[Rebuilt]:
    """Every workplan and table of deadlines flattened into ``text``: span, columns, rows of spans."""
    done = 0
    for header in _headers(text):
        if header.start < done or not (columns.is_workplan(header.columns) or columns.is_deadlines(header.columns)):
            continue
        rows, done = _rows(text, header)
        if rows:
            yield header.start, done, header.columns, rows


def _headers(text: str) -> list[_Header]:
    """Runs of three or more column names, one after the other."""
    runs: list[list[tuple[int, int, Column]]] = [[]]
    for token in _TOKEN.finditer(text):
        column = columns.classify(token.group()) if token.end() - token.start() <= columns.LONGEST else None
        if column is None or (runs[-1] and token.start() - runs[-1][-1][1] > GAP):
            runs.append([])
        if column is not None:
            runs[-1].append((*token.span(), column))
    runs = [run for run in runs if len(run) > FEWEST or _two(text, run)]
    limits = [*(run[0][0] for run in runs[1:]), len(text)]
    return [
        _Header(run[0][0], run[-1][1], [column for _, _, column in run], text[run[0][0] : run[-1][1]], limit)
        for run, limit in zip(runs, limits, strict=False)
    ]


def _two(text: str, run: list[tuple[int, int, Column]]) -> bool:
    """Two columns make a header only where a pipe parts them."""
    return len(run) == FEWEST and text[run[0][1] : run[1][0]].strip() == "|"


def _rows(text: str, header: _Header) -> tuple[list[list[Span]], int]:
    width = len(header.columns)
    if "|" in header.words:
        below = text[header.end : (text + "\n").find("\n", header.end)].strip(" \t|")
        if below or "\n" in header.words:
            return piped.rows(text, header.end, header.limit, header.columns)
        return _separated(text, header, re.compile(r"\|"), width)
    if "\n" not in header.words and "\t" in header.words:
        return _separated(text, header, re.compile(r"\t"), width)
    if "\n" not in header.words and "\n" in text[header.end : header.end + 3]:
        rows, end = _separated(text, header, re.compile(r"[ \t]{2,}|(?<=\S)[ \t](?=\S)"), width)
        if rows and all(len([cell for cell in row if cell[1] > cell[0]]) == width for row in rows):
            return rows, end
    return _piled(text, header)


def _separated(text: str, header: _Header, gap: re.Pattern[str], width: int) -> tuple[list[list[Span]], int]:
    """Rows of one line each; a line without separators continues the last cell of an unfinished row."""
    rows: list[list[Span]] = []
    end = header.end
    for line in _LINE.finditer(text, text.find("\n", header.end) + 1 or len(text), header.limit):
        words = line.group().strip("\n")
        start, stop = line.start(), line.start() + len(words)
        cells = _split_line(text, start, stop, gap)
        if _RULE.match(words):
            continue
        if len(cells) >= max(2, width - 2):
            rows.append((cells + [(stop, stop)] * width)[:width])
            end = stop
        elif rows and gap.pattern == r"\|" and words.lstrip().startswith("|") and _unfinished(rows[-1]):
            _append(rows[-1], [cell for cell in cells if cell[1] > cell[0]])
            end = stop
        elif words.strip() and rows and gap.pattern != r"\|" and not _AFTER.match(words) and _unfinished(rows[-1]):
            _continue(rows[-1], cells, stop)
            end = stop
        elif words.strip() or (gap.pattern == r"\|" and rows):
            break
    return rows, end


def _unfinished(row: list[Span]) -> bool:
    return row[-1][0] == row[-1][1]


def _continue(row: list[Span], cells: list[Span], stop: int) -> None:
    last = max(place for place, (a, b) in enumerate(row) if b > a)
    row[last] = (row[last][0], cells[0][1] if cells else stop)
    for offset, cell in enumerate(cells[1:], start=last + 1):
        if offset < len(row):
            row[offset] = cell


def _append(row: list[Span], cells: list[Span]) -> None:
    """A row that was broken at a pipe goes on with the next line's cells."""
    free = 1 + max(place for place, (a, b) in enumerate(row) if b > a)
    row[free : free + len(cells)] = cells[: len(row) - free]


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


def _piled(text: str, header: _Header) -> tuple[list[list[Span]], int]:
    """Cells one below the other (or one after the other where line breaks were lost)."""
    tabbed = header.words.count("\n\t") >= FEWEST
    names = header.columns
    pieces = _with_clocks(text, _pieces(text, header.end, header.limit, by_line="\n" in header.words, tabbed=tabbed))
    groups = _numbered(text, pieces) if names[0] and names[0].kind == "seq" else _counted(text, pieces, names)
    rows: list[list[Span]] = []
    end = header.end
    for place, group in enumerate(groups):
        row = fitting.fit(text, group, names, tabbed=tabbed, last=place == len(groups) - 1)
        if row is None:
            break
        rows.append(row)
        end = max(b for _, b in row)
    return rows, end


def _pieces(text: str, start: int, end: int, *, by_line: bool, tabbed: bool) -> Iterator[Piece]:
    pattern = re.compile(r"[^\n]+" if by_line else r"\S+")
    for hit in pattern.finditer(text, start, end):
        a, b = strip(text, hit.start(), hit.end(), "|")
        if b > a:
            yield Piece(a, b, not tabbed or text[max(0, a - 1)] == "\t")


def _with_clocks(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """A line that only tells the hour belongs to the day above it."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and _CLOCK.fullmatch(text, piece.start, piece.end):
            joined[-1] = Piece(joined[-1].start, piece.end, joined[-1].opens)
        else:
            joined.append(piece)
    return joined


def _numbered(text: str, pieces: list[Piece]) -> list[list[Piece]]:
    """Rows that open with their running number, alone or fused with the first cell.

    The first row decides which: where numbers stand alone, a line “2．…” is content.
    """
    groups: list[list[Piece]] = []
    alone: bool | None = None
    for piece in pieces:
        cut = _number_end(text, piece, len(groups) + 1)
        single = cut == piece.end
        full = not groups or single or len(groups[-1]) > FEWEST
        if cut is not None and full and alone in (None, single):
            alone = single
            groups.append([Piece(piece.start, cut, opens=True)])
            if not single:
                groups[-1].append(Piece(cut, piece.end, opens=True))
        elif not groups:
            return []
        elif len(groups[-1]) < LONGEST_ROW:
            groups[-1].append(piece)
    return groups


def _number_end(text: str, piece: Piece, number: int) -> int | None:
    """Where the row number ends that opens the piece: the piece's end when it stands alone, None when it is absent."""
    words = text[piece.start : piece.end]
    if words.rstrip(".、") == str(number):
        return piece.end
    hit = re.match(rf"{number}(?:[.、](?!\d)|(?=[^\d.、%—~-]))\s*", words)
    return piece.start + hit.end() if hit else None


def _counted(text: str, pieces: list[Piece], names: list[Column | None]) -> list[list[Piece]]:
    """Rows without numbers: as many pieces as columns, as long as the times stay under their column."""
    width = len(names)
    time = next((place for place, column in enumerate(names) if column and column.kind == "time"), None)
    groups = []
    for place in range(0, len(pieces) - width + 1, width):
        group = pieces[place : place + width]
        if time is None or not fitting.is_time(re.sub(r"\s+", " ", text[group[time].start : group[time].end])):
            break
        groups.append(group)
    return groups
