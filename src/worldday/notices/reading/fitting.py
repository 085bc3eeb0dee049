"""Laying the lines of one flattened table row over its columns.

Every way of cutting the lines into consecutive cells is weighed (a small dynamic programme):
times belong under the time column, offices under the units column, and the content column
takes what is long.
"""

from dataclasses import dataclass

from . import orgs
from .columns import Column
from .text import rule

Span = tuple[int, int]
NEVER = -1e9
_TIME = rule(
    r"(?:20\d\d年|[今明]年)?\s?[\d一二三四五六七八九十]{1,3}\s?(?:月|[—~-]\s?\d{1,2}\s?月)[^。；]{0,24}|20\d\d[.\-/年][\d.\-/—~年月日]*|(?:全年|长期|常年|每[年月周季][^。]{0,8}|.{0,8}期间|适时|待定|即日起.{0,16}|[上下]半年|第?[一二三四1-4]季度|\d{1,2}日.{0,10}|持续.{0,4})"
)
_OFFICE = rule(rf"{orgs.END}(?:等|、|；|，|$|（|牵头|主办|承办|负责)|各[一-龥]{{1,8}}|单位|部门")


@dataclass(frozen=True)
class Piece:
    """A line or word of a flattened table; ``opens`` when a tab marks it as the start of a cell."""

    start: int
    end: int
    opens: bool


def is_time(words: str) -> bool:
    """Whether a whole cell reads as a time."""
    return _TIME.fullmatch(words.strip()) is not None


def fit(text: str, pieces: list[Piece], names: list[Column | None], *, tabbed: bool, last: bool) -> list[Span] | None:
    """One span per column, or None when the pieces cannot be a row of this table."""
    if len(pieces) < len(names) - 1 or len(pieces) < 2:
        return None
    if last:
        pieces = _trim(text, pieces, names)
    if len(pieces) == len(names):
        return [(piece.start, piece.end) for piece in pieces]
    best = _best(text, pieces, names, tabbed=tabbed)
    if best is None:
        return None
    return [
        (pieces[a].start, pieces[b - 1].end) if b > a else (pieces[min(a, len(pieces) - 1)].start,) * 2 for a, b in best
    ]


def _trim(text: str, pieces: list[Piece], names: list[Column | None]) -> list[Piece]:
    """The last row has no successor to end it: it ends with its typed last column."""
    width = len(names)
    typed = names[-1].kind if names[-1] else ""
    for place in range(width - 1, min(len(pieces), 40)):
        words = text[pieces[place].start : pieces[place].end]
        if (typed == "time" and is_time(words)) or (typed == "units" and _OFFICE.search(words) and len(words) < 60):
            return pieces[: place + 1]
    return pieces[:width]


def _best(text: str, pieces: list[Piece], names: list[Column | None], *, tabbed: bool) -> list[tuple[int, int]] | None:
    count, width = len(pieces), len(names)
    score = [[NEVER] * (count + 1) for _ in range(width + 1)]
    back = [[0] * (count + 1) for _ in range(width + 1)]
    score[0][0] = 0.0
    for column in range(1, width + 1):
        for stop in range(count + 1):
            for start in range(stop + 1):
                if score[column - 1][start] <= NEVER:
                    continue
                value = score[column - 1][start] + _weigh(text, pieces[start:stop], names[column - 1], tabbed=tabbed)
                if value > score[column][stop]:
                    score[column][stop], back[column][stop] = value, start
    if score[width][count] <= NEVER / 2:
        return None
    cuts, stop = [], count
    for column in range(width, 0, -1):
        cuts.append((back[column][stop], stop))
        stop = back[column][stop]
    return cuts[::-1]


def _weigh(text: str, cell: list[Piece], column: Column | None, *, tabbed: bool) -> float:
    """How well a run of pieces suits a column."""
    kind = column.kind if column else "note"
    if not cell:
        return -1.0 if kind in ("note", "place", "contact") else -4.0
    words = text[cell[0].start : cell[-1].end]
    weight = -0.3 * (len(cell) - 1)
    if tabbed:
        weight -= 6 * (not cell[0].opens) + 6 * sum(piece.opens for piece in cell[1:])
    if kind == "time":
        weight += 4 if is_time(words.replace("\n", "")) else -4
    elif kind == "units":
        weight += 3 if _OFFICE.search(words) else -1
        weight -= 3 if is_time(words) else 0
    elif kind == "seq":
        weight += 3 if words.strip(".、").isdecimal() else -5
    elif kind == "name":
        weight -= 0.5 * (len(cell) - 1) + (len(words) > 60)
    elif kind == "content":
        weight += 0.2 * (len(cell) - 1)
    return weight
