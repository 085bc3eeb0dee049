"""Did it say something about every point the notice asks for?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from worldday.base.text import fold

from .finding import Finding, Weight

_BETWEEN = re.compile(
    r"[、，,；;。：:（）()/\s]|以及|及其|包括|关于|对于|和|与|及|的|了|等|在|对|以|按|请|应|须|将|并|或|为|各|本"
)
_GENERAL = frozenset(
    re.findall("..", "活动情况开展工作有关相关主要进行总结内容报送组织具体基本方面本次单位材料说明列明介绍填写提供")
)


HIGHLIGHTS = "亮点"


def words_of(point: str) -> list[frozenset[str]]:
    """The words of a point, each as the pairs of characters that tell it; general words only where there are no others."""
    parts = [fold(part) for part in _BETWEEN.split(point)]
    pairs = [frozenset(_pairs(part)) for part in parts if len(part) > 1]
    telling = [kept for each in pairs if (kept := each - _GENERAL)]
    return telling or [each for each in pairs if each]


def _pairs(word: str) -> list[str]:
    """Characters two by two from the front, so that 宣传情况 is 宣传 and 情况 and not 传情; the last pair of an odd word overlaps."""
    found = [word[at : at + 2] for at in range(0, len(word) - 1, 2)]
    return [*found, word[-2:]] if len(word) % 2 else found


def missing(text: str, points: Sequence[str], ticked: Collection[int], *, highlights: bool = False) -> list[Finding]:
    """Points that are neither ticked nor spoken of: none of their words stands in the text. Marked passages (`highlights`)
    speak of a point that asks for highlights."""
    folded = fold(text) + (HIGHLIGHTS if highlights else "")
    found = []
    for number, point in enumerate(points):
        words = words_of(point)
        spoken = not words or any(pair in folded for word in words for pair in word)
        if number not in ticked and not spoken:
            found.append(Finding("point-missing", Weight.LOOK, {"point": point, "number": number + 1}))
    return found
