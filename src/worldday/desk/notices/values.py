"""One value of the reading as the text of an input, and back. What was not touched comes back as it was, to the letter."""

import re
import unicodedata
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .schema import DAY, FLAG, LINES, LONG, NUMBER, Field

_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")  # 2020-9-9, 2020/9/9, 2020年9月9日
MAX_NUMBER = 1_000_000


class BadValueError(ValueError):
    """An input that cannot mean what the field holds; the text is the sentence shown beside it."""


def shown(field: Field, value: Any) -> str:
    """The text an input holds for `value`; a browser drops line breaks in one-line inputs, so they are blanks here."""
    if value is None:
        return ""
    if field.sort == FLAG:
        return "on" if value else ""
    if field.sort == LINES:
        return "\n".join(map(str, value))
    return str(value) if field.sort == LONG else " ".join(str(value).splitlines())


def taken(field: Field, posted: str, before: Any) -> Any:
    """The value `posted` stands for; `before` is returned itself when the person changed nothing."""
    text = posted.replace("\r\n", "\n")
    if field.sort == FLAG:
        return bool(text)
    if text == shown(field, before):
        return before
    text = text.strip()
    if field.sort == LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if not text:
        return field.empty
    if field.sort == DAY:
        return _day(text)
    return _number(text) if field.sort == NUMBER else text


def _day(text: str) -> str:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
        return date(year, month, day).isoformat()
    except ValueError:
        raise BadValueError(_("“{text}” is not a day. Write it as 2020-10-14.").format(text=text)) from None


def _number(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii() or not plain.isdigit() or int(plain) > MAX_NUMBER:
        raise BadValueError(_("“{text}” is not a whole number.").format(text=text))
    return int(plain)
