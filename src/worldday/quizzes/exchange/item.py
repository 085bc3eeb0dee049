"""One question as it travels, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from string import ascii_lowercase
from typing import Any

SORTS = ("single", "multiple", "true-false", "fill-in", "ordering", "matching")
MOST_OPTIONS = 12
KEYS = ascii_lowercase[:MOST_OPTIONS]
Option = dict[str, str]  # {key, text, text_en?}
ILLEGAL = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)  # characters that no XML may hold, so neither a workbook


class BadFile(ValueError):
    """A file that cannot be read at all; `code` is one of `REASONS`, for the surface to say in the reader's language."""

    REASONS = ("not-this-format", "too-many", "too-large", "not-utf8")

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a question: a code the surface has a sentence for, the field it stands in, and a value to name."""

    code: str
    field: str = ""
    value: str = ""


@dataclass
class Item:
    """A question. `options` and `answer` have the shapes of `models.bank.Question`, by sort."""

    sort: str = "single"
    stem: str = ""
    stem_en: str = ""
    options: Any = field(default_factory=list)
    answer: list[Any] = field(default_factory=list)
    explanation: str = ""
    explanation_en: str = ""
    basis: str = ""
    basis_article: str = ""
    basis_version: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    difficulty: int = 2
    topics: list[str] = field(default_factory=list)
    code: str = ""
    faults: list[Fault] = field(default_factory=list)  # what reading it found; `checks.faults` finds the rest


def option(key: str, text: str, text_en: str = "") -> Option:
    """Without an empty translation, as the bank stores it."""
    return {"key": key, "text": text} | ({"text_en": text_en} if text_en else {})


def options_from(texts: list[str], translations: list[str] | None = None) -> list[Option]:
    """Options keyed a, b, c … in the order given."""
    english = [*(translations or []), *[""] * len(texts)]
    return [option(key, text, english[place]) for place, (key, text) in enumerate(zip(KEYS, texts, strict=False))]


def count_options(item: Item, count: int) -> None:
    """More than a question may have are a fault."""
    if count > len(KEYS):
        item.faults.append(Fault("too-many-options", "options", str(len(KEYS))))


def make_matching(item: Item, pairs: list[tuple[str, str]]) -> None:
    """Of (left, right): what stands on the right without a left is there to mislead."""
    rights = list(dict.fromkeys(right for _left, right in pairs if right))[: len(KEYS)]
    keys = dict(zip(rights, KEYS, strict=False))
    asked = [(left, right) for left, right in pairs if left]
    item.sort = "matching"
    item.options = {
        "left": [option(str(place), left) for place, (left, _right) in enumerate(asked, 1)],
        "right": options_from(rights),
    }
    item.answer = [[str(place), keys[right]] for place, (_left, right) in enumerate(asked, 1) if right in keys]


def columns(options: Any) -> tuple[list[Option], list[Option]]:
    """(left, right) of a matching question; (nothing, the options) of any other."""
    if isinstance(options, dict):
        return options.get("left", []), options.get("right", [])
    return [], options
