"""A number in the text that says otherwise than the figure it speaks of.

Silence is better than a false alarm: something is said only where one clause holds the figure's name and one single number of
the same measure, the clause compares with nothing and speaks of no part, target or other year, and no figure of that name
admits the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from worldday.base.text import fold

from .finding import Finding, Place, Weight
from .numbers import Number, numbers_in


@dataclass(frozen=True)
class Known:
    """A figure of the unit's own, in the language of the text."""

    key: str
    name: str  # 参观人数
    value: Decimal
    measure: str  # 人次
    source: str
    activity: str  # the name of what it was counted at


@dataclass(frozen=True)
class Clause:
    """Between two marks: its words, the sentence it stands in, its one number."""

    words: str
    sentence: str
    number: Number
    measure: str


SAME = {"名": "人", "位": "人", "个": "", "人员": "人", "％": "%", "percent": "%"}
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_CLAUSE = re.compile(r"[^，,：:（）()。！？!?；;\n]+(?:(?<=\d),(?=\d{3})[^，,：:（）()。！？!?；;\n]+)*")
_COMPARING = re.compile(
    r"同比|环比|增长|增加|增至|提高|提升|下降|减少|其中|目标|计划|预计|预期|拟|争取|力争|将|去年|上年|往年|历年|历届|上届|前年|累计|每|平均|人均|日均|"
    r"最高|最多|最低|不足|不到|全市|全区|全国|全省|另|分别|均|线上|线下|当日|当天|首日|首次|单日|单场|倍|之一|以来"
)
_MEASURE = re.compile(r"\s?(?:余|多)?(?P<measure>人次|人员|篇次|[\u4e00-\u9fa5A-Za-z])")
_GENERAL = re.compile(r"(?:总|的)?(?:人次|人数|次数|场次|数量|总数|数目|数|量|率)$")
_COUNTED = "篇份件项次场家个期张条部台套块批类户所册幅"
_MANY = 2


def contradictions(text: str, figures: Sequence[Known]) -> list[Finding]:
    """Each number that contradicts what was counted, once."""
    found = []
    for clause in clauses(text):
        meant = _meant(clause, figures)
        if meant and not any(clause.number.admits(value) for value in _values(meant)):
            found.append(_finding(text, clause.number.place, meant[0]))
    return found


def clauses(text: str) -> list[Clause]:
    """Clauses with one single number of a measure, free of comparison."""
    found = []
    for sentence in _SENTENCE.finditer(text):
        for match in _CLAUSE.finditer(text, *sentence.span()):
            if not _COMPARING.search(match[0]):
                found += _single(match, sentence[0])
    return found


def _single(match: re.Match[str], sentence: str) -> list[Clause]:
    numbers = [(number, _measure_of(match[0], number)) for number in numbers_in(match[0])]
    named = [(number, measure) for number, measure in numbers if measure]
    if len(named) != 1:
        return []
    number, measure = named[0]
    moved = Number(number.start + match.start(), number.end + match.start(), number.low, number.high, number.percent)
    return [Clause(fold(match[0]), fold(sentence), moved, measure)]


def _measure_of(words: str, number: Number) -> str:
    if number.percent:
        return "%"
    found = _MEASURE.match(words, number.end)
    measure = found["measure"] if found else ""
    return (
        SAME.get(measure, measure)
        if measure in SAME or measure in _COUNTED or len(measure) > 1 or measure == "人"
        else ""
    )


def _meant(clause: Clause, figures: Sequence[Known]) -> list[Known]:
    """The figures the clause can only mean: of its measure, their name in it; of one activity, or of the one the sentence names."""
    alike = [one for one in figures if _same(one.measure) == clause.measure and _named(one, clause.words)]
    said = [one for one in alike if len(fold(one.activity)) > _MANY and fold(one.activity) in clause.sentence]
    return said or (alike if len({one.activity for one in alike}) == 1 else [])


def _named(figure: Known, words: str) -> bool:
    """The figure's name, or what is left of it without “number of”, stands in the clause: 参观 of 参观人数."""
    name = fold(figure.name)
    stem = _GENERAL.sub("", name)
    return name in words or (len(stem) >= _MANY and stem in words)


def _same(measure: str) -> str:
    return SAME.get(measure, measure)


def _values(figures: Sequence[Known]) -> list[Decimal]:
    """What each says, and what they say together: an activity's figure may have been counted in parts."""
    return [*(one.value for one in figures), sum((one.value for one in figures), Decimal(0))]


def _finding(text: str, place: Place, figure: Known) -> Finding:
    params = {
        "written": text[slice(*place)],
        "figure": figure.key,
        "name": figure.name,
        "value": f"{figure.value.normalize():f}",
        "measure": figure.measure,
        "activity": figure.activity,
        "source": figure.source,
    }
    return Finding("figure-differs", Weight.LOOK, params, (place,))
