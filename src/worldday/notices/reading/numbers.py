"""Numbers as official Chinese writes them: 12, 十二, 二十一, 二〇二〇."""

DIGITS = {"〇": 0, "零": 0, "○": 0, "O": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
          "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
UNITS = {"十": 10, "百": 100, "千": 1000}


def number(words: str) -> int | None:
    """The value of ``words`` (Arabic or Chinese), or None when it is not a number.

    >>> number("二十一"), number("51"), number("一百零三")
    (21, 51, 103)
    """
    words = words.strip()
    if words.isdecimal():
        return int(words)
    total, digit = 0, None
    for letter in words:
        if letter in UNITS:
            total += (1 if digit is None else digit) * UNITS[letter]
            digit = None
        elif letter in DIGITS and (digit is None or digit == 0):
            digit = DIGITS[letter]
        else:
            return None
    return total + (digit or 0) if words else None


def year(words: str) -> int | None:
    """A four-digit year, Arabic or digit by digit (二〇二〇), else None."""
    if words.isdecimal():
        value = int(words)
    elif len(words) == 4 and all(letter in DIGITS for letter in words):
        value = int("".join(str(DIGITS[letter]) for letter in words))
    else:
        return None
    return value if 1949 <= value <= 2100 else None
