"""Which tokens stand for a text in the index. Pure.

Chinese has no blanks to cut at, and people look for one character as well as for a whole name: so every character and every
pair of neighbours is a token. Pairs of digits tell little in a million numbers, so three Latin letters or digits in a row are one,
too. What a record is (its state, its filters) is a token that holds a sign no text has.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

BREAK = "\n"  # between the parts of a record's text: no pair reaches across it
EVERY = "=all"  # the token of every record
TOKEN_LENGTH = 64
_RUNS = re.compile(r"[0-9a-z.]{3,}")


def tokens_of_text(text: str) -> set[str]:
    """Characters and pairs of `text`, which is already folded; parts are divided by `BREAK`."""
    found: set[str] = set()
    for part in text.split(BREAK):
        found.update(part)
        found.update(map(str.__add__, part, part[1:]))
        for run in _RUNS.findall(part):
            found.update(run[at : at + 3] for at in range(len(run) - 2))
    return found


def tokens_of_facts(state: str, filters: Mapping[str, str]) -> set[str]:
    return {EVERY, state_token(state), *(filter_token(key, value) for key, value in filters.items() if value)}


def state_token(state: str) -> str:
    return f"state={state}"


def filter_token(key: str, value: str) -> str:
    return f"{key}={value}"[:TOKEN_LENGTH]


def tokens_wanted(words: Iterable[str]) -> set[str]:
    """Tokens that every record with all these words has: the longest there are at each place of a word."""
    return {token for word in words for token in _longest(word)}


def _longest(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    for at in range(len(word) - 1):
        three = word[at : at + 3]
        yield three if _RUNS.fullmatch(three) else word[at : at + 2]


def surely_found(words: Iterable[str]) -> bool:
    """Whether having the tokens is already having the words; longer words are looked at once more."""
    return all(len(word) <= 2 for word in words)
