"""What a quiz with prizes waits for: prize rules are public before it opens (规范促销行为暂行规定 art. 13)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Quiz

from .offer import terms_of
from .terms import STRENGTHS


def unpublished_prizes(quiz: Quiz) -> Iterator[str | Promise]:
    """Registered with `quizzes.obstacles`, which knows nothing of draws."""
    rule, plan = rule_of(quiz), getattr(quiz.activity, "prize_plan", None)
    if not rule.prizes:
        return
    if plan is None or plan.published_at is None:
        yield _("It promises prizes, but its prize rules are not published yet; that comes first.")
        return
    terms = terms_of(plan)
    if (terms.opens, terms.closes) != (rule.opens, rule.closes):
        yield _("The published prize rules name other hours than the quiz.")
    if STRENGTHS.index(rule.identity) < STRENGTHS.index(terms.identity):
        yield _("It lets people play by less than the published prize rules ask for; they could not enter the draw.")
