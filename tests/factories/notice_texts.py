"""Short texts as the reader's rules see them."""

from typing import Any

from worldday.notices.reading import Document, read
from worldday.notices.reading.days import Calendar
from worldday.notices.reading.model import Source
from worldday.notices.reading.text import normalise

HEAD = "样例市市场监管局关于开展2020年“世界标准日”活动的通知\n各有关单位：\n现将有关事项通知如下：\n"
FOOT = "\n样例市市场监管局\n2020年9月9日\n"


def source(text: str, year: int | None = 2020) -> Source:
    """A text with its normalised form and a year."""
    plain = normalise(text)
    return Source(text, plain, plain, Calendar(year))


def reading(text: str) -> dict[str, Any]:
    """The reading of a plain text."""
    return read(Document(text))


def notice(body: str) -> dict[str, Any]:
    """The reading of a notice of 9 September 2020 with this body."""
    return reading(HEAD + body + FOOT)
