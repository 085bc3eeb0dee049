"""What stands on one certificate, sorted into the places a layout has. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from worldday.certificates.paper import CertificatePaper

LAYOUTS = ("plain", "band", "upright")  # templates/<name>.typ: framed, with a colour band, standing
SLOTS = ("title", "title_en", "name", "latin", "unit", "body", "body_en", "note", "note_en", "issuer", "issuer_en")
_DIGITS = "〇一二三四五六七八九"


def slots_of(paper: CertificatePaper) -> dict[str, str]:
    """Text of every place; "" where nothing is printed."""
    return {slot: paper.text(slot) for slot in SLOTS}


def lines_of(paper: CertificatePaper) -> list[tuple[str, str]]:
    """Fields without a place of their own: label and text, one below the other."""
    return [(label, text) for label, text in paper.fields if label not in SLOTS]


def characters_of(paper: CertificatePaper) -> set[str]:
    return set("".join(text for pair in paper.fields for text in pair) + paper.mark)


def moment_of(paper: CertificatePaper) -> int:
    """Unix time of the day of issue: what the file says of its own making, so that it is the same whenever it is made."""
    year, month, day = _parts(paper.issued)
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def day_in_characters(day: str) -> str:
    """2020年10月14日 as a certificate is dated: 二〇二〇年十月十四日."""
    year, month, date = _parts(day)
    return f"{''.join(_DIGITS[int(digit)] for digit in str(year))}年{_small(month)}月{_small(date)}日"


def _parts(day: str) -> tuple[int, int, int]:
    year, month, date = (int(part) for part in re.findall(r"\d+", day))
    return year, month, date


def _small(number: int) -> str:
    """1–99 in characters: 十, 十四, 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
