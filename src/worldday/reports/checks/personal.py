"""Personal data that a summary should not carry (PIPL art. 6: no more than needed). What is shown of it is masked.

Forms: mainland mobile numbers; identity numbers with their check digit (GB 11643, ISO 7064 MOD 11-2); bank cards by the
Luhn formula (ISO/IEC 7812); e-mail addresses of people; number plates (GA 36); a person named beside a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from .finding import Finding, Place, Weight

_APART = r"[ \u00a0\-–—.·]?"
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z.])(?:(?:\+|00)?86{_APART})?(1[3-9]\d{_APART}\d{{4}}{_APART}\d{{4}})(?![0-9A-Za-z])"
)
IDENTITY = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{16}[0-9Xx])(?![0-9A-Za-z])")
CARD = re.compile(rf"(?<![0-9A-Za-z.])([3-6]\d{{3}}(?:{_APART}\d{{4}}){{3}}(?:{_APART}\d{{1,3}})?)(?![0-9A-Za-z])")
EMAIL = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})(?![\w-])", re.ASCII)
PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·•.]?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警港澳])"
    r"(?![0-9A-Za-z])"
)
NAMED = re.compile(
    r"(?:联系人|经办人|负责人|当事人|获奖者|家长)\s*[:：]?\s*([\u4e00-\u9fa5]{2,3}(?:女士|先生|同志|老师)?)[\s，,、（(]*"
    r"(?:联系)?(?:电话|手机|tel)[\s:：]*(?:0\d{2,3}[-－ ]?)?\d{7,8}(?!\d)",
    re.IGNORECASE,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}  # one character for one: places stay


def found_in(text: str) -> list[Finding]:
    """Personal data of each sort, as one finding a sort with every place; an identity number is not called a card as well."""
    plain = text.translate(_WIDE)
    taken: set[int] = set()
    found = []
    for code, weight, matches, mask in _SORTS:
        places = [place for place in matches(plain) if taken.isdisjoint(range(*place))]
        for start, end in places:
            taken.update(range(start, end))
        if places:
            masked = [mask(plain[start:end]) for start, end in places]
            found.append(Finding(code, weight, {"masked": masked, "count": len(places)}, tuple(places)))
    return found


def is_identity(number: str) -> bool:
    """18 characters whose birthday exists and whose check digit is right."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return number[17].upper() == "10X98765432"[rest]


def is_card(number: str) -> bool:
    """Whether the Luhn formula holds, and it is no row of equal digits."""
    digits = [int(one) for one in number if one.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 2 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def masked(value: str, *, before: int = 3, after: int = 2) -> str:
    """`138******00`: enough to find it again, not enough to use it."""
    hidden = max(1, len(value) - before - after)
    return f"{value[:before]}{'*' * hidden}{value[len(value) - after :] if len(value) > before + after else ''}"


def _numbers(text: str) -> Iterator[Place]:
    return (match.span(1) for match in IDENTITY.finditer(text) if is_identity(match[1]))


def _cards(text: str) -> Iterator[Place]:
    return (match.span(1) for match in CARD.finditer(text) if is_card(match[1]))


def _all(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Place]]:
    return lambda text: (match.span(1) for match in pattern.finditer(text))


def _address(value: str) -> str:
    name, _at, host = value.partition("@")
    return f"{name[:1]}***@{host}"


_SORTS: tuple[tuple[str, Weight, Callable[[str], Iterator[Place]], Callable[[str], str]], ...] = (
    ("identity-number", Weight.STOP, _numbers, lambda value: masked(value, before=3, after=1)),
    ("bank-card", Weight.STOP, _cards, lambda value: masked(value, before=4, after=2)),
    ("mobile", Weight.LOOK, _all(MOBILE), masked),
    ("email", Weight.HINT, _all(EMAIL), _address),
    ("plate", Weight.LOOK, _all(PLATE), lambda value: masked(value, before=2, after=1)),
    ("person-named", Weight.LOOK, _all(NAMED), lambda value: f"{value[:1]}{'*' * (len(value) - 1)}"),
)
