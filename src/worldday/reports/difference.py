"""What changed between two versions: of a Chinese text, of plan rows, of materials. Pure.

Text is compared by tokens (each ideograph, each run of letters or digits, each mark), then runs too short to be read
between two changes are taken into them, so that a rewritten phrase shows as one phrase struck and one put in.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.,][0-9]+)*%?|\s+|.", re.DOTALL)
_LINE = re.compile(r"[^\n。！？；]*(?:[\n。！？；]+|$)")
READABLE = 3  # tokens: what is kept between two changes must be at least this long, or end with a mark
_MARK = re.compile(r"[，。；：！？、\n]")
LONG = 4_000  # characters: beyond it sentences are compared first, and only those that changed word by word


@dataclass(frozen=True)
class Run:
    """A stretch of one or both texts: `kept`, `removed` (only in the old one) or `added` (only in the new one).

    `start` is where it begins in the text it is of; for kept runs and added ones in the new text.
    """

    what: str
    text: str
    start: int


@dataclass(frozen=True)
class RowChange:
    """A plan row that was added, removed, changed or kept; `fields`: name → (before, after) of what differs."""

    what: str
    row: Mapping[str, Any]
    fields: Mapping[str, tuple[Any, Any]]


def text_changes(old: str, new: str) -> list[Run]:
    """Runs that give `old` when the added ones are left out, and `new` when the removed ones are."""
    if max(len(old), len(new)) > LONG:
        return _placed(_by_sentence(old, new))
    return _placed(_by_token(old, new))


def changed_share(runs: Sequence[Run]) -> int:
    """Whole per cent of the new text that was not in the old one."""
    new = sum(len(run.text) for run in runs if run.what != "removed")
    return 100 * sum(len(run.text) for run in runs if run.what == "added") // new if new else 0


Piece = tuple[str, str]  # what, text


def _by_token(old: str, new: str) -> list[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return _readable([(tag, before[i:j], after[k:m]) for tag, i, j, k, m in codes])


def _readable(codes: Sequence[tuple[str, list[str], list[str]]]) -> list[Piece]:
    """Short kept runs between two changes become part of the change; removed comes before added."""
    found: list[Piece] = []
    gone, come = "", ""
    for place, (tag, was, now) in enumerate(codes):
        between = 0 < place < len(codes) - 1
        short = len(now) < READABLE and not _MARK.search("".join(now))
        if tag == "equal" and not (between and short):
            found += _flushed(gone, come)
            found.append(("kept", "".join(now)))
            gone = come = ""
        else:
            gone, come = gone + "".join(was), come + "".join(now)
    return found + _flushed(gone, come)


def _flushed(gone: str, come: str) -> list[Piece]:
    return [piece for piece in (("removed", gone), ("added", come)) if piece[1]]


def _by_sentence(old: str, new: str) -> list[Piece]:
    before, after = [[line for line in _LINE.findall(text) if line] for text in (old, new)]
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            found.append(("kept", now))
        elif was and now and max(len(was), len(now)) <= LONG:
            found += _by_token(was, now)
        else:
            found += _flushed(was, now)
    return found


def _placed(pieces: Sequence[Piece]) -> list[Run]:
    """Neighbours of one sort joined, each with the place where it begins."""
    runs, old, new = [], 0, 0
    for what, group in itertools.groupby(pieces, key=lambda piece: piece[0]):
        text = "".join(piece[1] for piece in group)
        runs.append(Run(what, text, old if what == "removed" else new))
        old += 0 if what == "added" else len(text)
        new += 0 if what == "removed" else len(text)
    return runs


ROW_FIELDS = ("name", "kind", "window_text", "place", "audience")


def row_changes(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[RowChange]:
    """Rows of the new version in order, then those that are gone. A row is known again by its code, else by its name."""
    left = list(old)
    found = []
    for row in new:
        was = next((one for one in left if _same(one, row)), None)
        if was is not None:
            left.remove(was)
        found.append(_compared(was, row))
    return found + [RowChange("removed", row, {}) for row in left]


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("code") and other.get("code"):
        return bool(one["code"] == other["code"])
    return bool(one.get("name")) and one.get("name") == other.get("name")


def _compared(was: Mapping[str, Any] | None, row: Mapping[str, Any]) -> RowChange:
    if was is None:
        return RowChange("added", row, {})
    differ = [name for name in ROW_FIELDS if (was.get(name) or "") != (row.get(name) or "")]
    fields = {name: (was.get(name), row.get(name)) for name in differ}
    return RowChange("changed" if fields else "kept", row, fields)


def material_changes(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Codes that were added, and codes that are gone, each in their order."""
    return [code for code in new if code not in set(old)], [code for code in old if code not in set(new)]
