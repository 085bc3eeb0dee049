"""What the pages say about codes of the record, and about each source of randomness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.draws.lottery import Beacon, Number, Party
from worldday.draws.models import Draw
from worldday.draws.offer import rule_of

KINDS = {
    "party": _("A secret number, locked away before the list was frozen"),
    "number": _("A number drawn by somebody else"),
    "beacon": _("A round of the public randomness beacon drand"),
}


@dataclass(frozen=True)
class SourceShown:
    """A source for people: what it is, where to compare it, what it gave."""

    name: str
    kind: str
    what: str
    place: str
    due: datetime
    value: str | None  # None: nothing yet, or silent
    commitment: str
    silent: bool


def sources_of(draw: Draw) -> list[SourceShown]:
    """In the order of the rule."""
    came = {one["source"]: one for one in draw.contributions}
    return [_shown(source, came.get(source.name)) for source in rule_of(draw).sources]


def _shown(source: Beacon | Party | Number, came: dict[str, str | None] | None) -> SourceShown:
    value = next((came[key] for key in ("randomness", "secret", "number") if key in came), None) if came else None
    place = source.page if isinstance(source, Beacon) else source.place if isinstance(source, Number) else ""
    commitment = source.commitment if isinstance(source, Party) else ""
    silent = came is not None and value is None
    due = localtime(source.known_from)
    return SourceShown(source.name, source.kind, str(KINDS[source.kind]), place, due, value, commitment, silent)
