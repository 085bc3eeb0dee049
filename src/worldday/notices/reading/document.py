"""What extraction hands to the grammar: one text, and the tables found in it.

A table's text stands inside ``Document.text``, so every span the reader gives
back points into that one string, whatever the file was.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One table cell: ``Document.text[start:end]`` is its text (may hold line breaks)."""

    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """A real table of the source file; ``start`` and ``end`` cover all its cells."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Document:
    """The extracted text with its tables; plain text files have none."""

    text: str
    tables: tuple[Table, ...] = ()
