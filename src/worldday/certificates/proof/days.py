"""How days stand on paper, so that what is printed can be compared with what was signed."""

from datetime import date

NUMERALS = "〇一二三四五六七八九"


def day_in_characters(day: date) -> str:
    """二〇二〇年十月十四日, as a certificate is dated."""
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def spellings(said: str) -> set[str]:
    """Every way in which a signed day, ISO 8601, may be read from the paper."""
    day = date.fromisoformat(said)
    return {said, f"{day.year}年{day.month}月{day.day}日", day_in_characters(day)}


def _small(number: int) -> str:
    """1–99 in characters: 十, 十四, 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十") + (NUMERALS[ones] if ones else "")
