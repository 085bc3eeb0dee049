"""From a design's words and a person to what is printed. Knows no Django.

A design's `words`: `title`, `body`, `note`, `issuer`, each in Chinese, and each with `_en` where English is printed too. Words
may hold places in braces: {name}, {latin}, {unit}, {issued}, {until}, and any label that is handed over ({课程}). What is handed
over and stands in no place is printed as a line of its own, label and text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from worldday.base.text import MONTHS

from .holder import Holder

WORDS = ("title", "title_en", "body", "body_en", "note", "note_en", "issuer", "issuer_en")
OWN = ("name", "latin", "unit", "issued", "until")  # labels that cannot be handed over
FIELDS = (*WORDS, *OWN, "number")
_PLACE = re.compile(r"\{([^{}]{1,40})\}")
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # what is read must be what was signed
_FORBIDDEN = ("认证证书",)  # 认证认可条例 art. 9: nobody may take this for one


class Missing(Exception):
    """The words have places that nothing was given for; `labels` names them."""

    def __init__(self, labels: list[str]) -> None:
        self.labels = labels
        super().__init__(", ".join(labels))


def places_of(words: Mapping[str, str]) -> list[str]:
    """The labels a design asks for, in the order of its words, without those every certificate has."""
    found = [label for word in WORDS for label in _PLACE.findall(words.get(word, ""))]
    return [label for label in dict.fromkeys(found) if label not in OWN]


def is_forbidden(words: Mapping[str, str]) -> bool:
    """Whether the words could be taken for a 认证证书."""
    return any(one in text for text in words.values() for one in _FORBIDDEN)


def clean(text: str) -> str:
    """One line: NFC, without control characters or signs that turn the direction of reading, blanks joined."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") or sign in _TURNS else sign for sign in text)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def day_zh(day: date) -> str:
    """2020年10月14日"""
    return f"{day.year}年{day.month}月{day.day}日"


def day_en(day: date) -> str:
    """14 October 2020, in any locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def printed(
    words: Mapping[str, str], *, holder: Holder, said: Mapping[str, str], issued: date, until: date | None
) -> list[tuple[str, str]]:
    """(field, text) of everything printed beside number and days, in printed order. Raises `Missing`."""
    given = {clean(label): clean(text) for label, text in said.items()}
    person = {"name": clean(holder.name), "latin": clean(holder.latin), "unit": clean(holder.unit)}
    values = given | person | {"issued": day_zh(issued), "until": day_zh(until) if until else ""}
    english = values | {"issued": day_en(issued), "until": day_en(until) if until else ""}
    spoken = {word: _filled(words.get(word, ""), english if word.endswith("_en") else values) for word in WORDS}
    asked = places_of(words)
    if lacking := [label for label in asked if not values.get(label)]:
        raise Missing(lacking)
    lines = [(label, text) for label, text in given.items() if label not in asked and text and label not in FIELDS]
    rows = [
        *((word, spoken[word]) for word in ("title", "title_en")),
        *person.items(),
        *((word, spoken[word]) for word in ("body", "body_en")),
        *lines,
        *((word, spoken[word]) for word in ("note", "note_en", "issuer", "issuer_en")),
    ]
    return [(field, text) for field, text in rows if text]


def _filled(text: str, values: Mapping[str, str]) -> str:
    return clean(_PLACE.sub(lambda place: values.get(place[1], ""), text))
