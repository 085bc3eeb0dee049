"""Lists of people as units send them: a workbook read, its columns guessed, its rows checked one by one. Pure: knows no Django.

Whoever enrols people and whoever issues certificates to them reads the same sheets, so both read them here; the sentences are in
people/roster_sentences.py.
"""

from .columns import DISTRICT, EMAIL, LATIN, NAME, PHONE, UNIT, Columns, guess, picked
from .faults import Fault
from .reading import NotReadable, headings_of, rows_of
from .rows import Person, Seen, person

__all__ = [
    "DISTRICT",
    "EMAIL",
    "LATIN",
    "NAME",
    "PHONE",
    "UNIT",
    "Columns",
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
