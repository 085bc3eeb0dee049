"""The part of the form that differs by sort: rows of options, and what is right. Read from what was posted as it is: the verb
says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from worldday.quizzes.exchange import MOST_OPTIONS
from worldday.quizzes.exchange.item import KEYS, Option, columns, option

SPARE, LEAST, MORE = 1, 4, 4  # empty rows below the filled ones, rows at least, rows per “more rows”
BETWEEN = "|"
Posted = Any  # a QueryDict


@dataclass
class Row:
    """One line of the form: an option, or a pair of a matching question."""

    number: int
    key: str = ""
    text: str = ""
    text_en: str = ""
    right: bool = False
    left_key: str = ""
    left: str = ""
    left_en: str = ""


@dataclass
class Answers:
    """Options and answer, and how the form shows them."""

    sort: str
    options: Any = field(default_factory=list)
    answer: list[Any] = field(default_factory=list)
    least: int = LEAST

    @property
    def filled(self) -> list[Row]:
        return _pair_rows(self) if self.sort == "matching" else _option_rows(self)

    @property
    def rows(self) -> list[Row]:
        """The filled rows and a few empty ones."""
        filled = self.filled
        count = min(MOST_OPTIONS, max(self.least, len(filled) + SPARE))
        return [*filled, *(Row(number) for number in range(len(filled), count))]

    @property
    def spellings(self) -> str:
        """A line per blank."""
        return "\n".join(f" {BETWEEN} ".join(blank) for blank in self.answer) if self.sort == "fill-in" else ""

    @property
    def truth(self) -> bool | None:
        return self.answer[0] if self.sort == "true-false" and self.answer else None


def _option_rows(said: Answers) -> list[Row]:
    """Options of an ordering stand in their right order."""
    options = {each["key"]: each for each in columns(said.options)[1]}
    keys = [key for key in said.answer if key in options] if said.sort == "ordering" else []
    keys += [key for key in options if key not in keys]
    return [
        Row(number, key, options[key].get("text", ""), options[key].get("text_en", ""), key in said.answer)
        for number, key in enumerate(keys)
    ]


def _pair_rows(said: Answers) -> list[Row]:
    left, right = columns(said.options)
    texts, pairs = {each["key"]: each for each in right}, dict(said.answer)
    found = []
    for each in left:
        other = texts.get(pairs.get(each["key"], ""), {})
        words = (other.get("key", ""), other.get("text", ""), other.get("text_en", ""))
        found.append(Row(len(found), *words, left_key=each["key"], left=each["text"], left_en=each.get("text_en", "")))
    idle = [each for each in right if each["key"] not in pairs.values()]
    return found + [
        Row(number, each["key"], each["text"], each.get("text_en", "")) for number, each in enumerate(idle, len(found))
    ]


def read(sort: str, posted: Posted) -> Answers:
    """What the form says."""
    said = Answers(sort)
    READERS[sort](said, posted)
    if "more" in posted:
        shown = posted.get("rows", "")
        said.least = min(MOST_OPTIONS, (int(shown) if shown.isdecimal() else LEAST) + MORE)
    return said


def _texts(posted: Posted, name: str) -> list[str]:
    return [text.strip() for text in posted.getlist(name)[:MOST_OPTIONS]]


def _options(posted: Posted) -> dict[int, Option]:
    """Row number → option; a row keeps its key, a new one takes the first that is free."""
    texts, english, keys = (_texts(posted, name) for name in ("text", "text_en", "key"))
    english, keys = [*english, *[""] * len(texts)], [*keys, *[""] * len(texts)]
    free = iter(key for key in KEYS if key not in keys)
    rows = enumerate(zip(texts, english, keys, strict=False))
    return {
        number: option(key if key in KEYS and key else next(free), text, text_en)
        for number, (text, text_en, key) in rows
        if text or text_en
    }


def _chosen(said: Answers, posted: Posted) -> None:
    options = _options(posted)
    ticked = {int(number) for number in posted.getlist("right") if number.isdecimal()}
    said.options = list(options.values())
    said.answer = [each["key"] for number, each in options.items() if number in ticked]


def _ordered(said: Answers, posted: Posted) -> None:
    """The rows stand in the right order; stored by key, so that the stored order tells nothing."""
    options = list(_options(posted).values())
    said.answer = [each["key"] for each in options]
    said.options = sorted(options, key=lambda each: each["key"])


def _truth(said: Answers, posted: Posted) -> None:
    said.answer = {"true": [True], "false": [False]}.get(posted.get("truth", ""), [])


def _spellings(said: Answers, posted: Posted) -> None:
    lines = [line for line in posted.get("spellings", "").replace("｜", BETWEEN).split("\n") if line.strip()]
    said.answer = [[text.strip() for text in line.split(BETWEEN) if text.strip()] for line in lines]


def _pairs(said: Answers, posted: Posted) -> None:
    lefts, english, keys = (_texts(posted, name) for name in ("left", "left_en", "left_key"))
    english, keys = [*english, *[""] * len(lefts)], [*keys, *[""] * len(lefts)]
    options = _options(posted)
    free = iter(str(number) for number in range(1, 2 * MOST_OPTIONS) if str(number) not in keys)
    left, answer = [], []
    for number, text in enumerate(lefts):
        if not text:
            continue
        each = option(keys[number] or next(free), text, english[number])
        left.append(each)
        answer += [[each["key"], options[number]["key"]]] if number in options else []
    rights = {
        each["text"]: each for each in reversed(options.values())
    }  # one right item may belong to several left ones
    same = {each["key"]: rights[each["text"]]["key"] for each in options.values()}
    said.options = {"left": left, "right": [each for each in options.values() if same[each["key"]] == each["key"]]}
    said.answer = [[key, same[other]] for key, other in answer]


READERS: dict[str, Callable[[Answers, Posted], None]] = {
    "single": _chosen,
    "multiple": _chosen,
    "ordering": _ordered,
    "true-false": _truth,
    "fill-in": _spellings,
    "matching": _pairs,
}
