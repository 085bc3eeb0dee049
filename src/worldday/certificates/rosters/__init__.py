"""Lists of people who are to receive certificates: read from a workbook, mapped, checked row by row. Pure: knows no Django."""

from .columns import FIELDS, guess, picked
from .faults import Fault
from .reading import NotReadable, headings_of, rows_of
from .rows import Person, Seen, person

__all__ = [
    "FIELDS",
    "Fault",
    "NotReadable",
    "Person",
    "Seen",
    "guess",
    "headings_of",
    "person",
    "picked",
    "rows_of",
]
