"""The rule and the questions of a quiz as they are now, and as they are frozen.

An edition's content is what `intake.papers.edition_of` reads. A ticket names its edition, so a running attempt never meets
other questions.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from worldday.base import scope
from worldday.campaigns.models import UnitRole
from worldday.people import consent

from .models import Edition, PaperPart, Question, QuestionState, Quiz
from .rule import Door, Part, Rule, rule_from
from .topics import TOPICS_EN

HOLDING = (UnitRole.LEAD, UnitRole.HOST, UnitRole.ORGANISE, UnitRole.RESPONSIBLE)  # roles that hold a quiz
ASKED = (
    *("sort", "stem", "stem_en", "options", "answer", "explanation", "explanation_en"),
    *("basis", "basis_article", "basis_version", "topics", "difficulty"),
)


def rule_of(quiz: Quiz) -> Rule:
    """The rule as frozen, or, before that, as it would be frozen now."""
    rule = rule_from(quiz.rule)
    if quiz.frozen_at is not None:
        return rule
    holding = [role.unit for role in _roles(quiz) if role.role in HOLDING]
    return replace(
        rule,
        organisers=tuple(dict.fromkeys(unit.name for unit in holding)),
        organisers_en=tuple(dict.fromkeys(unit.name_en or unit.name for unit in holding)),
        entrances=tuple(
            Door(door.slug, door.name, door.name_en, door.unit.name) for door in quiz.entrances.select_related("unit")
        ),
        opens=_iso(quiz.opens_at),
        closes=_iso(quiz.closes_at),
        time_zone=settings.TIME_ZONE,
        paper=tuple(_part(part) for part in quiz.parts.all()),
    )


def _roles(quiz: Quiz) -> QuerySet[Any]:
    return quiz.activity.roles.select_related("unit")


def _iso(moment: Any) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""


def _part(part: PaperPart) -> Part:
    named, fixed = TOPICS_EN.get(part.topic, ""), part.question_id is not None
    return Part(part.count, part.points, part.topic, part.difficulty or 0, fixed, named)


def usable_questions(quiz: Quiz) -> list[Question]:
    """Reviewed questions of the authority that the quiz's owner may use and that hold while the quiz is open."""
    owner = quiz.activity.campaign.owner
    with scope.everything("the quiz's own rule says which questions it may use"):
        found = Question.objects.filter(
            Q(shared=True)
            | Q(owner__path__startswith=owner.path)
            | Q(owner__in=[role.unit_id for role in _roles(quiz)]),
            owner__path__startswith=owner.root_path,
            state=QuestionState.REVIEWED,
        )
        if quiz.opens_at:
            found = found.filter(Q(valid_from=None) | Q(valid_from__lte=localtime(quiz.opens_at).date()))
        if quiz.closes_at:
            found = found.filter(Q(valid_until=None) | Q(valid_until__gte=localtime(quiz.closes_at).date()))
        return list(found.order_by("code").prefetch_related("pictures"))


def fits(question: Question, part: PaperPart) -> bool:
    """Whether this line of the recipe may draw this question."""
    if part.question_id is not None:
        return part.question_id == question.pk
    return (not part.topic or part.topic in question.topics) and (
        not part.difficulty or part.difficulty == question.difficulty
    )


def content_of(quiz: Quiz, *, salt: str = "", only: set[str] | None = None) -> dict[str, Any]:
    """The content of an edition made now; `only` = codes of the questions it may hold. Raises nothing: `obstacles` does."""
    parts = list(quiz.parts.select_related("question"))
    questions = [
        question
        for question in usable_questions(quiz)
        if any(fits(question, part) for part in parts) and (only is None or question.code in only)
    ]
    rule = rule_of(quiz)
    return {
        "recipe": [_line(part) for part in parts],
        "questions": {question.code: _asked(question) for question in questions},
        "rule": rule.for_intake() | {"entrances": _doors(quiz), "consent_version": consent.version("quiz")},
        "opens_ms": _ms(quiz.opens_at),
        "closes_ms": _ms(quiz.closes_at),
        "salt": salt or secrets.token_hex(16),  # makes the drawing of papers unguessable to whoever knows the bank
    }


def _doors(quiz: Quiz) -> list[int]:
    return list(quiz.entrances.order_by("pk").values_list("pk", flat=True))


def _line(part: PaperPart) -> dict[str, Any]:
    if part.question is not None:
        return {"question": part.question.code, "points": part.points}
    return {"topic": part.topic, "difficulty": part.difficulty, "count": part.count, "points": part.points}


def _asked(question: Question) -> dict[str, Any]:
    pictures = {
        picture.key: {"file": picture.file.name, "alt": picture.alt, "alt_en": picture.alt_en}
        for picture in question.pictures.all()
    }
    return {name: getattr(question, name) for name in ASKED} | {"pictures": pictures}


def _ms(moment: Any) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None


def latest(quiz: Quiz) -> Edition | None:
    """The edition that new attempts are drawn from."""
    return quiz.editions.order_by("-number").first()
