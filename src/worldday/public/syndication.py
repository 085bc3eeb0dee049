"""News for feed readers, as RSS 2.0 or Atom (RFC 4287): the same head, the same entries, and the same rows always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape

from worldday.ui import dates

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class Head:
    """What stands above the entries; `here` is the feed's own address, `changed` its day while nothing stands in it."""

    title: str
    url: str
    about: str
    here: str
    changed: datetime
    author: str = ""  # Atom asks for one
    key: str = ""  # Atom: the same for ever, wherever the site moves


@dataclass(frozen=True)
class Entry:
    """One piece of news; `key` never changes, `lines` are plain text."""

    key: str
    url: str
    title: str
    lines: tuple[str, ...]
    kind: str
    at: datetime

    @property
    def html(self) -> str:
        """What readers put into their pages: markup in both formats (RSS 2.0, item/description; Atom, summary type="html")."""
        return "<br>".join(escape(line) for text in self.lines for line in text.splitlines() if line.strip())


class _Settled:
    """Dated by the newest entry, or by what it is about: never “now”."""

    items: list[dict[str, Any]]
    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        latest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["changed"])
        return latest


class Rss(_Settled, Rss201rev2Feed):
    chinese = "zh-cn"  # of the codes that RSS knows


class Atom(_Settled, Atom1Feed):
    chinese = "zh-Hans"


def written(shape: type[Rss | Atom], head: Head, entries: Iterable[Entry]) -> bytes:
    made: Any = shape(
        title=_legal(head.title),
        link=head.url,
        description=_legal(head.about),
        language=shape.chinese if dates.chinese() else "en",
        author_name=_legal(head.author) or None,
        feed_url=head.here,
        feed_guid=head.key or None,
        changed=head.changed,
    )
    for entry in entries:
        made.add_item(
            title=_legal(entry.title),
            link=entry.url,
            description=_legal(entry.html),
            pubdate=entry.at,
            updateddate=entry.at,
            unique_id=entry.key,
            unique_id_is_permalink=False,
            categories=[entry.kind],
        )
    text: str = made.writeString("utf-8")
    return text.encode()


def _legal(text: str) -> str:
    """Without what no XML may hold, such as the control characters that come along from word processors."""
    return NOT_IN_XML.sub("", text)
