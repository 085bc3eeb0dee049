"""The survey's questions and what was answered: checking both, counting the second. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SCALE = range(1, 6)
MOST_QUESTIONS, MOST_OPTIONS, LONGEST_TEXT = 5, 8, 500
SORTS = ("scale", "choice", "text")
Question = dict[str, Any]  # {"key", "sort", "text", "text_en", "options", "options_en"}, as models.Survey keeps it
FEW = 5  # below this no answers are shown one by one: in a small class one would know who wrote them


def questions_of(rows: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Rows as typed → questions with keys; empty rows are left out. Raises `ValueError` with a word: many, options, english,
    sort."""
    found: list[Question] = []
    for row in rows:
        text = str(row.get("text", "")).strip()[:200]
        if not text:
            continue
        sort = str(row.get("sort", "scale"))
        options = list(dict.fromkeys(o.strip()[:60] for o in row.get("options", ()) if o.strip()))[:MOST_OPTIONS]
        english = [o.strip()[:100] for o in row.get("options_en", ()) if o.strip()]
        if sort not in SORTS:
            raise ValueError("sort")
        if sort == "choice" and len(options) < 2:
            raise ValueError("options")
        if sort == "choice" and english and len(english) != len(options):
            raise ValueError("english")
        said = {
            "key": f"q{len(found) + 1}",
            "sort": sort,
            "text": text,
            "text_en": str(row.get("text_en", "")).strip()[:300],
        }
        choices = {"options": options} | ({"options_en": english} if english else {})
        found.append(said | (choices if sort == "choice" else {"options": []}))
    if len(found) > MOST_QUESTIONS:
        raise ValueError("many")
    return found


def read(questions: Sequence[Question], said: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Satisfaction 1–5 and the other answers, of what a form sent; nothing but satisfaction must be answered.

    Raises `ValueError` without it. What fits no question is dropped.
    """
    satisfaction = said.get("satisfaction", "")
    if satisfaction not in {str(n) for n in SCALE}:
        raise ValueError("satisfaction")
    answers = {one["key"]: _answer(one, said.get(one["key"], "").strip()) for one in questions}
    return int(satisfaction), {key: answer for key, answer in answers.items() if answer not in ("", None)}


def _answer(question: Question, text: str) -> Any:
    if question["sort"] == "text":
        return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())[:LONGEST_TEXT]
    if question["sort"] == "choice":
        return text if text in question["options"] else ""
    return int(text) if text in {str(n) for n in SCALE} else None


@dataclass(frozen=True)
class Result:
    """What was answered to one question. `mean` of a scale; `counts` of a scale or choice; `texts` in the alphabet's order."""

    text: str
    sort: str
    number: int
    mean: float | None = None
    counts: list[tuple[str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None


def results(questions: Sequence[Question], answers: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Of the organiser's own questions. Texts are withheld while fewer than `FEW` have answered."""
    return [
        _result(one, [said[one["key"]] for said in answers if one["key"] in said], len(answers)) for one in questions
    ]


def _result(question: Question, given: list[Any], answered: int) -> Result:
    sort = question["sort"]
    if sort == "text":
        return Result(question["text"], sort, len(given), texts=sorted(given) if answered >= FEW else [])
    options = [str(n) for n in SCALE] if sort == "scale" else question["options"]
    counted = Counter(str(one) for one in given)
    average = mean(given) if sort == "scale" else None
    return Result(question["text"], sort, len(given), average, [(option, counted[option]) for option in options])
