"""The rule of a quiz: one value that people read (`rule_sentences`), that is frozen by its digest, and that the code runs.

Pure: no Django. Points are whole numbers, times are seconds or Unix milliseconds, moments are ISO 8601 with offset.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, Protocol

from worldday.base.canonical import digest_of
from worldday.people.ages import BANDS, UNDER_14

FORMAT = "worldday.quiz-rule/1"
STRENGTHS = ("device", "wechat", "phone")  # from anybody's browser to one phone number, weakest first
SEAT = "seat"  # a numbered seat in a class: not weaker or stronger, but without a person behind it
FEEDBACK = ("at-once", "after-closing")
LONGEST_S = 4 * 3600


class BadRule(ValueError):
    """Something that is not a rule; the message names the field."""


@dataclass(frozen=True)
class Part:
    """`count` questions of a topic and difficulty (empty / 0 = any), worth `points` each; `fixed` = a chosen question."""

    count: int
    points: int
    topic: str = ""
    difficulty: int = 0
    fixed: bool = False
    topic_en: str = ""


@dataclass(frozen=True)
class Door:
    """An entrance of a joint quiz and the unit that keeps it."""

    slug: str
    name: str
    name_en: str
    unit: str


@dataclass(frozen=True)
class Rule:
    """Everything a player is promised. The defaults are what most city quizzes ask."""

    organisers: tuple[str, ...] = ()
    organisers_en: tuple[str, ...] = ()
    entrances: tuple[Door, ...] = ()
    districts: tuple[str, ...] = ()  # which a player may name as their own; naming none is allowed
    opens: str = ""
    closes: str = ""
    time_zone: str = "Asia/Shanghai"  # in which a day begins
    paper: tuple[Part, ...] = ()
    time_limit_s: int = 600
    grace_s: int = 5  # for the line: an answer sent in time may arrive this late
    pass_mark: int = 60
    per_day: int = 0  # counted attempts; 0 = no limit
    in_all: int = 1
    practice: bool = True
    identity: str = "device"  # the weakest of STRENGTHS that may play for the ranking
    classes: bool = True
    units: bool = False  # a player may give the code of a unit, and counts for it, too
    ranking: tuple[str, ...] = ("score", "time", "earlier")
    team_ranking: tuple[str, ...] = ("passed", "mean", "players")
    feedback: str = "at-once"
    certificate: bool = False
    prizes: bool = False

    def __post_init__(self) -> None:
        for field, ok in (
            ("time_limit_s", 10 <= self.time_limit_s <= LONGEST_S),
            ("grace_s", 0 <= self.grace_s <= 60),
            ("pass_mark", self.pass_mark >= 0),
            ("per_day", 0 <= self.per_day <= 100),
            ("in_all", 0 <= self.in_all <= 1000),
            ("identity", self.identity in STRENGTHS),
            ("feedback", self.feedback in FEEDBACK),
            ("ranking", self.ranking == RANKING),
            ("team_ranking", self.team_ranking == TEAM_RANKING),
            ("paper", all(part.count > 0 and part.points > 0 and 0 <= part.difficulty <= 3 for part in self.paper)),
        ):
            if not ok:
                raise BadRule(f"{field}: {getattr(self, field)!r}")

    @property
    def questions(self) -> int:
        return sum(part.count for part in self.paper)

    @property
    def full_marks(self) -> int:
        return sum(part.count * part.points for part in self.paper)

    def accepts(self, strength: str) -> bool:
        """Whether an identity of this strength may play for the ranking."""
        if strength == SEAT:
            return self.classes
        return strength in STRENGTHS and STRENGTHS.index(strength) >= STRENGTHS.index(self.identity)

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT} | {key: _plain(value) for key, value in asdict(self).items()}

    @property
    def digest(self) -> str:
        return digest_of(self.as_json())

    def for_intake(self) -> dict[str, Any]:
        """What the hot path enforces, in its own words (`intake.papers.Limits`)."""
        names = (
            *(
                "time_limit_s",
                "grace_s",
                "pass_mark",
                "per_day",
                "in_all",
                "practice",
                "identity",
                "classes",
                "units",
                "feedback",
            ),
            "time_zone",
        )
        return {name: getattr(self, name) for name in names} | {
            "districts": list(self.districts),
            "age_bands": list(BANDS),
            "guardian_bands": [UNDER_14],
        }


def rule_from(data: dict[str, Any]) -> Rule:
    """The rule that `as_json` wrote; missing fields have their defaults. Raises `BadRule`."""
    if data.get("format", FORMAT) != FORMAT:
        raise BadRule(f"format: {data['format']!r}")
    known = {field.name: field for field in fields(Rule)}
    if unknown := data.keys() - known.keys() - {"format"}:
        raise BadRule(f"unknown: {', '.join(sorted(unknown))}")
    values = {name: _typed(name, value, known[name].default) for name, value in data.items() if name != "format"}
    return Rule(**values)


def _typed(name: str, value: Any, example: Any) -> Any:
    if name in ("paper", "entrances"):
        return tuple(_row(Part if name == "paper" else Door, name, row) for row in value)
    if isinstance(example, tuple) and isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
        return tuple(value)
    if example is MISSING or type(value) is not type(example):
        raise BadRule(f"{name}: {value!r}")
    return value


def _row(kind: type[Part | Door], name: str, row: Any) -> Part | Door:
    try:
        return kind(**row)
    except TypeError:
        raise BadRule(f"{name}: {row!r}") from None


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


# --- ranking, in the words of the rule ---------------------------------------------------------------------------------


class Ranked(Protocol):
    """Whatever has a place among persons: a standing or an attempt."""

    @property
    def score(self) -> int: ...
    @property
    def time_ms(self) -> int: ...
    @property
    def submitted_ms(self) -> int: ...


class Team(Protocol):
    """Whatever adds persons up: a district, a school, an entrance."""

    @property
    def players(self) -> int: ...
    @property
    def passed(self) -> int: ...
    @property
    def points(self) -> int: ...


MEAN_SCALE = 10**6  # means are compared to a millionth of a point, in whole numbers
CRITERIA: dict[str, Callable[[Ranked], int]] = {
    "score": lambda who: -who.score,  # more points first
    "time": lambda who: who.time_ms,  # then less time
    "earlier": lambda who: who.submitted_ms,  # then whoever handed in earlier
}
COLUMNS = {"score": "-score", "time": "time_ms", "earlier": "submitted_ms"}  # the same order for the database
TEAM_CRITERIA: dict[str, Callable[[Team], int]] = {
    "passed": lambda team: -team.passed,  # more people who passed first
    "mean": lambda team: -(team.points * MEAN_SCALE // team.players) if team.players else 0,  # then the higher mean
    "players": lambda team: -team.players,  # then more people who took part
}
RANKING = tuple(CRITERIA)
TEAM_RANKING = tuple(TEAM_CRITERIA)


def ranking_key(who: Ranked) -> tuple[int, ...]:
    """Smaller is better; equal keys share a place."""
    return tuple(CRITERIA[word](who) for word in RANKING)


def team_ranking_key(team: Team) -> tuple[int, ...]:
    """Smaller is better; equal keys share a place."""
    return tuple(TEAM_CRITERIA[word](team) for word in TEAM_RANKING)
