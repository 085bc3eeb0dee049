"""A first draft from evidence: figures of a unit's activities as sentences that it accepts or strikes.

No number is made here: every one is a `SourcedFigure`, and what was accepted keeps the number it had then, with its definition
and source (`Filing.figures`), so that a later change of the figure shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from worldday.base import scope
from worldday.campaigns.models import Activity, ActivityState, Task

from .figures import SourcedFigure, figures_of
from .queries.passed_on import FromBelow

Record = dict[str, Any]
PASSAGE = "submission:"  # how the key of a passage begins that was taken from below
STATES = ("accepted", "struck")  # whatever else is said about a figure: it is open again


@dataclass(frozen=True)
class Offer:
    """One figure before the writer. `was`: the number accepted earlier, where it differs from today's."""

    record: Record
    state: str  # "", accepted, struck
    was: str = ""
    was_sentence: str = ""
    missing: bool = False  # accepted, but its number no longer stands in the text
    gone: bool = False  # accepted, but no longer counted by anybody


def evidence_for(task: Task) -> list[Record]:
    """Figures of the campaign's activities in which the task's unit has a role; of joint ones the other units' own counts stay out.

    In Chinese, whatever language the writer's desk speaks: the report is.
    """
    with override("zh-hans"):
        return [record_of(one) for one in _figures(task)]


def _figures(task: Task) -> list[SourcedFigure]:
    with scope.everything("the figures of activities in which the unit itself has a part"):
        activities = (
            Activity.objects.filter(campaign=task.campaign_id, roles__unit=task.unit_id)
            .exclude(state=ActivityState.CANCELLED)
            .select_related("campaign")
            .prefetch_related("roles")
            .distinct()
        )
        found = [figure for activity in activities for figure in figures_of(activity)]
    return [one for one in found if one.unit is None or one.unit.path.startswith(task.unit.path)]


def record_of(figure: SourcedFigure) -> Record:
    """What is kept of a figure once it is accepted, JSON-ready."""
    return {
        "key": figure.key,
        "activity": figure.activity.code,
        "name": figure.name,
        "value": str(figure.value),
        "measure": figure.measure,
        "number": figure.text,
        "sentence": sentence_of(figure),
        "definition": figure.definition,
        "source": figure.source,
        "taken_at": figure.taken_at.isoformat(),
    }


def sentence_of(figure: SourcedFigure) -> str:
    """“开放日”参观人数1286人次。"""
    words = gettext("“{activity}”: {name} {number}.")
    return words.format(activity=figure.activity.name, name=figure.name, number=figure.text)


def passages_of(below: FromBelow) -> list[Record]:
    """What may be taken over from a version of a unit below: its highlights; the whole of it, if nothing is marked."""
    ranges = below.highlights or [[0, len(below.text)]]
    return [_passage(below, start, end) for start, end in ranges if below.text[start:end].strip()]


def _passage(below: FromBelow, start: int, end: int) -> Record:
    return {
        "key": f"{PASSAGE}{below.code}#{below.number}:{start}-{end}",
        "name": below.unit.name,
        "number": "",
        "sentence": below.text[start:end].strip(),
        "definition": "",
        "source": f"{PASSAGE}{below.code}#{below.number}",
        "taken_at": below.sent_at.isoformat(),
    }


def offers(evidence: Iterable[Record], kept: Iterable[Record], text: str) -> list[Offer]:
    """Every figure there is, with what the writer decided about it; then accepted ones that nobody counts any more."""
    before = {one["key"]: one for one in kept if not one["key"].startswith(PASSAGE)}
    found = [_offer(record, before.pop(record["key"], None), text) for record in evidence]
    return found + [_lost(one, text) for one in before.values() if one["state"] == "accepted"]


def decided(kept: Iterable[Record], said: Iterable[tuple[Record, str]]) -> list[Record]:
    """`kept` after the writer said of some records how they stand; the latest word about a key counts."""
    records = {one["key"]: one for one in kept}
    for record, state in said:
        if state in STATES:
            records[record["key"]] = {**record, "state": state}
        else:
            records.pop(record["key"], None)
    return list(records.values())


def with_sentence(text: str, sentence: str) -> str:
    """`text` with a sentence at its end, a Chinese one without a blank before it."""
    between = " " if text[-1:].isascii() and text[-1:].strip() and sentence[:1].isascii() else ""
    return f"{text}{between}{sentence}"


def _offer(record: Record, earlier: Record | None, text: str) -> Offer:
    if earlier is None or earlier["state"] != "accepted":
        return Offer(record, earlier["state"] if earlier else "")
    differs = earlier["value"] != record["value"]
    return Offer(
        record,
        "accepted",
        was=earlier["number"] if differs else "",
        was_sentence=earlier["sentence"] if differs else "",
        missing=earlier["number"] not in text,
    )


def _lost(record: Record, text: str) -> Offer:
    kept = {name: value for name, value in record.items() if name != "state"}
    return Offer(kept, "accepted", missing=record["number"] not in text, gone=True)
