"""Reading JSON from strangers: every value is asked for by name and type, and nothing else may be there."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from worldday.draws.lottery.findings import Unreadable

Part = TypeVar("Part")
LARGEST = 2**53 - 1  # whole numbers every JSON reader keeps exactly
HEX_64 = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Fields:
    """One JSON object at the place `where`; reading a field takes it out, `done` refuses what is left."""

    def __init__(self, value: object, where: str = ""):
        if not isinstance(value, dict):
            raise Unreadable("need-table", where=where or "record")
        self.left, self.where = dict(value), where

    def at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def take(self, name: str) -> object:
        if name not in self.left:
            raise Unreadable("missing-field", where=self.at(name))
        return self.left.pop(name)

    def part(self, name: str) -> "Fields":
        return Fields(self.take(name), self.at(name))

    def each(self, name: str, make: Callable[["Fields"], Part], most: int) -> tuple[Part, ...]:
        """A list of objects, each made by `make`."""
        return tuple(make(Fields(one, f"{self.at(name)}[{n}]")) for n, one in enumerate(self.rows(name, most)))

    def rows(self, name: str, most: int) -> list[object]:
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise Unreadable("need-list", where=self.at(name), most=most)
        return value

    def text(self, name: str, longest: int = 1000) -> str:
        """One line of text: some characters, none of them a control character or half a surrogate pair."""
        value = self.take(name)
        if not is_line(value, longest):
            raise Unreadable("need-text", where=self.at(name), longest=longest)
        return str(value)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.take(name)
        if not isinstance(value, str) or value not in allowed:
            raise Unreadable("need-choice", where=self.at(name), allowed=", ".join(allowed))
        return value

    def hash(self, name: str) -> str:
        """32 bytes as 64 lower-case hexadecimal digits."""
        value = self.take(name)
        if not isinstance(value, str) or not HEX_64.fullmatch(value):
            raise Unreadable("need-hash", where=self.at(name))
        return value

    def hash_or_none(self, name: str) -> str | None:
        value = self.take(name)
        return None if value is None else Fields({name: value}, self.where).hash(name)

    def whole(self, name: str, low: int = 0, high: int = LARGEST) -> int:
        return whole_number(self.take(name), self.at(name), low, high)

    def numbers(self, name: str, most: int, high: int, low: int = 1) -> tuple[int, ...]:
        """A list of whole numbers between `low` and `high`."""
        return tuple(whole_number(one, self.at(name), low, high) for one in self.rows(name, most))

    def moment(self, name: str) -> datetime:
        """`2020-10-14T10:00:00+08:00`: seconds and the offset are part of it."""
        value = self.take(name)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and MOMENT.fullmatch(value) else None
        except ValueError:
            moment = None
        if moment is None or written(moment) != value:  # one spelling only: the rule is hashed as it is written
            raise Unreadable("need-moment", where=self.at(name))
        return moment

    def done(self) -> None:
        if self.left:
            raise Unreadable("unknown-field", where=self.at(str(min(self.left))))


def whole_number(value: object, where: str, low: int, high: int) -> int:
    # bool is an int to Python, not to people
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Unreadable("need-whole", where=where, low=low, high=high)
    return value


def is_line(value: object, longest: int) -> bool:
    """Whether `value` is a text of one line that can be printed and stored as UTF-8."""
    if not isinstance(value, str) or not 1 <= len(value) <= longest:
        return False
    return not any(letter < " " or "\x7f" <= letter <= "\x9f" or "\ud800" <= letter <= "\udfff" for letter in value)


def written(moment: datetime) -> str:
    """A moment as the record writes it; raises ValueError for one without an offset or of another century."""
    text = moment.isoformat(timespec="seconds")
    if not MOMENT.fullmatch(text):
        raise ValueError(text)
    return text


def from_epoch(seconds: int) -> datetime:
    """The moment `seconds` after 1970-01-01 UTC; raises OverflowError beyond the year 9999."""
    return EPOCH + timedelta(seconds=seconds)
