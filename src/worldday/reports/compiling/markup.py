r"""The light markup in which a person edits a section, and back. Pure; `read(write(blocks)) == blocks`.

    ## heading        ### heading below it
    a line is a paragraph; **marked as a highlight**; a footnote keeps its place as [^k7m2q9xd]
    > small type
    |+ caption of the table
    | head | head |
    |---|--:|
    | cell | cell |
    ![caption](material:CODE "credit")      ![caption](chart:NAME)
    ---               a new page

A backslash makes the next of \ * [ ] | # ! > - " ( ) an ordinary character. A footnote that was taken out is gone and that is fine; one that
the report does not know is said, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .blocks import Align, Block, Cell, Chart, Heading, Inline, Note, PageBreak, Paragraph, Picture, Run, Table, tidy

_RULES: dict[Align, str] = {"start": "---", "center": ":-:", "end": "--:"}
_START: tuple[Align, ...] = ("start",)
_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_HEADING = re.compile(r"(#{2,3})\s+(.*)")
_PICTURE = re.compile(
    r'!\[(?P<caption>(?:\\.|[^\]\\])*)\]\(\s*(?P<source>(?:material|chart):[\w-]+)\s*(?:"(?P<credit>(?:\\.|[^"\\])*)")?\s*\)'
)
_INLINE = re.compile(r"\\([\\*\[\]|#!>\-\"()])|(\*\*)|\[\^([\w-]+)\]")
_ESCAPED = re.compile(r"\\([\\*\[\]|#!>\-\"()])")
_SPECIAL = re.compile(r'[\\*\[\]|"]')


@dataclass(frozen=True)
class Trouble:
    """What cannot be kept as written: `what` is a key ("footnote", "picture", "cells", "marks"), with its line and words."""

    what: str
    line: int
    words: str


@dataclass(frozen=True)
class Reading:
    blocks: list[Block]
    troubles: list[Trouble]


def write(blocks: Iterable[Block]) -> str:
    """The blocks as a person edits them, a blank line between any two."""
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def read(
    text: str, *, tokens: Collection[str], charts: Mapping[str, Chart] | None = None, materials: Collection[str] = ()
) -> Reading:
    """What a person wrote. `tokens`: footnotes the report knows; `charts`: its charts by name; `materials`: codes of pictures
    that may be used. Whatever refers to anything else is told as trouble."""
    reader = _Reader(frozenset(tokens), charts or {}, frozenset(materials))
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        at = reader.take(lines, at)
    return Reading(reader.blocks, reader.troubles)


# --- writing ---


def _written(block: Block) -> str:
    match block:
        case Heading(level, words):
            return f"{'#' * level} {_escape(words)}"
        case Paragraph(inlines, look):
            return ("> " if look == "small" else "") + _line_safe(_inlines(inlines))
        case Table():
            return _table(block)
        case Picture(source, caption, credit):
            return f"![{_escape(caption)}]({source}" + (f' "{_escape(credit)}")' if credit else ")")
        case Chart(name, caption):
            return f"![{_escape(caption)}](chart:{name})"
        case _:
            return "---"


def _table(table: Table) -> str:
    align = [*table.align, *["start"] * (len(table.head) - len(table.align))]
    lines = [f"|+ {_escape(table.caption)}".rstrip(), _row(_escape(one) for one in table.head)]
    lines.append("|" + "|".join(_RULES[one] for one in align) + "|")  # type: ignore[index]
    lines += [_row(_inlines(cell) for cell in row) for row in table.rows]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _inlines(cell: Cell) -> str:
    return "".join(
        f"[^{part.token}]"
        if isinstance(part, Note)
        else f"**{_escape(part.text)}**"
        if part.strong
        else _escape(part.text)
        for part in cell
    )


def _escape(words: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], words)


def _line_safe(line: str) -> str:
    """A paragraph that begins like something else keeps being a paragraph."""
    return f"\\{line}" if line[:1] in ("#", "!", ">", "-") else line


# --- reading ---


class _Reader:
    def __init__(self, tokens: frozenset[str], charts: Mapping[str, Chart], materials: frozenset[str]) -> None:
        self.tokens, self.charts, self.materials = tokens, charts, materials
        self.blocks: list[Block] = []
        self.troubles: list[Trouble] = []

    def take(self, lines: list[str], at: int) -> int:
        """Read the block that begins at line `at`; the line after it."""
        line = lines[at].strip()
        if not line:
            return at + 1
        if line.startswith("|"):
            return self._table(lines, at)
        if heading := _HEADING.fullmatch(line):
            self.blocks.append(Heading(len(heading[1]), _plain(heading[2])))
        elif line == "---":
            self.blocks.append(PageBreak())
        elif picture := _PICTURE.fullmatch(line):
            self._picture(picture, at)
        else:
            look = "small" if line.startswith(">") else "body"
            if inlines := self._inline(line[1:] if look == "small" else line, at):
                self.blocks.append(Paragraph(inlines, look))
        return at + 1

    def _picture(self, found: re.Match[str], at: int) -> None:
        kind, name = found["source"].split(":")
        caption, credit = _plain(found["caption"]), _plain(found["credit"] or "")
        if kind == "chart" and name in self.charts:
            chart = self.charts[name]
            self.blocks.append(Chart(name, caption or chart.caption, chart.kind, chart.series, chart.bars, chart.alt))
        elif kind == "material" and name in self.materials:
            self.blocks.append(Picture(found["source"], caption, credit))
        else:
            self.troubles.append(Trouble("picture", at + 1, found["source"]))

    def _table(self, lines: list[str], at: int) -> int:
        end = at
        while end < len(lines) and lines[end].strip().startswith("|"):
            end += 1
        rows = [(number, lines[number].strip()) for number in range(at, end)]
        caption = _plain(rows.pop(0)[1][2:]) if rows[0][1].startswith("|+") else ""
        if not rows:
            self.troubles.append(Trouble("cells", at + 1, lines[at].strip()))
            return end
        head = tuple(_plain(cell) for cell in _split(rows.pop(0)[1]))
        align: tuple[Align, ...] = ()
        if rows and _RULE.fullmatch(rows[0][1]):
            align = tuple(_align(rule) for rule in _split(rows.pop(0)[1]))[: len(head)]
        body = tuple(self._row(number, line, len(head)) for number, line in rows)
        self.blocks.append(Table(caption, head, body, (*align, *_START * (len(head) - len(align)))))
        return end

    def _row(self, at: int, line: str, columns: int) -> tuple[Cell, ...]:
        cells = _split(line)
        if len(cells) > columns:
            self.troubles.append(Trouble("cells", at + 1, line))
        found = [self._inline(cell, at) for cell in cells[:columns]]
        return (*found, *[()] * (columns - len(found)))

    def _inline(self, line: str, at: int) -> Cell:
        found: list[Inline] = []
        strong, start = False, 0
        for mark in _INLINE.finditer(line):
            found.append(Run(line[start : mark.start()] + (mark[1] or ""), strong))
            start = mark.end()
            if mark[2]:
                strong = not strong
            elif mark[3] and mark[3] in self.tokens:
                found.append(Note(mark[3]))
            elif mark[3]:
                self.troubles.append(Trouble("footnote", at + 1, mark[0]))
        found.append(Run(line[start:], strong))
        if strong:
            self.troubles.append(Trouble("marks", at + 1, line))
        return tidy(found)


def _plain(words: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", words).split())


def _split(line: str) -> list[str]:
    r"""The cells of a line; `\|` is an ordinary character."""
    cells = re.split(r"(?<!\\)((?:\\\\)*)\|", line)
    joined = ["".join(pair) for pair in zip(cells[::2], [*cells[1::2], ""], strict=True)]
    if joined and not joined[0].strip():
        joined = joined[1:]
    if len(joined) > 1 and not joined[-1].strip():
        joined = joined[:-1]
    return [cell.strip() for cell in joined]


def _align(rule: str) -> Align:
    left, right = rule.startswith(":"), rule.endswith(":")
    return "center" if left and right else "end" if right else "start"


def tokens_in(text: str) -> set[str]:
    """Footnotes a text refers to, whether or not anybody knows them."""
    return {found[3] for found in _INLINE.finditer(text) if found[3]}
