"""How numbers and names are compared. Pure.

A number is read from paper, typed on a phone, pasted from a table: full-width letters, long dashes, blanks and case carry no
meaning in it, but its points do: GB/T 1.1 is not GB/T 11.
"""

import re
import unicodedata
from collections.abc import Callable

_BLANK = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc\u2500~\uff5e\u301c]+")
_SILENT = re.compile(r"[“”\"'‘’「」『』《》〈〉()\[\]【】〔〕,、。·•:;/\\_|]+")


def plain(text: str) -> str:
    """NFKC, lower case, without blanks, quotes, brackets and slashes; every run of dashes is one “-”."""
    narrow = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _settled(plain, _DASHES.sub("-", _SILENT.sub("", _BLANK.sub("", narrow))))


def number_key(number: str) -> str:
    """Two spellings of one number have the same key: “GB/T 1.1—2020” and “ＧＢＴ1.1-2020”. Empty for no number."""
    return plain(number).strip("-")


def searched(text: str) -> str:
    """What is looked through: `plain` without its dashes, so that “上海-标准” and 1.1—2020 are found without them."""
    return _settled(searched, plain(text).replace("-", ""))


def _settled(fold: Callable[[str], str], folded: str) -> str:
    """A mark that lost the blank before it joins the letter there; then it is folded once more."""
    return folded if unicodedata.is_normalized("NFKC", folded) else fold(folded)


def words_of(query: str, most: int = 8) -> list[str]:
    """The parts of a query, each of which must occur; blanks divide. At most `most`, longest first."""
    parts = dict.fromkeys(filter(None, (searched(part) for part in _BLANK.split(query))))
    return sorted(parts, key=len, reverse=True)[:most]
