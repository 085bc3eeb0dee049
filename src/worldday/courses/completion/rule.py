"""The rule of a course. Percentages are whole numbers from 1 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

VIDEO, TEXT, PDF, SLIDES, ONSITE, EXAM, ASSIGNMENT = "video", "text", "pdf", "slides", "onsite", "exam", "assignment"
SCORED = (EXAM, ASSIGNMENT)
WHOLE = 100


class BadRule(ValueError):
    """Something that is not a rule; the message names the field."""


@dataclass(frozen=True)
class Rule:
    """What a required lesson asks for, by its sort; the defaults are what most trainings ask."""

    watched: int = 90  # percent of each video, played and not skipped
    seen: int = 100  # percent of the pages of a document or of slides
    exam: int = 60  # percent of the exam's points, best counted attempt
    assignment: int = 60  # the mark, out of 100
    in_order: bool = False  # a lesson opens once the required ones before it are done

    def __post_init__(self) -> None:
        for name in ("watched", "seen", "exam", "assignment"):
            value = getattr(self, name)
            if type(value) is not int or not 1 <= value <= WHOLE:
                raise BadRule(f"{name}: {value!r}")
        if type(self.in_order) is not bool:
            raise BadRule(f"in_order: {self.in_order!r}")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def asks(self, sort: str) -> int:
        """Percent of a lesson of this sort from which on it is done; a text is read to its end, a day on site attended."""
        return {
            VIDEO: self.watched,
            PDF: self.seen,
            SLIDES: self.seen,
            EXAM: self.exam,
            ASSIGNMENT: self.assignment,
        }.get(sort, WHOLE)


def rule_from(data: dict[str, Any]) -> Rule:
    """The rule that `as_json` wrote; missing fields have their defaults. Raises `BadRule`."""
    if unknown := data.keys() - {field.name for field in fields(Rule)}:
        raise BadRule(f"unknown: {', '.join(sorted(unknown))}")
    return Rule(**data)


@dataclass(frozen=True)
class LessonState:
    """A lesson and how one learner stands in it. `percent` is watched, seen, read (100) or attended (100); `score` is of an exam
    or assignment, None when there is none yet."""

    sort: str
    required: bool = True
    minutes: int = 0
    percent: int = 0
    score: int | None = None


def is_done(lesson: LessonState, rule: Rule) -> bool:
    reached = lesson.score if lesson.sort in SCORED else lesson.percent
    return reached is not None and reached >= rule.asks(lesson.sort)


@dataclass(frozen=True)
class Verdict:
    """`percent` of the required lessons done, whole and never 100 before all are; `minutes` of every lesson done."""

    complete: bool
    percent: int
    minutes: int


def judge(lessons: Sequence[LessonState], rule: Rule) -> Verdict:
    """Complete once every required lesson is done; a course that requires nothing is never complete."""
    required = [lesson for lesson in lessons if lesson.required]
    done = sum(is_done(lesson, rule) for lesson in required)
    minutes = sum(lesson.minutes for lesson in lessons if is_done(lesson, rule))
    return Verdict(bool(required) and done == len(required), WHOLE * done // len(required) if required else 0, minutes)


def is_open(lessons: Sequence[LessonState], at: int, rule: Rule) -> bool:
    """Whether the learner may open the `at`th lesson."""
    return not rule.in_order or all(is_done(lesson, rule) for lesson in lessons[:at] if lesson.required)
