"""Numbers as Chinese reports write them: 1,286、1.2万余、三千二百多、近200、86.5% – and what each admits to be true.

“1200余” is true of 1286 and false of 1310; “约200” of anything within a tenth. A number that admits nothing certain (几十,
数百, the one in 第51届, either end of 200—300) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .finding import Place

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}  # one character for one: places stay
_SCALE = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_BEFORE = r"(?P<before>不少于|至少|超过|突破|将近|接近|大约|约|近|逾|超)?\s?"
_NUMBER = re.compile(
    rf"{_BEFORE}(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<scale>[十百千]?万|[百千亿])?"
    r"|(?P<words>[零一二两三四五六七八九十百千万亿〇]+))"
    r"(?P<more>余|多)?(?P<scale2>万)?(?P<percent>%)?"
)
_NOT_BEFORE = re.compile(r"[第几数上成\d.A-Za-z〔\[/〇零一二两三四五六七八九十百千万亿—–~至\-]$")
_RANGE = re.compile(r"\s?[—–~\-至到/]\s?[\d零一二两三四五六七八九十]")
_ABOUT = re.compile(r"\s?[\u4e00-\u9fa5A-Za-z]{0,2}?(以上|左右|上下)")
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Number:
    """A number as written, [start, end) in the text; it is true of every value from `low` to `high` (None: no upper end)."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    percent: bool

    def admits(self, value: Decimal) -> bool:
        return self.low <= value and (self.high is None or value <= self.high)

    @property
    def place(self) -> Place:
        return self.start, self.end


def numbers_in(text: str) -> list[Number]:
    """Every number that says something certain, in order."""
    return list(_read(text.translate(_WIDE)))


def _read(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 9]
        value_step = _value(match)
        if value_step is None or _NOT_BEFORE.search(before) or _RANGE.match(after) or after[:1] == "几":
            continue
        low, high = _admitted(*value_step, match, after)
        yield Number(match.start(), match.end(), low, high, bool(match["percent"]))


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The value, and how much one of its last written place is worth."""
    if match["digits"]:
        written = Decimal(match["digits"].replace(",", ""))
        scale = _SCALE[match["scale"] or ""] * (10_000 if match["scale2"] else 1)
        exponent = written.as_tuple().exponent
        return written * scale, Decimal(scale).scaleb(exponent if isinstance(exponent, int) else 0)
    value = chinese(match["words"])
    if value is None:
        return None
    scale = 10_000 if match["scale2"] else 1
    return Decimal(value * scale), Decimal(scale)


def _admitted(value: Decimal, step: Decimal, match: re.Match[str], after: str) -> tuple[Decimal, Decimal | None]:
    about = _ABOUT.match(after)
    first = about[1] if about else ""
    before = match["before"]
    if before in ("约", "大约") or first in ("左右", "上下"):
        return value * (1 - TENTH), value * (1 + TENTH)
    if before in ("近", "将近", "接近"):
        return value * (1 - TENTH), value
    if before or first == "以上":
        return value, None
    if match["more"]:
        return value, value + max(step, _last_place(value))
    rounded = step > 1 or match["percent"]  # 1.2万 was rounded; 12000 was not
    return (value - step, value + step) if rounded else (value, value)


def _last_place(value: Decimal) -> Decimal:
    """What one of the last place that is not zero is worth: 100 for 1200."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def chinese(words: str) -> int | None:
    """一千二百三十四 → 1234, 三万五 → 35000, 二〇二〇 → 2020; None for what is no number (万一, 千百)."""
    if not set(words) & (_TENS.keys() | {"万", "亿"}):
        return int("".join(str(_DIGITS[char]) for char in words))
    total = 0
    for mark, worth in (("亿", 10**8), ("万", 10**4)):
        head, found, rest = words.partition(mark)
        if found:
            if (front := _below_ten_thousand(head)) is None:
                return None
            total += front * worth
            if len(rest) == 1 and rest in _DIGITS:  # 三万五
                return total + _DIGITS[rest] * worth // 10
            words = rest.lstrip("零〇")
    tail = _below_ten_thousand(words) if words else 0
    return None if tail is None else total + tail


def _below_ten_thousand(words: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for char in words:
        if char in _TENS:
            worth = _TENS[char]
            if worth >= last or (digit is None and (worth != 10 or total)):  # 百二 and 二十百 are no numbers
                return None
            total += (1 if digit is None else digit) * worth
            digit, last = None, worth
        elif char in _DIGITS and (digit is None or digit == 0):
            digit = _DIGITS[char]
        else:
            return None
    if digit is None:
        return total if words else None
    short = last >= 100 and last < 10_000 and len(words) > 1 and words[-2] not in "零〇"  # 一百二 is 120
    return total + digit * (last // 10 if short else 1)
