"""From an activity of the plan to a quiz that can be frozen: rule, hours, paper, entrances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.quizzes.models import Attempt, Entrance, PaperPart, Question, Quiz
from worldday.quizzes.rule import BadRule, rule_from
from worldday.units.models import Unit, UnitType

CHOICES = (  # what an organiser decides in the rule; the rest of it follows from hours, paper and entrances
    *("time_limit_s", "grace_s", "pass_mark", "per_day", "in_all", "practice", "identity", "classes", "units"),
    *("feedback", "certificate", "prizes", "districts"),
)
HOURS = ("opens_at", "closes_at")
MOST_ENTRANCES = 50
OPENS, CLOSES = time(9), time(21)  # proposed; people answer in the evening too
PRIZE_WORDS = ("有奖", "奖品", "抽奖")


class Frozen(Problem):
    sentence = _(
        "The rule of this quiz is frozen: people have read it, so it stays as it is. "
        "A wrong question can still be corrected, with a published reason."
    )


@dataclass(frozen=True)
class PartSpec:
    """A line of the paper: `count` questions of a topic and difficulty (None = any), or one chosen question."""

    count: int = 1
    points: int = 10
    topic: str = ""
    difficulty: int | None = None
    question: Question | None = None


@dataclass(frozen=True)
class EntranceSpec:
    """A co-host's door; the same slug keeps the same door, with its attempts."""

    slug: str
    unit: Unit
    name: str
    name_en: str = ""
    hue: int = 215


@transaction.atomic
def set_up_quiz(*, activity: Activity, by: Actor) -> Quiz:
    """The activity's quiz with choices proposed from its text; a quiz that exists is left as it is."""
    with scope.everything("the caller has the activity"):
        quiz: Quiz
        own = {"activity": activity} | _proposed(activity)
        quiz, made = Quiz.objects.get_or_create(main_of=activity, defaults=own)
    if made:
        record("quiz-set-up", quiz, by, after={"rule": quiz.rule})
    return quiz


@transaction.atomic
def set_up_exam(*, activity: Activity, title: str, title_en: str = "", by: Actor) -> Quiz:
    """One more quiz beside the activity's own, found by whoever has its address only."""
    named = {"title": title[:200], "title_en": title_en[:200]}
    with scope.everything("the caller has the activity"):
        quiz: Quiz = Quiz.objects.create(activity=activity, **named, **_proposed(activity))
    record("quiz-set-up", quiz, by, after={"rule": quiz.rule})
    return quiz


def _proposed(activity: Activity) -> Values:
    text = f"{activity.name}\n{activity.content}"
    prizes = any(word in text for word in PRIZE_WORDS)
    identity = "device" if not prizes else "wechat" if "微信" in text else "phone"
    root = activity.campaign.owner.root_path
    bureaus = Unit.objects.filter(path__startswith=root, type=UnitType.DISTRICT, closed_on=None).exclude(district="")
    districts = list(dict.fromkeys(bureaus.order_by("id").values_list("district", flat=True)))
    choices = {"prizes": prizes, "identity": identity, "in_all": 1 if prizes else 3, "districts": districts}
    first, last = activity.window_start, activity.window_end
    return {
        "rule": choices,
        "opens_at": make_aware(datetime.combine(first, OPENS)) if first and last else None,
        "closes_at": make_aware(datetime.combine(last, CLOSES)) if first and last else None,
    }


@transaction.atomic
def set_rule(*, quiz: Quiz, changes: Values, by: Actor) -> Quiz:
    """Change any of `CHOICES` and `HOURS`. Raises `Frozen`, `Invalid` for hours, `Problem` for a choice that cannot be."""
    quiz = unfrozen(quiz)
    if unknown := changes.keys() - {*CHOICES, *HOURS}:
        raise KeyError(f"{sorted(unknown)} are not changed by this verb")
    rule = quiz.rule | {
        key: list(value) if isinstance(value, tuple) else value for key, value in changes.items() if key in CHOICES
    }
    try:
        rule_from(rule)
    except BadRule as error:
        raise Problem(
            format_lazy(_("This value cannot be part of the rule: {value}. Nothing was changed."), value=error)
        ) from None
    hours = {key: value for key, value in changes.items() if key in HOURS}
    before, after = change(quiz, {"rule": rule, **hours}, allowed=("rule", *HOURS))
    if after:
        quiz.save()
        record("quiz-rule-set", quiz, by, *_only_changes(before, after))
    return quiz


def _only_changes(before: Values, after: Values) -> tuple[Values, Values]:
    """The choices that differ, instead of the whole rule twice."""
    old, new = before.pop("rule", {}), after.pop("rule", {})
    differing = [key for key in new if old.get(key) != new[key]]
    return before | {key: old.get(key) for key in differing}, after | {key: new[key] for key in differing}


@transaction.atomic
def set_paper(*, quiz: Quiz, parts: Sequence[PartSpec], by: Actor) -> Quiz:
    """Say anew of which lines every paper is made. Raises `Frozen`, `Invalid`."""
    quiz = unfrozen(quiz)
    rows = [
        PaperPart(
            quiz=quiz, position=position, question=part.question, topic=part.topic, difficulty=part.difficulty,
            count=1 if part.question else part.count, points=part.points,
        )
        for position, part in enumerate(parts)
    ]  # fmt: skip
    for row in rows:
        check(row, ["topic", "difficulty", "count", "points"])
        if row.count < 1 or row.points < 1 or row.difficulty not in (None, 1, 2, 3):
            raise Problem(_("Every line of the paper needs at least one question and one point. Nothing was changed."))
    had = [_words(part) for part in quiz.parts.select_related("question")]
    if had == [_words(row) for row in rows]:
        return quiz
    quiz.parts.all().delete()
    PaperPart.objects.bulk_create(rows)
    record("quiz-paper-set", quiz, by, {"paper": had}, {"paper": [_words(row) for row in rows]})
    return quiz


def _words(part: PaperPart) -> str:
    what = part.question.code if part.question else f"{part.topic or '*'}/{part.difficulty or '*'} × {part.count}"
    return f"{what}, {part.points}"


@transaction.atomic
def set_entrances(*, quiz: Quiz, entrances: Sequence[EntranceSpec], by: Actor) -> Quiz:
    """Say anew through which doors people come, in this order. Raises `Frozen`, `Invalid`, `Problem`."""
    quiz = unfrozen(quiz)
    slugs = [door.slug for door in entrances]
    if len(set(slugs)) != len(slugs) or len(slugs) > MOST_ENTRANCES:
        raise Problem(_("Two entrances have the same address, or there are more than fifty. Nothing was changed."))
    had = list(quiz.entrances.select_related("unit"))
    known = {door.slug: door for door in had}
    before = [_door_words(door) for door in had]
    gone = [door for door in had if door.slug not in slugs]
    if Attempt.objects.filter(quiz=quiz, entrance__in=[door.pk for door in gone]).exists():
        raise Problem(_("People have come through an entrance that would be gone. Nothing was changed."))
    for door in gone:
        door.delete()
    for position, spec in enumerate(entrances):
        row = known.get(spec.slug) or Entrance(quiz=quiz, slug=spec.slug)
        row.unit, row.name, row.name_en, row.hue, row.position = spec.unit, spec.name, spec.name_en, spec.hue, position
        check(row, ["slug", "name", "name_en", "hue"])
        row.save()
    after = [_door_words(spec) for spec in entrances]
    if before != after:
        record("quiz-entrances-set", quiz, by, {"entrances": before}, {"entrances": after})
    return quiz


def _door_words(door: Entrance | EntranceSpec) -> str:
    named = " / ".join(filter(None, (door.name, door.name_en)))
    return f"{named} ({door.unit.name}, {door.slug}, {door.hue})"


def unfrozen(quiz: Quiz) -> Quiz:
    """The row as it is now, held until the transaction ends. Raises `Frozen`."""
    row = locked(quiz)
    if row.frozen_at is not None:
        raise Frozen
    return row


def locked(quiz: Quiz) -> Quiz:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        rows = Quiz.objects.select_for_update(of=("self",)).select_related("activity__campaign__owner")
        found: Quiz = rows.get(pk=quiz.pk)
    return found


def record(action: str, quiz: Quiz, by: Actor, before: Values | None = None, after: Values | None = None) -> None:
    """An audit row about a quiz names its activity, which is what people call it."""
    target = quiz.activity
    path = target.campaign.owner.path
    audit.record(by=by, action=action, target=target, scope_path=path, before=before, after=after)
