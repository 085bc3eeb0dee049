"""The lines between two `---` at the top of a file: `key: value`, or a key with `- value` lines below it.

Every value is one line of text. One that would not survive as it stands (quotes, blanks at its ends, line breaks) is
written as a JSON string. Values never mean anything by their look: `60`, `yes` and `2020-10-01` are text until somebody asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .refusal import BadPackage

Values = Mapping[str, str | Sequence[str]]
_KEY = re.compile(r"([^\s:：#-][^:：]{0,39}?)\s*[:：]\s*(.*)$")
_ITEM = re.compile(r"-(?:\s+(.*)|)$")
_FENCE = "---"


@dataclass(frozen=True)
class Front:
    """The values by key as written, each a list; what stands below; and the file's name for refusals."""

    name: str
    values: dict[str, list[str]]
    body: str


def read(name: str, text: str) -> Front:
    """Raises `BadPackage` with the line that cannot be understood. A file without front matter is all body."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].rstrip() != _FENCE:
        return Front(name, {}, _body(lines))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise BadPackage("front-open", file=name)
    return Front(name, _values(name, lines[1:end]), _body(lines[end + 1 :]))


def _values(name: str, lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(lines, 2):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if key and (item := _ITEM.fullmatch(words)):
            found[key].append(_plain(item[1] or ""))
        elif pair := _KEY.fullmatch(words):
            key = pair[1]
            if key in found:
                raise BadPackage("front-twice", file=name, line=number, key=key)
            found[key] = [_plain(pair[2])] if pair[2] else []
        else:
            raise BadPackage("front-line", file=name, line=number, words=words[:80])
    return found


def _plain(words: str) -> str:
    if len(words) > 1 and words[0] == words[-1] == '"':
        try:
            return str(json.loads(words))
        except ValueError:
            return words
    return words


def _body(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def write(values: Values, body: str) -> str:
    """A file that `read` takes; empty values are left out."""
    lines = [_FENCE]
    for key, value in values.items():
        if isinstance(value, str):
            lines += [f"{key}: {_safe(value)}"] if value else []
        elif value:
            lines += [f"{key}:", *(f"  - {_safe(one)}" for one in value)]
    return "\n".join([*lines, _FENCE, "", *([body] if body else [])]) + "\n"


def _safe(value: str) -> str:
    """As it stands, or as a JSON string where a reader could take it for something else."""
    odd = value != value.strip() or not value or value[0] in "\"'#-[{&*!|>%@`" or not value.isprintable()
    return json.dumps(value, ensure_ascii=not value.isprintable()) if odd or ": " in value else value
