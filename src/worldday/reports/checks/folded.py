"""A text without what carries no meaning when texts are compared, and where each letter of it stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b

from worldday.base.text import fold

from .finding import Place

SHINGLE = 6  # letters: four-letter phrases of office prose are everybody's, six in a row rarely


@cache
def _letter(char: str) -> str:
    return "".join(letter for letter in fold(char) if letter.isalnum())


@dataclass(frozen=True)
class Folded:
    """`letters` without blanks, punctuation, width and case; `at[i]` is where letter i stands in the text."""

    letters: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        pairs = [(letter, place) for place, char in enumerate(text) for letter in _letter(char)]
        return cls("".join(letter for letter, _place in pairs), tuple(place for _letter, place in pairs))

    @cached_property
    def shingles(self) -> tuple[str, ...]:
        """Every run of SHINGLE letters, one per letter it may begin with; a shorter text is one run."""
        if len(self.letters) <= SHINGLE:
            return (self.letters,) if self.letters else ()
        return tuple(self.letters[start : start + SHINGLE] for start in range(len(self.letters) - SHINGLE + 1))

    def place(self, start: int, end: int) -> Place:
        """Letters [start, end) as a place in the text."""
        return self.at[start], self.at[end - 1] + 1


def runs(marked: Iterable[bool]) -> list[Place]:
    """Where runs of true begin and end."""
    found: list[Place] = []
    start = None
    last = -1
    for last, value in enumerate(marked):
        if value and start is None:
            start = last
        elif not value and start is not None:
            found.append((start, last))
            start = None
    return [*found, (start, last + 1)] if start is not None else found


def number_of(shingle: str) -> int:
    """63 bits that are the same in every process."""
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest()) >> 1
