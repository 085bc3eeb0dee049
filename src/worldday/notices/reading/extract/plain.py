"""Plain text and Markdown: the text as it stands; pipe tables become tables."""

import re
from typing import BinaryIO

from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable

from . import charset, limits
from .builder import Builder

RULE = re.compile(r":?-+:?")
HEADING = re.compile(r"#{1,6}\s+(?=\S)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
BAR = re.compile(r"(?<!\\)\|")


def read(source: BinaryIO) -> Document:
    """The document of a text file (see ``charset`` for what counts as text)."""
    text = charset.decode(source.read())
    charset.refuse_binary(text)
    return from_text(charset.tidy(text))


def from_text(text: str) -> Document:
    """The document of a text already decoded, for instance one pasted into a form."""
    if len(text) > limits.MAX_CHARS:
        raise Unreadable("too_long", {"chars": len(text)})
    builder = Builder()
    lines = text.removesuffix("\n").split("\n")
    at = 0
    while at < len(lines):
        if _opens_table(lines, at):
            at = _table(builder, lines, at)
        else:
            builder.paragraph(_unmarked(lines[at]))
            at += 1
    return builder.document()


def _unmarked(line: str) -> str:
    heading = HEADING.match(line)
    return STRONG.sub(r"\2", line[heading.end() :] if heading else line)


def _opens_table(lines: list[str], at: int) -> bool:
    """A GitHub-flavoured table: a line with bars, then a rule of dashes with as many columns."""
    if "|" not in lines[at] or at + 1 >= len(lines) or "|" not in lines[at + 1]:
        return False
    rule = _cells(lines[at + 1])
    return all(map(RULE.fullmatch, rule)) and len(_cells(lines[at])) == len(rule)


def _table(builder: Builder, lines: list[str], at: int) -> int:
    """Adds the table which starts at ``at``; the number of the first line after it."""
    rows = [_cells(lines[at])]
    at += 2
    while at < len(lines) and "|" in lines[at]:
        row = _cells(lines[at])[: len(rows[0])]
        rows.append(row + [""] * (len(rows[0]) - len(row)))
        at += 1
    width = len(rows[0])
    builder.table([[(y * width + x, text) for x, text in enumerate(row)] for y, row in enumerate(rows)])
    return at


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_unmarked(re.sub(r"<br\s*/?>", "\n", cell).replace("\\|", "|").strip()) for cell in BAR.split(inner)]
