"""A question as one row of a spreadsheet, and back. What people fill in by hand, so reading forgives what it can."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from .checks import blanks
from .item import KEYS, SORTS, Fault, Item, columns, option, options_from

LETTERS = tuple(f"option_{key}" for key in KEYS)
SORT_WORDS = {
    "single": ("单选", "单选题", "single choice"),
    "multiple": ("多选", "多选题", "multiple choice"),
    "true-false": ("判断", "判断题", "true or false", "true/false"),
    "fill-in": ("填空", "填空题", "fill in"),
    "ordering": ("排序", "排序题", "put in order"),
    "matching": ("匹配", "匹配题", "连线", "连线题", "match"),
}
DIFFICULTY_WORDS = {1: ("1", "易", "easy"), 2: ("2", "中", "medium"), 3: ("3", "难", "hard")}
RIGHT = ("对", "正确", "√", "是", "true", "t", "yes", "1")
WRONG = ("错", "错误", "×", "否", "false", "f", "no", "0")
SORT_OF = {word: sort for sort in SORTS for word in (sort, *SORT_WORDS[sort])}
DIFFICULTY_OF = {word: level for level, words in DIFFICULTY_WORDS.items() for word in words}
PAIR, BETWEEN = " = ", " | "


class Heading(NamedTuple):
    """A column: its key, and its heading in Chinese and English."""

    key: str
    zh: str
    en: str


HEADINGS = (
    Heading("code", "代码", "Code"),
    Heading("sort", "题型", "Sort"),
    Heading("stem", "题干", "Question"),
    *(Heading(key, f"选项{key[-1].upper()}", f"Option {key[-1].upper()}") for key in LETTERS),
    Heading("answer", "答案", "Answer"),
    Heading("explanation", "解析", "Explanation"),
    Heading("basis", "依据", "Basis"),
    Heading("basis_article", "条款", "Article or clause"),
    Heading("basis_version", "依据版本", "Version of the basis"),
    Heading("valid_from", "有效自", "Valid from"),
    Heading("valid_until", "有效至", "Valid until"),
    Heading("difficulty", "难度", "Difficulty"),
    Heading("topics", "主题", "Topics"),
    Heading("stem_en", "题干（英文）", "Question, in English"),
    Heading("options_en", "选项（英文）", "Options, in English"),
    Heading("explanation_en", "解析（英文）", "Explanation, in English"),
)
NEEDED = ("sort", "stem", "answer")
TEXTS = ("code", "stem", "stem_en", "explanation", "explanation_en", "basis", "basis_article", "basis_version")


def to_row(item: Item) -> dict[str, str]:
    """Every column's text."""
    left, right = columns(item.options)
    row = {name: getattr(item, name) for name in TEXTS}
    row |= {"sort": SORT_WORDS[item.sort][0], "difficulty": DIFFICULTY_WORDS[item.difficulty][1]}
    row |= {"topics": "、".join(item.topics), "options_en": "\n".join(_english(item))}
    row |= {name: day.isoformat() if (day := getattr(item, name)) else "" for name in ("valid_from", "valid_until")}
    row |= dict(zip(LETTERS, _paired(item) if left else [each["text"] for each in right], strict=False))
    row["answer"] = _said(item)
    return {heading.key: row.get(heading.key, "") for heading in HEADINGS}


def _paired(item: Item) -> list[str]:
    left, right = columns(item.options)
    texts, pairs = {each["key"]: each["text"] for each in right}, dict(item.answer)
    told = [f"{_kept(each['text'])}{PAIR}{texts.get(pairs.get(each['key'], ''), '')}" for each in left]
    return told + [f"{PAIR.lstrip()}{each['text']}" for each in right if each["key"] not in pairs.values()]


def _kept(text: str) -> str:
    """A left side whose own equals signs are wide, so that they part nothing."""
    text = text.replace(PAIR, " ＝ ")
    return f"＝{text[1:]}" if text.startswith("=") else text


def _english(item: Item) -> list[str]:
    left, right = columns(item.options)
    if not any(each.get("text_en") for each in (*left, *right)):
        return []
    if not left:
        return [each.get("text_en", "") for each in right]
    texts, pairs = {each["key"]: each.get("text_en", "") for each in right}, dict(item.answer)
    told = [f"{_kept(each.get('text_en', ''))}{PAIR}{texts.get(pairs.get(each['key'], ''), '')}" for each in left]
    return told + [f"{PAIR.lstrip()}{texts[each['key']]}" for each in right if each["key"] not in pairs.values()]


def _said(item: Item) -> str:
    if item.sort == "true-false":
        return {True: RIGHT[0], False: WRONG[0]}.get(item.answer[0], "") if item.answer else ""
    if item.sort == "fill-in":
        return "\n".join(BETWEEN.join(text.replace("|", "\\|") for text in blank) for blank in item.answer)
    if item.sort == "matching":
        return ""
    letters = {each["key"]: KEYS[place].upper() for place, each in enumerate(columns(item.options)[1])}
    return "".join(letters[key] for key in item.answer)


def from_row(row: dict[str, str]) -> Item:
    """The question of a row; what cannot be read is in its `faults`."""
    item = Item()
    for name in TEXTS:
        setattr(item, name, row.get(name, "").strip())
    item.sort = str(_word(item, row.get("sort", ""), "sort", SORT_OF))
    item.difficulty = int(_word(item, row.get("difficulty", "") or "2", "difficulty", DIFFICULTY_OF) or 2)
    topics = re.split(r"[、,，;；\n]", row.get("topics", ""))
    item.topics = list(dict.fromkeys(topic.strip() for topic in topics if topic.strip()))
    item.valid_from, item.valid_until = (_day(item, row, name) for name in ("valid_from", "valid_until"))
    texts = [row.get(key, "").strip() for key in LETTERS]
    while texts and not texts[-1]:
        texts.pop()
    english = [line.strip() for line in row.get("options_en", "").split("\n")] if row.get("options_en") else []
    if reader := READERS.get(item.sort):
        reader(item, texts, english, row.get("answer", "").strip())
    return item


def _word(item: Item, text: str, name: str, words: Mapping[str, str | int]) -> str | int:
    found = words.get(normalize("NFKC", text).strip().casefold(), "")
    if not found:
        item.faults.append(Fault(f"unknown-{name}", name, text[:30]))
    return found


def _day(item: Item, row: dict[str, str], name: str) -> date | None:
    text = re.sub(r"[年月./]", "-", normalize("NFKC", row.get(name, ""))).strip().rstrip("日-")
    if not text:
        return None
    try:
        return date(*(int(part) for part in text.split("-")))
    except (TypeError, ValueError):
        item.faults.append(Fault("day", name, row[name][:20]))
        return None


def _choices(item: Item, texts: list[str], english: list[str], answer: str) -> None:
    item.options = options_from(texts, english)
    letters = re.sub(r"[\s、,，;；>→-]", "", normalize("NFKC", answer)).casefold()
    item.answer = list(letters)


def _ordered(item: Item, texts: list[str], english: list[str], answer: str) -> None:
    """Without an answer, the options stand in the right order."""
    _choices(item, texts, english, answer or "".join(KEYS[: len(texts)]))


def _truth(item: Item, _texts: list[str], _english: list[str], answer: str) -> None:
    word = normalize("NFKC", answer).strip().casefold()
    item.answer = [True] if word in RIGHT else [False] if word in WRONG else []


def _spellings(item: Item, _texts: list[str], _english: list[str], answer: str) -> None:
    """A line per blank, its spellings with | between; without line breaks and with several blanks, semicolons part the blanks."""
    lines = [line for line in answer.split("\n") if line.strip()]
    if len(lines) == 1 and blanks(item.stem) > 1:
        lines = [part for part in re.split(r"[;；]", lines[0]) if part.strip()]
    split = [re.split(r"(?<!\\)[|｜]", line) for line in lines]
    item.answer = [[text.strip().replace("\\|", "|") for text in texts if text.strip()] for texts in split]


def _pairs(item: Item, texts: list[str], english: list[str], _answer: str) -> None:
    """Each option is `left = right`; `= right` belongs to no left one."""
    split = [_split(text) for text in texts if text]
    item.faults += [
        Fault("no-pair", "options", text[:30]) for text in texts if text and "=" not in normalize("NFKC", text)
    ]
    words = [_split(line) for line in english] + [("", "")] * len(split)
    keys: dict[str, str] = {}
    for (_left, right), (_left_en, _right_en) in zip(split, words, strict=False):
        if right and right not in keys and len(keys) < len(KEYS):
            keys[right] = KEYS[len(keys)]
    translated = {right: words[place][1] for place, (_left, right) in reversed(list(enumerate(split)))}
    asked = [(left, right, words[place][0]) for place, (left, right) in enumerate(split) if left]
    item.options = {
        "left": [option(str(place), left, left_en) for place, (left, _right, left_en) in enumerate(asked, 1)],
        "right": [option(key, right, translated[right]) for right, key in keys.items()],
    }
    item.answer = [[str(place), keys[right]] for place, (_left, right, _en) in enumerate(asked, 1) if right in keys]


def _split(text: str) -> tuple[str, str]:
    """At ` = ` if there is one; else at the first equals sign, narrow or wide."""
    if text.startswith("="):
        return "", text[1:].strip()
    if PAIR in text:
        left, _equals, right = text.partition(PAIR)
        return left.strip(), right.strip()
    left, _equals, right = text.replace("＝", "=").partition("=")
    return left.strip(), right.strip()


READERS: dict[str, Callable[[Item, list[str], list[str], str], None]] = {
    "single": _choices,
    "multiple": _choices,
    "ordering": _ordered,
    "true-false": _truth,
    "fill-in": _spellings,
    "matching": _pairs,
}
