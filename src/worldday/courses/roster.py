"""A line of a roster as a cohort reads it: who it is about, or the first thing that is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from worldday.people.rosters import DISTRICT, EMAIL, LATIN, NAME, PHONE, UNIT, Person, person

FIELDS = (NAME, PHONE, UNIT, EMAIL, LATIN, DISTRICT)
NO_PHONE, FULL, OTHER_NAME = "no-phone", "full", "other-name"  # beside the faults of any roster


@dataclass(frozen=True)
class Line:
    """`number` as the spreadsheet shows it; `wrong`: a key of courses.roster_sentences.REASONS, "" for a line that can go in."""

    number: int
    said: Person
    wrong: str = ""

    @property
    def word(self) -> str:
        """Under which word this person is known: by their phone, else by everything the line says."""
        said = self.said
        return said.phone or f"{said.name}\0{said.unit}\0{said.email}".casefold()


def line(number: int, values: Mapping[str, str], *, phone_needed: bool) -> Line:
    """What the mapped cells say; `phone_needed` where learners show who they are by a code to their phone."""
    said, faults = person(values, FIELDS)
    lacking = [NO_PHONE] if phone_needed and not values.get(PHONE) else []
    return Line(number, said, next(iter([*map(str, faults), *lacking]), ""))
