"""A table of texts → lines of a plan, and what was passed over, so that nothing is lost in silence."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from . import columns
from .columns import AUDIENCE, CONTENT, NUMBER, OTHER
from .tables import Table

HEADINGS_WITHIN = 6  # rows: a title and a line about who fills it in may stand above the headings
_TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|填表人|填报(?:人|单位|日期)|(?:注|联系人|联系电话)[：:]")
_TEMPLATE = re.compile(r"[（(]?(?:示例|例如?|example)[）)]?[：:]", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One row as it was written: texts by column, and its number in what was pasted or uploaded, from 1."""

    number: int
    name: str = ""
    kind: str = ""
    window: str = ""
    place: str = ""
    audience: str = ""
    content: str = ""  # with whatever stood in columns of other headings


@dataclass
class Reading:
    """`passed_over`: (number, text) of rows that name no activity: titles of sections, totals, signatures."""

    lines: list[Line] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)
    headings: bool = False  # whether the columns were named, or guessed


def read(table: Table, *, kinds: Collection[str] = ()) -> Reading:
    """The lines of a table, under its own headings or, without any, by what its columns hold. Never fails."""
    for number, row in enumerate(table[:HEADINGS_WITHIN], 1):
        if found := columns.headed(row):
            above = [(n, _joined(r)) for n, r in enumerate(table[: number - 1], 1) if any(r)]
            reading = _under(found, row, table, number)
            reading.passed_over = above + reading.passed_over
            return reading
    body = [row for row in table if any(row)]
    guess = columns.guessed(body, kinds=kinds)
    return _under(guess, [], table, 0)


def _under(kinds: list[str], headings: list[str], table: Table, above: int) -> Reading:
    reading = Reading(headings=bool(headings))
    for number, row in enumerate(table[above:], above + 1):
        filled = [cell for cell in row if cell]
        if not filled or columns.headed(row):  # headings repeat where a printed table breaks
            continue
        if _is_aside(filled, len(kinds)):
            reading.passed_over.append((number, _joined(row)))
        else:
            reading.lines.append(_line(number, kinds, headings, row))
    return reading


def _is_aside(filled: list[str], width: int) -> bool:
    """A total, a signature, an example of the template, or one text across the whole width."""
    across = width > 2 and len(filled) >= width and len(set(filled)) == 1
    return across or bool(_TOTAL.match(filled[0])) or bool(_TEMPLATE.match(filled[0]))


def _line(number: int, kinds: list[str], headings: list[str], row: list[str]) -> Line:
    said: dict[str, list[str]] = {}
    for place, cell in enumerate(row):
        kind = kinds[place] if place < len(kinds) else OTHER
        if not cell or kind == NUMBER:
            continue
        if kind == OTHER:
            heading = _one_line(headings[place]) if place < len(headings) else ""
            kind, words = CONTENT, f"{heading}：{cell}" if heading else cell
        else:
            words = cell
        if words not in said.setdefault(kind, []):  # a merged cell stands in every place it covers
            said[kind].append(words)
    between = {CONTENT: "\n", AUDIENCE: "，"}
    texts = {kind: between.get(kind, " ").join(cells) for kind, cells in said.items()}
    return Line(number, **{kind: value if kind == CONTENT else _one_line(value) for kind, value in texts.items()})


_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f])\s*[\r\n]+\s*(?=[^\x00-\x7f])")


def _one_line(value: str) -> str:
    """A line break inside a cell parts nothing: between Chinese letters it vanishes, else it is a blank."""
    return " ".join(_BETWEEN_HAN.sub("", value).split())


def _joined(row: list[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in row if cell))
