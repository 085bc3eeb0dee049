"""Names as people meet them: compared (width, blanks, quotation marks and dashes carry no meaning), and in either language. Pure."""

import re
import unicodedata

# Chinese counts its months
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SILENT = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）\[\]【】、，,。．.·•—–―_-]+")


def fold(value: str) -> str:
    """The form under which two spellings of one name meet: NFKC, lower case, no blanks, quotes, brackets or dashes."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", value)).casefold()


def in_language(text: str, english: str, language: str) -> str:
    """What a thing is called in this language: its Chinese words where there are no English ones."""
    return text if language.startswith("zh") or not english else english
