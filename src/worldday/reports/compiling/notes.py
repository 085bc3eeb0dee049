"""Footnotes: where each number and each quotation comes from, said once per source."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext

from worldday.reports.figures import SourcedFigure, plain
from worldday.ui import dates

from .blocks import Note

LONGEST = 800


@dataclass(frozen=True)
class SourceNote:
    key: str
    token: str
    note: str
    link: str = ""


class Notes:
    """Collects the sources of one compiling; the same source met again keeps its token."""

    def __init__(self) -> None:
        self.found: dict[str, SourceNote] = {}

    def add(self, key: str, note: str, link: str = "") -> Note:
        """A reference to put behind what comes from there. `key` names the source and the value it gave."""
        token = token_of(key)
        self.found.setdefault(token, SourceNote(key[:300], token, note[:LONGEST], link))
        return Note(token)

    def figure(self, figure: SourcedFigure) -> Note:
        """What was counted, by whom, where it is written down, and when."""
        said = gettext("{definition}; source: {source}; as of {when}.").format(
            definition=figure.definition or figure.name, source=_source(figure), when=moment(figure.taken_at)
        )
        return self.add(f"{figure.key}={plain(figure.value)}", said)

    def counted(self, name: str, value: object, definition: str, source: str, at: datetime) -> Note:
        """A count of our own records."""
        said = gettext("{definition}; source: {source}; as of {when}.")
        return self.add(f"count:{name}={value}", said.format(definition=definition, source=source, when=moment(at)))


def token_of(key: str) -> str:
    """Eight letters that stand for a source in the text: the same key has the same token in every compiling."""
    return b32encode(hashlib.blake2b(key.encode(), digest_size=5).digest()).decode().lower()


def moment(at: datetime) -> str:
    """2020年10月23日 09:12; 23 October 2020, 09:12. Midnight stands for a day whose hour nobody said."""
    here = localtime(at)
    day = dates.short_day(here.date())
    said = f"{here.year}年{day}" if dates.chinese() else f"{day} {here.year}"
    if (here.hour, here.minute, here.second) == (0, 0, 0):
        return said
    return f"{said}{' ' if dates.chinese() else ', '}{here:%H:%M}"


def _source(figure: SourcedFigure) -> str:
    return f"{figure.unit.name}{'：' if dates.chinese() else ': '}{figure.source}" if figure.unit else figure.source
