"""Which questions are alike: shared pairs of characters of what they ask and offer, blind to width, case and punctuation.

Comparing everything with everything would take 12 million comparisons in a bank of 5,000; a question is compared only with
those that share one of its rarest pairs, which any question alike enough must (prefix filtering, Bayardo et al. 2007).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from worldday.base.text import fold

from .exchange.item import columns

ALIKE = 0.72  # of the pairs in either; below, law stems that merely share their phrases begin to show up
Grams = frozenset[str]


class Like(NamedTuple):
    """Two questions by their keys, and how alike they are: 0 nothing shared … 1 the same."""

    one: str
    other: str
    share: float


def digest(stem: str) -> str:
    """Of the folded stem: exact repeats meet here at once."""
    return hashlib.sha256(fold(stem).encode()).hexdigest()


def grams(stem: str, options: Any = ()) -> Grams:
    """The pairs of characters of a question's stem and of each of its options."""
    left, right = columns(options or [])
    texts = [fold(stem), *(fold(each.get("text", "")) for each in (*left, *right))]
    return frozenset(text[place : place + 2] for text in texts for place in range(max(1, len(text) - 1)) if text)


def share(one: Grams, other: Grams) -> float:
    """Jaccard: pairs in both ÷ pairs in either."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def alike(
    one: Grams, others: Mapping[str, Grams], *, at_least: float = ALIKE, most: int = 5
) -> list[tuple[str, float]]:
    """The keys of `others` most like `one`, best first."""
    found = [(key, share(one, other)) for key, other in others.items() if _may_be(len(one), len(other), at_least)]
    return sorted(((key, value) for key, value in found if value >= at_least), key=lambda pair: -pair[1])[:most]


def all_alike(questions: Mapping[str, Grams], *, at_least: float = ALIKE) -> list[Like]:
    """Every pair in the bank that is alike, most alike first."""
    frequency = Counter(gram for each in questions.values() for gram in each)
    seen: defaultdict[str, list[str]] = defaultdict(list)
    found = []
    for key, own in sorted(questions.items(), key=lambda pair: len(pair[1])):
        rare = _rarest(own, frequency, at_least)
        candidates = {other for gram in rare for other in seen[gram]}
        pairs = ((other, share(own, questions[other])) for other in candidates)
        found += [Like(other, key, value) for other, value in pairs if value >= at_least]
        for gram in rare:
            seen[gram].append(key)
    return sorted(found, key=lambda like: (-like.share, like.one, like.other))


def _rarest(own: Grams, frequency: Counter[str], at_least: float) -> Iterable[str]:
    """Enough of the rarest pairs that two sets which share none of them cannot be alike."""
    kept = len(own) - int(-(-at_least * len(own) // 1)) + 1
    return sorted(own, key=lambda gram: (frequency[gram], gram))[:kept]


def _may_be(one: int, other: int, at_least: float) -> bool:
    return min(one, other) >= at_least * max(one, other)
