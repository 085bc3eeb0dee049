"""Who issues the notice: the signature, the title's opening, or the letterhead.

Each may be short (城北街道办事处) or full (样例市城北街道办事处): where two name one office the
fuller form is taken.
"""

import re

from . import orgs
from .header import Head
from .signature import Signature
from .text import Found, found, rule

_LETTERHEAD = rule(r"^[ \t]*(?P<names>[^\n。：]{4,60}?)\s?文\s?件[ \t]*$", re.MULTILINE)
_SEVERAL = rule(r"等\w{0,3}(?:个)?(?:部门|单位|委局)$")


def read(raw: str, text: str, head: Head, signature: Signature | None, unsigned: tuple[Found, ...]) -> list[Found]:
    """The issuers in order, full names where the text has them."""
    titled = _names(raw, text, head.issuer_words.start, head.issuer_words.end) if head.issuer_words else []
    signed = list(signature.issuers) if signature else []
    if not signed and not titled:
        signed = list(unsigned)
    if len(signed) > len(titled) == 1 and (whole := _broken(signed, titled[0])):
        return [whole]
    if signed and titled and len(titled) > len(signed):
        signed, titled = titled, signed
    return [_fuller(name, titled) for name in signed] or titled or _letterhead(raw, text, head)


def _fuller(name: Found, others: list[Found]) -> Found:
    longer = [other for other in others if other.value.endswith(name.value) and len(other.value) > len(name.value)]
    return longer[0] if longer else name


def _broken(signed: list[Found], titled: Found) -> Found | None:
    """One long name that the signature sets in two lines."""
    joined = "".join(name.value for name in signed)
    return Found(joined, signed[0].start, signed[-1].end) if joined.endswith(titled.value) else None


def _names(raw: str, text: str, start: int, end: int) -> list[Found]:
    """Names joined by 、, spaces or line breaks; one name when they do not all look like names."""
    whole = found(raw, start, end)
    words = _SEVERAL.sub("", text[start:end])
    pieces = [(start + hit.start(), start + hit.end()) for hit in re.finditer(r"[^\s、]+", words)]
    if all(orgs.is_name(text[a:b]) for a, b in pieces):
        return [found(raw, a, b) for a, b in pieces]
    return [whole]


def _letterhead(raw: str, text: str, head: Head) -> list[Found]:
    """The letterhead: names before 文件, else a line of names above the number or the title."""
    stop = min([found.start for found in (head.title, head.number) if found] or [400])
    if hit := _LETTERHEAD.search(text, 0, stop):
        return _names(raw, text, *hit.span("names"))
    lines = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\n]+", text[: max(0, stop)]) if hit.group().strip()]
    if lines and all(orgs.is_name(piece) for piece in text[slice(*lines[-1])].split()):
        return _names(raw, text, *lines[-1])
    return []
