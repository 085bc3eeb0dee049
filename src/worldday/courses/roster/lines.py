"""What a line of a roster says, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from worldday.people.numbers import BadPhone, normal_phone

NO_NAME, LONG_NAME, BAD_NAME = "no-name", "long-name", "bad-name"
NO_PHONE, BAD_PHONE, BAD_EMAIL, LONG_UNIT = "no-phone", "bad-phone", "bad-email", "long-unit"
FULL = "full"
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
LONGEST = {"name": 80, "latin": 120, "unit_name": 120, "district": 20, "email": 254}


@dataclass(frozen=True)
class Line:
    """A line as the spreadsheet numbers it: who it is about, or what is wrong with it."""

    number: int
    name: str = ""
    latin: str = ""
    unit_name: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""
    wrong: str = ""  # one of the reasons above

    @property
    def person(self) -> str:
        """Under which word this person is known: by their phone, else by everything the line says."""
        return self.phone or f"{self.name}\0{self.unit_name}\0{self.email}".casefold()


def line(number: int, said: dict[str, str], *, phone_needed: bool) -> Line:
    """What the mapped cells say; `phone_needed` where learners show who they are by a code to their phone."""
    fields = {name: unicodedata.normalize("NFC", said.get(name, "")) for name in LONGEST}
    phone, wrong = "", _wrong(fields)
    if given := said.get("phone", ""):
        try:
            phone = normal_phone(given)
        except BadPhone:
            wrong = wrong or BAD_PHONE
    elif phone_needed:
        wrong = wrong or NO_PHONE
    return Line(number, **fields, phone=phone, wrong=wrong)


def _wrong(fields: dict[str, str]) -> str:
    name = fields["name"]
    if not name:
        return NO_NAME
    if len(name) > LONGEST["name"] or len(fields["latin"]) > LONGEST["latin"]:
        return LONG_NAME
    if not any(sign.isalpha() for sign in name) or name[0] in "=+-@":
        return BAD_NAME
    if len(fields["unit_name"]) > LONGEST["unit_name"] or len(fields["district"]) > LONGEST["district"]:
        return LONG_UNIT
    if fields["email"] and not (_EMAIL.fullmatch(fields["email"]) and len(fields["email"]) <= LONGEST["email"]):
        return BAD_EMAIL
    return ""
