"""Is this a question at all? And is it complete enough to be reviewed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .item import MOST_OPTIONS, SORTS, Fault, Item, columns

LONGEST = {
    "stem": 2000,
    "stem_en": 4000,
    "explanation": 3000,
    "explanation_en": 6000,
    "basis": 200,
    "basis_article": 60,
    "basis_version": 60,
}
LONGEST_OPTION = 500
LONGEST_TOPIC = 60
MOST_BLANKS = 8


def faults(item: Item) -> list[Fault]:
    """What keeps it from being kept even as a draft: no stem, options and answer that do not fit each other, … Empty: fine."""
    found = [*item.faults]
    if item.sort not in SORTS:
        return [*found, Fault("sort", "sort", str(item.sort))]
    if not item.stem.strip():
        found.append(Fault("no-stem", "stem"))
    found += [Fault("too-long", name, str(most)) for name, most in LONGEST.items() if len(getattr(item, name)) > most]
    if item.difficulty not in (1, 2, 3):
        found.append(Fault("difficulty", "difficulty", str(item.difficulty)))
    if any(not topic.strip() or len(topic) > LONGEST_TOPIC for topic in item.topics):
        found.append(Fault("topic", "topics"))
    if item.valid_from and item.valid_until and item.valid_until < item.valid_from:
        found.append(Fault("days-order", "valid_until"))
    return [*found, *_options(item), *_answer(item)]


def gaps(item: Item) -> list[Fault]:
    """What a draft still lacks before another person can review it."""
    needed = ("explanation", "basis", "basis_version")
    found = [Fault("lacking", name) for name in needed if not getattr(item, name).strip()]
    return found if item.topics else [*found, Fault("lacking", "topics")]


def _options(item: Item) -> Iterator[Fault]:
    left, right = columns(item.options)
    if item.sort in ("true-false", "fill-in"):
        if left or right:
            yield Fault("needless-options", "options")
        return
    for column in (left, right):
        keys = [each["key"] for each in column]
        texts = [each.get("text", "").strip() for each in column]
        if len(set(keys)) != len(keys) or len(column) > MOST_OPTIONS:
            yield Fault("too-many-options", "options", str(MOST_OPTIONS))
        if len({text for text in texts if text}) != len([text for text in texts if text]):
            yield Fault("same-options", "options")
        if any(len(text) > LONGEST_OPTION for text in texts):
            yield Fault("too-long", "options", str(LONGEST_OPTION))
        if not all(texts):
            yield Fault("empty-option", "options")
    if len(right) < 2 or (item.sort == "matching" and len(left) < 2):
        yield Fault("few-options", "options")


def _answer(item: Item) -> Iterator[Fault]:
    judge = {"true-false": _truth, "fill-in": _spellings, "matching": _pairs}.get(item.sort, _chosen)
    try:
        code = judge(item)
    except (TypeError, ValueError, KeyError):
        code = "answer-shape"
    if code:
        yield Fault(code, "answer")


def _truth(item: Item) -> str:
    return "" if len(item.answer) == 1 and isinstance(item.answer[0], bool) else "no-truth"


def _spellings(item: Item) -> str:
    """Every blank needs at least one accepted spelling, and the stem as many blanks as there are answers, if it shows any."""
    if not item.answer or not all(blank and all(text.strip() for text in blank) for blank in item.answer):
        return "no-spelling"
    if len(item.answer) > MOST_BLANKS:
        return "too-many-blanks"
    shown = blanks(item.stem)
    return "blanks" if shown and shown != len(item.answer) else ""


def blanks(stem: str) -> int:
    """How many blanks a stem shows: runs of three or more underscores."""
    return sum(1 for run in stem.replace("＿", "_").split("___")[1:] if not run.startswith("_"))


def _pairs(item: Item) -> str:
    left, right = columns(item.options)
    pairs = [tuple(pair) for pair in item.answer]
    known = {each["key"] for each in right}
    if sorted(key for key, _other in pairs) != sorted(each["key"] for each in left):
        return "pairs"
    return "" if all(other in known for _key, other in pairs) else "pairs"


def _chosen(item: Item) -> str:
    keys: list[Any] = [each["key"] for each in columns(item.options)[1]]
    if len(set(item.answer)) != len(item.answer) or not set(item.answer) <= set(keys):
        return "unknown-answer"
    if item.sort == "ordering":
        return "" if len(item.answer) == len(keys) else "order"
    if item.sort == "single":
        return "" if len(item.answer) == 1 else "one-right"
    return "" if item.answer else "none-right"
