"""How Word writes a number: the number formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def written(number: int, style: str) -> str:
    """``number`` in Word's number format ``style``; formats we do not know are written 1, 2, 3."""
    number = max(0, min(number, 99_999))
    return STYLES.get(style, str)(number)


def chinese(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """Counting as in 十一, 二十, 一百零五 (up to 99,999)."""
    if number >= 10_000:
        rest = chinese(number % 10_000, digits, units) if number % 10_000 else ""
        return chinese(number // 10_000, digits, units) + ("萬" if digits is FORMAL else "万") + rest
    zero = digits[0].replace("〇", "零")
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        unit = units[place - 1] if place else ""
        text = (digits[int(digit)] + unit if digit != "0" else zero) + text
    while zero * 2 in text:
        text = text.replace(zero * 2, zero)
    text = text.rstrip(zero) or digits[0]
    return text[1:] if digits is DIGITS and text.startswith("一十") else text


def roman(number: int) -> str:
    """XIV for 14."""
    text = ""
    for value, letters in ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """A … Z, AA, BB …, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    """Characters that stand in a row in Unicode (①, ⑴, ⒈); beyond the last one plain digits."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _formal(number: int) -> str:
    return chinese(number, FORMAL, "拾佰仟")


STYLES: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ordinal": str,
}
