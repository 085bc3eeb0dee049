"""The version's text cut into pieces that know what lies over them: what is new, findings, highlights, comments. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from worldday.desk.notices.highlight import Span, pieces
from worldday.reports.difference import Run

CLASSES = {"+": "rv-added", "-": "rv-removed", "f": "rv-finding", "h": "rv-highlight", "c": "rv-comment"}


@dataclass(frozen=True)
class Sign:
    """A number beside the text that leads to its finding or comment."""

    sort: str  # f, c
    number: int
    part: int = 0  # of a finding with several places; only the first is led to


@dataclass(frozen=True)
class Shown:
    """A piece of text, the classes over it, the signs and changes that begin at it."""

    text: str
    classes: str
    signs: tuple[Sign, ...] = ()
    begins: str = ""  # "+" where something new begins, "-" where something gone begins

    @property
    def tag(self) -> str:
        return "ins" if CLASSES["+"] in self.classes else "del" if CLASSES["-"] in self.classes else "span"


def marked(text: str, *, runs: Sequence[Run], what: str, **over: Sequence[Sequence[Any]]) -> list[Shown]:
    """`what`: which runs are marked, added or removed; `over`: sort → for each thing its places [[start, end], …]."""
    spans: dict[str, Span] = {}
    letter = "+" if what == "added" else "-"
    for number, run in enumerate(runs):
        if run.what == what:
            spans[f"{letter}.{number}.0"] = (run.start, run.start + len(run.text))
    for sort, things in over.items():
        for number, places in enumerate(things, 1):
            for part, (start, end) in enumerate(places):
                spans[f"{sort}.{number}.{part}"] = (start, end)
    return [_shown(piece.text, piece.over, piece.begins) for piece in pieces(text, spans)]


def _shown(text: str, over: Sequence[str], begins: Sequence[str]) -> Shown:
    classes = " ".join(CLASSES[sort] for sort in CLASSES if any(name.startswith(f"{sort}.") for name in over))
    signs = [name.split(".") for name in begins if name[0] in "fc"]
    ordered = sorted((Sign(sort, int(number), int(part)) for sort, number, part in signs), key=lambda sign: sign.number)
    change = next((name[0] for name in begins if name[0] in "+-"), "")
    return Shown(text, classes, tuple(ordered), change)
