"""The certificate of participation that a rule promises to whoever passes: who may take one, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from worldday.certificates.models import Design
from worldday.certificates.queries import by_number, current
from worldday.certificates.wording import places_of
from worldday.people.ages import UNDER_14
from worldday.people.identity import numbers_of, persons_of

from .counting import Played, best, counted
from .editions import rule_of
from .models import Attempt, Certified, Quiz
from .rule import SEAT

KNOWN = ("活动", "event", "日期", "date", "得分", "score")
"""What a design may ask for beside what every certificate has."""


@dataclass(frozen=True)
class Due:
    """What one person may take, or has taken (`number`). `guardian`: somebody of age has to agree."""

    number: str
    guardian: bool


def is_offered(quiz: Quiz) -> bool:
    """Whether the rule promises one and there is a design to print it by."""
    return rule_of(quiz).certificate and quiz.design is not None and quiz.design.active


def due_to(quiz: Quiz, player: int) -> Due | None:
    """What there is for this person; None for whoever has not passed, or where nothing is offered."""
    if not rule_of(quiz).certificate:
        return None
    person = persons_of([player]).get(player, player)
    if taken := taken_by(quiz, person):
        return Due(standing_number(taken), guardian=False)
    if not is_offered(quiz) or (passed := passed_with(quiz, person)) is None:
        return None
    return Due("", needs_guardian(passed))


def taken_by(quiz: Quiz, person: int) -> Certified | None:
    """Under any number of theirs."""
    rows = Certified.objects.filter(quiz=quiz, player__in={person, *numbers_of([person])}).exclude(certificate="")
    return rows.order_by("taken_at").first()


def standing_number(taken: Certified) -> str:
    """The number of what stands for it now: a misspelt one may have been replaced."""
    found = by_number(taken.certificate)
    return current(found).number if found else taken.certificate


def passed_with(quiz: Quiz, person: int) -> Played | None:
    """The best of their attempts that count and reach the pass mark; counted right now, not when the ranking is."""
    rule = rule_of(quiz)
    rows = Attempt.objects.filter(quiz=quiz, player__in={person, *numbers_of([person])})
    theirs = [Played(*row) for row in rows.values_list(*Played._fields)]
    return best(one for one in counted(theirs, rule) if one.score >= rule.pass_mark)


def needs_guardian(attempt: Played) -> bool:
    """Whoever said to be under 14, and pupils of a class, of whom nobody knows the age (PIPL art. 31)."""
    return attempt.age_band == UNDER_14 or attempt.strength == SEAT


def unknown_places(design: Design) -> list[str]:
    """What the design asks for and no quiz can say."""
    return [label for label in places_of(design.words) if label not in KNOWN]


def said_of(quiz: Quiz, attempt: Played) -> dict[str, str]:
    """What stands on it beside the name: the activity in any case, the rest where the design asks."""
    activity, day = quiz.activity, attempt.day
    chinese = f"{day // 10000}年{day // 100 % 100}月{day % 100}日"
    known = {"活动": activity.name, "event": activity.name_en or activity.name, "日期": chinese, "date": chinese}
    known |= {"得分": str(attempt.score), "score": str(attempt.score)}
    asked = {label: known[label] for label in places_of(quiz.design.words) if label in known} if quiz.design else {}
    return asked if {"活动", "event"} & asked.keys() else {"活动": activity.name} | asked
