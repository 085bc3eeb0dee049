"""Fixing what people read: the rule once, the questions again only where one proved wrong."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.canonical import digest_of
from worldday.base.problems import Problem
from worldday.quizzes.editions import content_of, latest, rule_of
from worldday.quizzes.intake.papers import edition_of
from worldday.quizzes.intake.questions import BadEdition
from worldday.quizzes.models import Edition, Quiz
from worldday.quizzes.obstacles import obstacles

from .setting_up import locked, record, unfrozen


class NotReady(Problem):
    """`reasons` says everything that is missing, for a page to list."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        head = _("The quiz cannot be frozen yet; nothing was changed.")
        super().__init__(" ".join([str(head), *reasons]))


@transaction.atomic
def freeze(*, quiz: Quiz, by: Actor) -> Edition:
    """Fix the rule by its digest and the questions as edition 1. Raises `Frozen`, `NotReady` with every reason."""
    quiz = unfrozen(quiz)
    if reasons := [str(reason) for reason in obstacles(quiz)]:
        raise NotReady(reasons)
    rule = rule_of(quiz)
    edition = make_edition(quiz, content_of(quiz))
    quiz.rule, quiz.rule_digest, quiz.frozen_at = rule.as_json(), rule.digest, clock.now()
    quiz.save()
    after = {"rule_digest": rule.digest, "edition": edition.digest, "questions": len(edition.content["questions"])}
    record("quiz-frozen", quiz, by, after=after)
    return edition


@transaction.atomic
def freeze_again(*, quiz: Quiz, reason: str, by: Actor) -> Edition:
    """A new edition of the same questions as the bank has them now: corrected ones corrected, retired ones left out.

    The earlier edition stays, and so does every attempt on it until `rescore`. Raises `Problem` when the rule is not
    frozen, nothing differs, no reason is given, or too few questions would remain.
    """
    quiz = locked(quiz)
    before = latest(quiz)
    if before is None:
        raise Problem(_("The quiz has not been frozen yet; freeze it instead. Nothing was changed."))
    if not reason.strip():
        raise Problem(_("Please say what was wrong with the question: people will read it. Nothing was changed."))
    with scope.everything("the quiz's own questions"):
        content = content_of(quiz, salt=before.content["salt"], only=set(before.content["questions"]))
    if content == before.content:
        raise Problem(_("The bank holds the same questions as before; correct the question there first."))
    _check_same_options(before.content["questions"], content["questions"])
    edition = make_edition(quiz, content, number=before.number + 1, reason=reason.strip())
    after = {"edition": edition.number, "reason": edition.reason, "questions": _differing(before.content, content)}
    record("quiz-frozen-again", quiz, by, {"edition": before.number}, after)
    return edition


def _check_same_options(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Given answers name options by their place: a correction changes what is said and what is right, not the options."""
    for code, asked in new.items():
        if asked["sort"] != old[code]["sort"] or _keys(asked) != _keys(old[code]):
            raise Problem(
                format_lazy(
                    _(
                        "Question {code} has other options than when it was asked. Retire it and write a new one instead."
                    ),
                    code=code,
                )
            )


def _keys(asked: dict[str, Any]) -> list[list[str]]:
    columns = asked["options"].values() if isinstance(asked["options"], dict) else [asked["options"]]
    return [[option["key"] for option in column] for column in columns]


def make_edition(quiz: Quiz, content: dict[str, Any], number: int = 1, reason: str = "") -> Edition:
    """Keep it, once a paper can be drawn from it. Raises `Problem`."""
    try:
        edition_of(content, quiz.pk, number)
    except BadEdition as error:
        raise Problem(
            format_lazy(_("No paper could be drawn: {reason} Nothing was changed."), reason=str(error))
        ) from None
    return Edition.objects.create(
        quiz=quiz, number=number, content=content, digest=digest_of(content), reason=reason, made_at=clock.now()
    )


def _differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Codes of the questions that changed or were left out."""
    return sorted(code for code, asked in old["questions"].items() if new["questions"].get(code) != asked)
