"""Pictures inside a lesson's text. In the package they are named from the lesson's own folder, so that any Markdown
editor shows them (`../media/a.png`); in a plan from the package (`media/a.png`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(r"(\]\(\s*<?)(?:\./|\.\./)*(media/)")
_PICTURE = re.compile(r"!\[(?:\\.|[^\]\\])*\]\(\s*(?:<([^<>\n]+)>|([^)\s]+))")


def inward(body: str) -> str:
    """As a plan names them."""
    return _LINK.sub(r"\1\2", body)


def outward(body: str) -> str:
    """As a file in a chapter's folder names them."""
    return _LINK.sub(r"\1../\2", body)


def pictures(body: str) -> Iterator[str]:
    """Every picture of the text that is not on another host, in order."""
    for found in _PICTURE.finditer(body):
        target = found[1] or found[2]
        if "://" not in target and not target.startswith(("data:", "//")):
            yield target
