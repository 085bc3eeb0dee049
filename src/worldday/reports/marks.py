"""亮点: passages of a text that its writer marked, as [start, end) in characters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Range = list[int]


def settled(ranges: Iterable[Sequence[int]], length: int) -> list[Range]:
    """In order, apart, inside a text of `length` characters; what overlaps or touches becomes one, what is empty goes."""
    found: list[Range] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in ranges):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def quotes(text: str, ranges: Iterable[Sequence[int]]) -> list[str]:
    """The marked words."""
    return [text[start:end] for start, end in ranges]


def found_in(text: str, lines: Iterable[str]) -> tuple[list[Range], list[str]]:
    """Where each line stands in `text`, and the lines that do not; a line given twice is looked for twice."""
    ranges: list[Range] = []
    lacking: list[str] = []
    seen: dict[str, int] = {}
    for line in filter(None, (each.strip() for each in lines)):
        at = text.find(line, seen.get(line, 0))
        if at < 0:
            lacking.append(line)
        else:
            seen[line] = at + len(line)
            ranges.append([at, at + len(line)])
    return settled(ranges, len(text)), lacking


def parts(text: str, ranges: Iterable[Sequence[int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each marked or not, for a page to show."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in ranges:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
