"""Is there enough, too much, or nothing said? Lengths are counted by `reports.counting`, the published rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import likeness
from .finding import Finding, Weight
from .folded import Folded

FEW = 20  # characters: less than one sentence that says what was done
_NOTHING = re.compile(
    r"(?:本?单位|我?[局所处会])?(?:目前|暂时|均)?(?:无|没有|暂无|略|空|同上|不涉及|未开展|待补充|见附件|详见附件)"
    r"(?:相关|有关|此类|此项|该项|上述|任何)?(?:内容|活动|情况|工作|材料|报送|可报|事项)*(?:内容)?"
)
QUOTED = 60  # per cent of the notice's own words from which on it is said


def too_long(chars: int, limit: int | None) -> list[Finding]:
    """Over the limit the task names."""
    if limit is None or chars <= limit:
        return []
    return [Finding("over-limit", Weight.STOP, {"chars": chars, "limit": limit, "over": chars - limit})]


def too_little(text: str, chars: int, *, besides: int = 0) -> list[Finding]:
    """Empty, or as good as: `besides` counts what was sent beside the text (plan rows, files), which may be all there is to say."""
    if besides:
        return []
    if chars == 0:
        return [Finding("empty", Weight.STOP)]
    if _NOTHING.fullmatch(Folded.of(text).letters):
        return [Finding("nothing-said", Weight.STOP, {"text": text.strip()[:40]}, ((0, len(text)),))]
    return [Finding("near-empty", Weight.LOOK, {"chars": chars}, ((0, len(text)),))] if chars < FEW else []


def quoting(text: str, notices: Sequence[str]) -> list[Finding]:
    """The notice's own words instead of the unit's; only them, or a few of one's own beside them, is as good as nothing."""
    found = likeness.from_notice(text, notices)
    if found.percent < QUOTED or found.letters < likeness.PASSAGE:
        return []
    own = len(Folded.of(text).letters) - found.letters
    weight = Weight.STOP if own < FEW else Weight.LOOK
    return [Finding("notice-words", weight, {"percent": found.percent}, found.places)]
