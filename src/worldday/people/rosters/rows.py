"""What one row of a roster says, and what is wrong with it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from worldday.people.numbers import BadPhone, normal_phone

from .columns import DISTRICT, EMAIL, LATIN, NAME, PHONE, UNIT, WORDS
from .faults import Fault

LONGEST = {NAME: 80, LATIN: 120, UNIT: 120, DISTRICT: 20, EMAIL: 254}
LONGEST_TEXT = 200
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s.,;<>\"]+(\.[^@\s.,;<>\"]+)+")
_FORMULA = re.compile(r"[=+@\t\r]|-[^\W\d]|-\d.*[-+*/(]")


@dataclass(frozen=True)
class Person:
    """`phone`: eleven digits; `said`: texts for places of the design's words and for lines of their own, label → text."""

    name: str
    latin: str = ""
    unit: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Seen:
    """Rows that were met, to tell one that stands twice. Only when every mapped column is the same: names may be."""

    rows: dict[int, int] = field(default_factory=dict)

    def before(self, values: Mapping[str, str], number: int) -> int:
        """The number of an earlier row that says the same; 0 when this is the first."""
        first = self.rows.setdefault(hash(tuple(text.casefold() for text in values.values())), number)
        return 0 if first == number else first


def person(values: Mapping[str, str], fields: Collection[str] = tuple(WORDS)) -> tuple[Person, list[Fault]]:
    """What the mapped cells say, and everything that is wrong with it. What is none of `fields` is a text of its own."""
    said = {name: unicodedata.normalize("NFC", text) for name, text in values.items()}
    own = {label: text for label, text in said.items() if label not in fields}
    phone, wrong = _phone(said.get(PHONE, "") if PHONE in fields else "")
    made = Person(**{name: said.get(name, "") for name in fields} | {PHONE: phone}, said=own)
    return made, list(dict.fromkeys([*_faults(made), *wrong]))


def _phone(text: str) -> tuple[str, list[Fault]]:
    try:
        return normal_phone(text) if text else "", []
    except BadPhone:
        return "", [Fault.BAD_PHONE]


def _faults(one: Person) -> list[Fault]:
    found = _name_faults(one.name)
    if len(one.name) > LONGEST[NAME] or len(one.latin) > LONGEST[LATIN]:
        found.append(Fault.LONG_NAME)
    if len(one.unit) > LONGEST[UNIT]:
        found.append(Fault.LONG_UNIT)
    if len(one.district) > LONGEST[DISTRICT]:
        found.append(Fault.LONG_DISTRICT)
    if any(len(text) > LONGEST_TEXT for text in one.said.values()):
        found.append(Fault.LONG_TEXT)
    if one.email and not (len(one.email) <= LONGEST[EMAIL] and _EMAIL.fullmatch(one.email)):
        found.append(Fault.BAD_EMAIL)
    if any(_FORMULA.match(text) for text in (one.name, one.latin, one.unit, one.district, one.email)):
        found.append(Fault.FORMULA)
    return found


def _name_faults(name: str) -> list[Fault]:
    if not name:
        return [Fault.NO_NAME]
    letters = any(unicodedata.category(sign)[0] == "L" for sign in name)
    return [] if letters and not any(sign in name for sign in "\ufffd<>{}|") else [Fault.NOT_A_NAME]
