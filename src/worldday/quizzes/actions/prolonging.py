"""Longer hours for an exam that is frozen: in everybody's favour, and only where no prize hangs on the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from worldday.base.audit import Actor
from worldday.quizzes.editions import latest, rule_of
from worldday.quizzes.models import Quiz

from .freezing import make_edition
from .setting_up import Frozen, locked, record


@transaction.atomic
def prolong(*, quiz: Quiz, opens_at: datetime, closes_at: datetime, by: Actor) -> bool:
    """Let it open earlier or close later, never the other way round; whether anything changed. The questions stay, in an edition with
    the new hours. Raises `Frozen` for a quiz with prizes."""
    quiz = locked(quiz)
    rule, last = rule_of(quiz), latest(quiz)
    if last is None or quiz.opens_at is None or quiz.closes_at is None or rule.prizes:
        raise Frozen
    hours = min(quiz.opens_at, opens_at), max(quiz.closes_at, closes_at)
    if hours == (quiz.opens_at, quiz.closes_at):
        return False
    before = {"opens_at": rule.opens, "closes_at": rule.closes}
    quiz.opens_at, quiz.closes_at = hours
    opens, closes = (localtime(moment).isoformat(timespec="seconds") for moment in hours)
    rule = replace(rule, opens=opens, closes=closes)
    quiz.rule, quiz.rule_digest = rule.as_json(), rule.digest
    quiz.save()
    opens_ms, closes_ms = (int(moment.timestamp() * 1000) for moment in hours)
    content = last.content | {"opens_ms": opens_ms, "closes_ms": closes_ms}
    reason = _("The hours became longer; the questions are the same.")
    make_edition(quiz, content, number=last.number + 1, reason=reason)
    record("quiz-prolonged", quiz, by, before, {"opens_at": opens, "closes_at": closes})
    return True
