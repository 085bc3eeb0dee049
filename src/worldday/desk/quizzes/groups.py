"""Figures by district, entrance and age band as tables, narrowed to what a co-host may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.quizzes.evidence import BAND_WORDS
from worldday.quizzes.queries import Group, figures

from .fetch import Seen


@dataclass(frozen=True)
class Line:
    """A group with its name in words and its share of the largest, 0–100, for a bar."""

    name: str | Promise
    group: Group
    share: float


@dataclass(frozen=True)
class Groups:
    whole: Group | None  # None for a co-host, whose entrances stand in the table
    tables: list[tuple[str | Promise, list[Line]]]


def groups_of(seen: Seen) -> Groups:
    """For whoever runs the quiz everything; for a co-host one table, of their own entrances."""
    found = figures(seen.quiz)
    mine = {door.pk for door in seen.doors}
    entrances = [
        group for door, group in zip(seen.quiz.entrances.all(), found.entrances, strict=True) if door.pk in mine
    ]
    if not seen.runs:
        return Groups(None, [(_("By entrance"), _lines(entrances))])
    tables = [
        (_("By entrance"), _lines(entrances)),
        (_("By district"), _lines(found.districts)),
        (_("By age"), _lines(found.age_bands, named=True)),
    ]
    return Groups(found.whole, [(title, lines) for title, lines in tables if lines])


def _lines(groups: list[Group], *, named: bool = False) -> list[Line]:
    most = max((group.players for group in groups), default=0)
    return [
        Line(
            BAND_WORDS.get(group.name, group.name) if named else group.name,
            group,
            round(100 * group.players / most, 1) if most else 0,
        )
        for group in groups
    ]
