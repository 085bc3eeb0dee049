"""Comparing Chinese names as people do: width, blanks, quotation marks and dashes carry no meaning."""

import re
import unicodedata

_SILENT = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）\[\]【】、，,。．.·•—–―_-]+")


def fold(value: str) -> str:
    """The form under which two spellings of one name meet: NFKC, lower case, no blanks, quotes, brackets or dashes."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", value)).casefold()
