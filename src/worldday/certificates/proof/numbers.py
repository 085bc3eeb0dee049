"""Numbers of certificates: digits only, read over the phone and typed from paper.

`2020-000123-581604-81`: the year, the serial of that year, six digits nobody can guess, two check digits (ISO 7064 MOD 97-10).
One wrong digit or two swapped ones are always noticed. The six digits keep a passer-by from trying numbers to read names.
"""

import re
import unicodedata

SECRET_DIGITS = 6
SERIAL_DIGITS = 6  # at least; the millionth of a year has seven
_WHOLE = re.compile(r"\d{18,21}")
_RUN = re.compile(r"\d(?:[\s\-–—]*\d){17,20}")


def number_of(year: int, serial: int, secret: int) -> str:
    """The number with its check digits; `secret` has six digits."""
    digits = f"{year:04}{serial:0{SERIAL_DIGITS}}{secret:0{SECRET_DIGITS}}"
    return grouped(f"{digits}{98 - int(digits) * 100 % 97:02}")


def grouped(digits: str) -> str:
    """The digits as they are printed."""
    return "-".join((digits[:4], digits[4:-8], digits[-8:-2], digits[-2:]))


def typed_number(text: str) -> str:
    """The number in what somebody typed or scanned, as it is printed; "" where none is, or its check digits do not fit."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _RUN.findall(plain.partition("#")[0]):
        digits = "".join(sign for sign in found if sign.isdecimal())
        if _WHOLE.fullmatch(digits) and int(digits) % 97 == 1:
            return grouped(digits)
    return ""
