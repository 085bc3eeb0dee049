"""Who wrote it first: which passages of a text stand in another one too.

Two thousand summaries are not compared with each other. Each leaves a *sketch*: of the numbers of its shingles those that
divide by 16 (so that two texts that share a passage share the numbers sampled from it, wherever it stands; Broder 1997,
Manber 1994). One indexed query finds the few texts that share enough of a sketch; only these are then read and compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .finding import Finding, Place, Weight
from .folded import SHINGLE, Folded, number_of, runs

ONE_IN = 16
MOST = 256  # of a sketch, however long the text: enough for 4,000 characters to share a tenth
PASSAGE = 12  # letters: shorter runs are names and set phrases
ALIKE = 30  # per cent of a text's letters in shared passages from which on it is worth saying
COPIED = 80
FEWEST = 40  # letters: of less than that nothing is said


@dataclass(frozen=True)
class Other:
    """A text that may have been copied, and what to call it."""

    text: str
    unit: str
    year: int
    campaign: str
    submission: str  # its public code
    same_unit: bool = False


@dataclass(frozen=True)
class Shared:
    """How much of a text stands in another: whole per cent of its letters, and the passages, in characters of the text."""

    percent: int
    letters: int
    places: tuple[Place, ...]


def sketch(text: str) -> list[int]:
    """The sampled numbers of a text's shingles, smallest first."""
    numbers = {number_of(shingle) for shingle in Folded.of(text).shingles}
    return sorted(number for number in numbers if number % ONE_IN == 0)[:MOST]


def enough_of(size: int) -> int:
    """How many numbers of a sketch of `size` another must share to be worth reading: half of what ALIKE leads to expect."""
    return max(1, size * ALIKE // 200)


def shared(text: Folded, other: Folded, *, but: Sequence[Folded] = ()) -> Shared:
    """Passages of `text` that `other` has too; what stands in one of `but` (a notice both quote) counts for nothing."""
    free = [not quoted for quoted in _covered(text, {one for each in but for one in each.shingles})]
    covered = _covered(text, set(other.shingles))
    marked = [one and own for one, own in zip(covered, free, strict=True)]
    passages = [(start, end) for start, end in runs(marked) if end - start >= min(PASSAGE, len(text.letters))]
    letters = sum(end - start for start, end in passages)
    places = tuple(text.place(start, end) for start, end in passages)
    return Shared(100 * letters // sum(free) if any(free) else 0, letters, places)


def copied(text: str, others: Sequence[Other], *, but: Sequence[str] = ()) -> list[Finding]:
    """The texts that `text` shares most with, most first, if that is enough to be said."""
    own, quoted = Folded.of(text), [Folded.of(each) for each in but]
    compared = [(shared(own, Folded.of(other.text), but=quoted), other) for other in others]
    told = [(found, other) for found, other in compared if found.percent >= ALIKE and found.letters >= FEWEST]
    told.sort(key=lambda pair: (-pair[0].percent, pair[1].submission))
    return [_finding(found, other) for found, other in told]


def from_notice(text: str, notices: Sequence[str]) -> Shared:
    """How much of it is the notice's own words."""
    own = Folded.of(text)
    passages = [p for p in runs(_covered(own, _all(notices))) if p[1] - p[0] >= min(PASSAGE, len(own.letters))]
    letters = sum(end - start for start, end in passages)
    percent = 100 * letters // len(own.letters) if own.letters else 0
    return Shared(percent, letters, tuple(own.place(start, end) for start, end in passages))


def _all(texts: Sequence[str]) -> set[str]:
    return {shingle for text in texts for shingle in Folded.of(text).shingles}


def _covered(text: Folded, shingles: set[str]) -> list[bool]:
    """For each letter: does it stand in a shingle that is among `shingles`?"""
    marked = [False] * len(text.letters)
    reach = min(SHINGLE, len(text.letters))
    for start, shingle in enumerate(text.shingles):
        if shingle in shingles:
            marked[start : start + reach] = [True] * reach
    return marked


def _finding(found: Shared, other: Other) -> Finding:
    code = "copied-last-time" if other.same_unit else "copied"
    params = {
        "percent": found.percent,
        "unit": other.unit,
        "year": other.year,
        "campaign": other.campaign,
        "submission": other.submission,
    }
    return Finding(code, Weight.STOP if found.percent >= COPIED else Weight.LOOK, params, found.places)
