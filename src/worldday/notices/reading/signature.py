"""The end of a notice (GB/T 9704-2012, 7.3.5): who signs, and the day of issue 成文日期.

The signature stands before the annexes; the imprint's …印发 line and a portal's own dates
are no days of issue.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import numbers, orgs
from .days import day
from .text import Found, found, rule, strip

_Y = r"(?P<y>(?:19|20)\d\s?\d|[一二]\s?[〇零一二三四五六七八九○O0]\s?[〇零一二三四五六七八九○O0]\s?[〇零一二三四五六七八九○O0])"
_N = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
DATE = rule(rf"{_Y}\s{{0,4}}年\s{{0,4}}(?P<m>{_N})\s{{0,4}}月\s{{0,4}}(?P<d>{_N})\s{{0,4}}日")
_SHORT = rule(r"(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?![\d：])")
_CONTINUES = rule(
    r"\s{0,3}(?:印发|起|至|—|-|~|到|前|之|以|，|。|、|；|在|举|是|为|上午|下午|晚|（?星期|（?周[一二三四五六日]|期间|当天|\d{1,2}：|发布|实施|施行|召开)"
)
_LEADS = rule(r"(?:于|在|自|从|至|—|-|~|到|即|为|是|（|时间|日期|根据|截至|《)\s*$")
_SEALED = rule(r"（[^（）\n]{0,40}(?:代章|盖章|公章|印章|章)[^（）\n]{0,4}）\s*$")
_STOP = rule(r"[。；：！？》\n\t]|附件|特此(?:通知|公告|函告)")
_ANNEX = rule(
    r"^[ \t#*]*附\s*(?:件|表)\s*[一二三四五六\d]{0,2}\s*[：:]?\s*$|(?<=[\s。])附件\s?[一二三四五六\d]{0,2}\s(?=\s*[^\s\d：.、])",
    re.MULTILINE,
)


MOST_ON_A_LINE = 6  # Offices that sign side by side; more is a list of something else.


@dataclass(frozen=True)
class Signature:
    """Signing offices (may be empty) with the day of issue."""

    issuers: tuple[Found, ...]
    issued: date
    printed: Found
    start: int
    end: int


def read(raw: str, text: str, body: int, issuer: str | None) -> Signature | None:
    """The first signature after ``body``; ``issuer`` is the title's, which may stand glued to the date."""
    for hit, that in _dates(text, body):
        if not _stands_free(text, hit):
            continue
        offices = list(_offices(raw, text, body, hit.start(), issuer))
        if offices:
            return Signature(tuple(offices), that, found(raw, hit.start(), hit.end()), offices[0].start, hit.end())
        alone = _alone_on_line(text, hit) or (text[hit.start() - 1].isspace() and not text[hit.end() :].strip())
        if alone and _nothing_follows(text, hit.end()):
            return Signature((), that, found(raw, hit.start(), hit.end()), hit.start(), hit.end())
    return None


def annexes(text: str, start: int) -> list[int]:
    """Where annex pages begin (附件, 附件1 standing alone)."""
    return [hit.start() for hit in _ANNEX.finditer(text, start)]


def undated(raw: str, text: str, body: int, end: int) -> tuple[Found, ...]:
    """Offices on the last lines before ``end``, where a signature stands without its date."""
    names: list[Found] = []
    for line_start, line_end in _lines_above(text, body, end):
        spans = orgs.names(text[line_start:line_end])
        if not 0 < len(spans) <= MOST_ON_A_LINE:
            break
        names[:0] = [found(raw, line_start + a, line_start + b) for a, b in spans]
    return tuple(names)


def dated_at(text: str, spot: int) -> re.Match[str] | None:
    """The date that stands at ``spot``, in either spelling."""
    return DATE.match(text, spot) or _SHORT.match(text, spot)


def value(hit: re.Match[str]) -> date | None:
    """The date a match of ``DATE`` means."""
    year = numbers.year(
        re.sub(r"\s", "", hit["y"]).replace("O", "〇") if not hit["y"][0].isdigit() else hit["y"].replace(" ", "")
    )
    return day(year, numbers.number(hit["m"]), numbers.number(hit["d"]))


def _dates(text: str, body: int) -> Iterator[tuple[re.Match[str], date]]:
    hits = [hit for pattern in (DATE, _SHORT) for hit in pattern.finditer(text, body)]
    for hit in sorted(hits, key=lambda h: h.start()):
        that = value(hit)
        if that is not None:
            yield hit, that


def _stands_free(text: str, hit: re.Match[str]) -> bool:
    """A date inside a sentence is no signature."""
    before = text[max(0, hit.start() - 8) : hit.start()]
    return not _CONTINUES.match(text, hit.end()) and not _LEADS.search(before)


def _alone_on_line(text: str, hit: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()]
    rest = text[hit.end() : (text + "\n").find("\n", hit.end())]
    return not line.strip(" \t（") and not rest.strip(" \t）")


def _nothing_follows(text: str, end: int) -> bool:
    """No running text after the date: the document ends, or its annexes begin."""
    rest = text[end:]
    return not rest.strip() or bool(re.match(r"\s*(?:（|附|抄送|联系)", rest)) or len(rest.strip()) < 200


def _offices(raw: str, text: str, body: int, spot: int, issuer: str | None) -> Iterator[Found]:
    """Names right before the date: on its line, on the lines above, or glued together."""
    if sealed := _SEALED.search(text, max(body, spot - 60), spot):
        spot = sealed.start()
    line = max(text.rfind("\n", body, spot) + 1, body)
    before = text[line:spot]
    if not before.strip():
        yield from undated(raw, text, body, line)
        return
    stops = [hit.end() for hit in _STOP.finditer(before)]
    start = line + (stops[-1] if stops else 0)
    trailing: list[tuple[int, int]] = []
    for piece in reversed(list(re.finditer(r"\S+", text[start:spot]))):
        if not orgs.is_name(piece.group()):
            break
        trailing.insert(0, (start + piece.start(), start + piece.end()))
    if not trailing and issuer:
        end = strip(text, start, spot)[1]
        if text[:end].endswith(issuer):
            trailing = [(end - len(issuer), end)]
    above = (
        undated(raw, text, body, line)
        if trailing and not text[start : trailing[0][0]].strip() and start == line
        else ()
    )
    yield from above
    yield from (found(raw, *span) for span in trailing)


def _lines_above(text: str, body: int, end: int) -> Iterator[tuple[int, int]]:
    """Non-empty lines before ``end``, last first; more than three empty ones end the block."""
    empty = 0
    while end > body and empty < 4:
        start = max(text.rfind("\n", body, end - 1) + 1, body)
        if text[start:end].strip():
            yield start, end
            empty = 0
        else:
            empty += 1
        end = start
