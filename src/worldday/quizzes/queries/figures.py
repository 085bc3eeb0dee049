"""What a quiz has produced. Read from tallies, which hold no person and stay when attempts are erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worldday.base import clock
from worldday.people.ages import BANDS
from worldday.quizzes.boards import EVERYBODY, board
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Entrance, Quiz, Tally


@dataclass(frozen=True)
class Group:
    """The figures of everybody, or of one district, age band or entrance. `mean` and `pass_rate` are None without players."""

    name: str
    players: int
    attempts: int
    passed: int
    points: int

    @property
    def mean(self) -> float | None:
        """Mean of each person's best score, in points."""
        return self.points / self.players if self.players else None

    @property
    def pass_rate(self) -> float | None:
        """Share of persons whose best score reaches the pass mark, 0…1."""
        return self.passed / self.players if self.players else None


@dataclass(frozen=True)
class Figures:
    whole: Group
    districts: list[Group]
    age_bands: list[Group]
    entrances: list[Group]
    full_marks: int
    taken_at: datetime


def figures(quiz: Quiz) -> Figures:
    """Two queries, whatever the number of players."""
    tallies = {tally.board: tally for tally in Tally.objects.filter(quiz=quiz).exclude(board__startswith="group:")}
    rule = rule_of(quiz)

    def group(name: str, of: str) -> Group:
        tally = tallies.get(of) or Tally(board=of)
        return Group(name, tally.players, tally.attempts, tally.passed, tally.points)

    named = sorted(name.partition(":")[2] for name in tallies if name.startswith("district:"))
    order = {district: at for at, district in enumerate(rule.districts)}
    districts = sorted({*named, *rule.districts}, key=lambda name: (order.get(name, len(order)), name))
    return Figures(
        whole=group("", EVERYBODY),
        districts=[group(name, board("district", name)) for name in districts],
        age_bands=[group(band, board("age", band)) for band in BANDS],
        entrances=[group(door.name, board("entrance", door.pk)) for door in Entrance.objects.filter(quiz=quiz)],
        full_marks=rule.full_marks,
        taken_at=clock.now(),
    )
