"""What came with the form of the writing page, with and without script."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing
from django.http import QueryDict

from worldday.campaigns.models import Task
from worldday.reports import marks
from worldday.reports.models import Filing
from worldday.reports.sentences import Record, with_sentence


@dataclass(frozen=True)
class Typed:
    """A draft as the page holds it. `lacking`: highlights that do not occur in the text; `said`: figures decided on."""

    revision: int
    text: str
    highlights: list[list[int]]
    points: list[int]
    lacking: list[str] = field(default_factory=list)
    said: list[tuple[Record, str]] = field(default_factory=list)

    @property
    def lines(self) -> str:
        """The highlights as the page without script holds them; what was not found stays to be mended."""
        return "\n".join([*marks.quotes(self.text, self.highlights), *self.lacking])


def standing(filing: Filing | None) -> Typed:
    """The draft as it was saved last."""
    if filing is None:
        return Typed(0, "", [], [])
    return Typed(filing.revision, filing.text, filing.highlights, filing.points)


def read(post: QueryDict, task: Task, kept: list[Record]) -> Typed:
    """Never raises: what cannot be understood counts as not said. `kept`: the figures decided on earlier."""
    text = post.get("text", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lacking: list[str] = []
    if "highlights" in post:
        ranges = marks.settled(_ranges(post["highlights"]), len(text))
    else:
        ranges, lacking = marks.found_in(text, post.get("highlight_lines", "").split("\n"))
    points = [int(one) for one in post.getlist("points") if one.isdecimal() and len(one) < 4]
    pairs = [pair for pair in _json(post.get("figures", "")) if isinstance(pair, list) and len(pair) == 2]
    said = [(record, str(state)) for proof, state in pairs if (record := proven(proof, task))]
    return _pressed(Typed(_number(post.get("revision", "")), text, ranges, points, lacking, said), post, task, kept)


def _pressed(typed: Typed, post: QueryDict, task: Task, kept: list[Record]) -> Typed:
    """Without script the buttons beside a sentence come here: accepted:…, renew:…, struck:…, open:…"""
    verb, _colon, proof = post.get("do", "").partition(":")
    record = proven(proof, task) if proof else None
    if record is None or verb not in ("accepted", "renew", "struck", "open"):
        return typed
    text = typed.text
    old = next((one["sentence"] for one in kept if one["key"] == record["key"]), "")
    if verb == "renew" and old and old in text:
        text = text.replace(old, record["sentence"], 1)
    elif verb in ("accepted", "renew"):
        text = with_sentence(text, record["sentence"])
    ranges, _gone = marks.found_in(text, marks.quotes(typed.text, typed.highlights))
    state = "accepted" if verb == "renew" else verb
    return replace(typed, text=text, highlights=ranges, said=[*typed.said, (record, state)])


def proof_of(record: Record, task: Task) -> str:
    """The record as the page carries it: signed, so that no number comes back that was not counted."""
    return signing.dumps(record, salt=f"figure:{task.code}", compress=True)


def proven(proof: Any, task: Task) -> Record | None:
    try:
        found: Record = signing.loads(str(proof), salt=f"figure:{task.code}")
    except signing.BadSignature:
        return None
    return found


def _ranges(given: str) -> list[list[int]]:
    found = _json(given)
    return [one for one in found if isinstance(one, list) and len(one) == 2 and all(type(at) is int for at in one)]


def _json(given: str) -> list[Any]:
    try:
        found = json.loads(given or "[]")
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else 0
