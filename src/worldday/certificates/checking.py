"""Rows of a lot between spreadsheet and certificate. A row is [number, cells, reasons], as it is kept in a part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from worldday.base.problems import Problem
from worldday.people.roster_sentences import FAULTS
from worldday.people.rosters import EMAIL, LATIN, NAME, PHONE, UNIT, Fault, Seen, person, picked, rows_of

from . import shelf
from .holder import Award, Holder
from .lot_sentences import TWICE
from .models import Lot
from .rendering import undrawable

FIELDS = (NAME, LATIN, UNIT, EMAIL, PHONE)  # what is asked of a holder; other columns fill places of the wording
Raw = list[Any]


def read(lot: Lot) -> Iterator[Raw]:
    """Every row of the uploaded file with what is wrong with it by itself. Raises `rosters.NotReadable`."""
    seen, width = Seen(), len(lot.headings)
    for number, cells in rows_of(shelf.path_of(lot.stored), lot.headings_row):
        values = picked(cells, lot.mapping)
        _one, faults = person(values, FIELDS)
        reasons = [str(FAULTS[fault]) for fault in faults]
        if Fault.NO_NAME not in faults and (first := seen.before(values, number)):
            reasons.append(str(TWICE).format(number=first))
        yield [number, cells[: max(width, 1)], reasons]


def checked(lot: Lot, rows: list[Raw]) -> tuple[list[Raw], list[Raw], set[str]]:
    """Right rows, wrong rows, and characters of names that none of our faces has."""
    from .actions.issuing import ready  # the verbs check with this room

    right: list[Raw] = []
    wrong: list[Raw] = []
    odd: set[str] = set()
    for row in rows:
        try:
            if not row[2]:
                award = award_of(lot, row)
                ready(design=lot.design, award=award)
                odd |= set(undrawable(award.holder.name + award.holder.latin + award.holder.unit))
        except Problem as problem:
            row[2].append(str(problem))
        (wrong if row[2] else right).append(row)
    return right, wrong, odd


def award_of(lot: Lot, row: Raw) -> Award:
    """What this row asks to be issued. Its number in the sheet is part of the reason, so a row is served once."""
    number, cells, _reasons = row
    one, _faults = person(picked(cells, lot.mapping), FIELDS)
    reached = (one.email, one.phone) if lot.tell else ()
    holder = Holder(one.name, one.latin, one.unit, *reached)
    return Award(holder, f"lot:{lot.code}:{number}", one.said, lot.issued_on)
