"""Typst source: text that is only text, whatever characters it holds. Pure."""

from __future__ import annotations

import json
import re
from string import punctuation

_MARKS = re.compile(f"[{re.escape(punctuation)}]")
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def words(text: str) -> str:
    """Markup that shows exactly `text`: every ASCII mark is escaped, so none means anything."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", _UNFIT.sub(" ", text))


def string(text: str) -> str:
    """A string literal of typst's code mode; its escapes are a subset of JSON's but for \\uXXXX, which is not produced."""
    return json.dumps(_UNFIT.sub(" ", text), ensure_ascii=False)
