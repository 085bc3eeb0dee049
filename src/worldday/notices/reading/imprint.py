"""The day of issue where no signature tells it: a portal's 成文日期, or the notice's own …印发 line.

GB/T 9704-2012, 7.4.3 puts the printing office and day at the foot; it stands in for the 成文日期 only where the text
has none and the office is the issuer's own. A page's 发布日期 is no day of issue.
"""

import re
from datetime import date

from . import signature
from .text import Found, found, rule

_DECLARED = rule(r"(?:成\s?文|发\s?文|生\s?成|制\s?发|印\s?发)\s?(?:日\s?期|时\s?间)\s?〕?[：\s]{0,12}")
_PRINTED = rule(r"^[ \t]*(?P<office>[一-龥]{4,30}?)\s+(?P<day>20\d\d年\d{1,2}月\d{1,2}日)\s?印发[ \t]*$", re.MULTILINE)
HEAD = 1500  # Letters in which a portal's table of particulars stands.


def declared(raw: str, text: str) -> tuple[date, Found] | None:
    """The day behind 成文日期 in the head of the page."""
    for label in _DECLARED.finditer(text, 0, min(len(text), HEAD)):
        hit = signature.dated_at(text, label.end())
        if hit and (that := signature.value(hit)):
            return that, found(raw, *hit.span())
    return None


def printed(raw: str, text: str, body: int, issuers: list[str]) -> tuple[date, Found] | None:
    """The day of an imprint whose office belongs to one of ``issuers``."""
    for hit in _PRINTED.finditer(text, body):
        kin = any(hit["office"].startswith(name) or name.startswith(hit["office"]) for name in issuers)
        day = signature.dated_at(text, hit.start("day"))
        if kin and day and (that := signature.value(day)):
            return that, found(raw, *hit.span("day"))
    return None
