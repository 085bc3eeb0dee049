"""The document number 发文字号 (GB/T 9704-2012, 7.2.5) of the notice itself, never of one it cites.

It stands before the title, in brackets right under it, on a line of its own above the addressees, or
behind a label (文号：) in a portal's table. Numbers behind 根据, inside 《》 or in front of 文件要求 are others'.
"""

import re

from .text import Found, rule

_NUMBER = rule(
    r"(?P<code>[一-龥]{1,16}(?:（[一-龥]{1,6}）[一-龥]{0,4})?)\s{0,3}〔\s?(?:19|20)\d\s?\d\s?〕\s{0,3}第?\s?\d{1,4}\s?号"
)
_GLUED = rule(r".*(?:文件|文号|字号|通知|编号|号|方案)(?=[一-龥])")
_SECOND_HOUSE = rule(r"^\s*(?P<house>[一-龥]{1,8}、)$")
_LABEL = rule(r"(?:文\s*号|字\s*号|文件编号|作者)\s?〕?[：\s]{0,8}$")
_CITING = rule(
    r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|转发|印发|收悉|接|经|及|和|与|[一-龥]的)\s*[\w（）]{0,12}$|》\s*（?$"
)
_CITED = rule(r"\s*）?\s*(?:等?文件|精神|要求|通知|规定|安排|收悉)")


def read(text: str, start: int, end: int, limit: int) -> Found | None:
    """The number beside the title ``text[start:end]``; below the title it must stand before ``limit``."""
    hits = [_whole(text, hit) for hit in _NUMBER.finditer(text, 0, min(len(text), limit + 40)) if hit.start() < limit]
    own = [span for span in hits if _own(text, *span, start, end)]
    if not own:
        return None
    begin, stop = min(own, key=lambda span: min(abs(start - span[1]), abs(span[0] - end)))
    return Found(re.sub(r"\s", "", text[begin:stop]), begin, stop)


def _whole(text: str, hit: re.Match[str]) -> tuple[int, int]:
    """The number without words of the letterhead or title before it, with the first of two houses (校学、校团联发)."""
    glued = _GLUED.match(hit["code"])
    begin = hit.start() + (glued.end() if glued else 0)
    line = text.rfind("\n", 0, begin) + 1
    house = _SECOND_HOUSE.match(text[line:begin]) if begin - line <= 12 else None
    return line + house.start("house") if house else begin, hit.end()


def _own(text: str, begin: int, stop: int, start: int, end: int) -> bool:
    """Whether the number at ``begin`` is this document's."""
    line = text.rfind("\n", 0, begin) + 1
    if alone(text, begin, stop) or _LABEL.search(text[max(0, begin - 24) : begin]):
        return True
    if start == end or start <= begin < end or text[max(0, begin - 1) : begin] in ("《", "“", "》", "〈"):
        return False
    if text[max(0, begin - 1) : begin] == "（":
        return begin > end and not text[end : begin - 1].strip()
    lead = text[max(line, end if begin >= end else line) : begin]
    if lead and (_CITING.search(lead) or _CITED.match(text, stop)):
        return False
    return stop <= start or not re.search(r"[：。]", text[end:begin])


def alone(text: str, begin: int, stop: int) -> bool:
    """Whether the number has a line to itself, perhaps in brackets or beside 签发人."""
    line = text[text.rfind("\n", 0, begin) + 1 : begin]
    rest = text[stop : (text + "\n").find("\n", stop)].strip(" \t）|")
    return not line.strip(" \t（|") and (not rest or rest.startswith("签发"))
