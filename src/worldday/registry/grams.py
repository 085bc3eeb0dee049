"""Which tokens stand for a text in the index. Pure.

Chinese has no blanks to cut at, and people look for one character as well as for a whole name: so every character and every
pair of neighbours is a token. What a record is (its state, its filters) is a token, too, longer than a pair and thus never
mistaken for one.
"""

from collections.abc import Iterable, Mapping

BREAK = "\n"  # between the parts of a record's text: no pair reaches across it
EVERY = "all"  # the token of every record
TOKEN_LENGTH = 64


def tokens_of_text(text: str) -> set[str]:
    """Characters and pairs of `text`, which is already folded; parts are divided by `BREAK`."""
    found: set[str] = set()
    for part in text.split(BREAK):
        found.update(part)
        found.update(map(str.__add__, part, part[1:]))
    return found


def tokens_of_facts(state: str, filters: Mapping[str, str]) -> set[str]:
    return {EVERY, state_token(state), *(filter_token(key, value) for key, value in filters.items() if value)}


def state_token(state: str) -> str:
    return f"state={state}"


def filter_token(key: str, value: str) -> str:
    return f"{key}={value}"[:TOKEN_LENGTH]


def tokens_wanted(words: Iterable[str]) -> set[str]:
    """Tokens that every record with all these words has: pairs, or the character itself for a word of one."""
    return {pair for word in words for pair in ([word] if len(word) == 1 else map(str.__add__, word, word[1:]))}


def surely_found(words: Iterable[str]) -> bool:
    """Whether having the tokens is already having the words; longer words are looked at once more."""
    return all(len(word) <= 2 for word in words)
