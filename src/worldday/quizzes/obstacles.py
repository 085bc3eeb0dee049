"""What stands between a quiz and its freezing, in words: everything at once, so that nobody is sent back twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.people import consent

from .editions import content_of, fits, rule_of, usable_questions
from .intake.papers import edition_of
from .intake.questions import BadEdition
from .models import Quiz
from .rule import STRENGTHS

Obstacle = str | Promise
RULE, PAPER, UNITS, PRIVACY, ELSEWHERE = "rule", "paper", "units", "privacy", "elsewhere"  # where it can be put right
MOST_POINTS = 10_000
_more: list[Callable[[Quiz], Iterable[Obstacle]]] = []


def register(check: Callable[[Quiz], Iterable[Obstacle]]) -> None:
    """An area built on quizzes adds what it needs before the rule may be frozen (draws: the published prize rule)."""
    _more.append(check)


def obstacles(quiz: Quiz) -> list[Obstacle]:
    """Every reason why the quiz cannot be frozen now; empty when it can."""
    return [reason for _step, reason in obstacles_by_step(quiz)]


def obstacles_by_step(quiz: Quiz) -> list[tuple[str, Obstacle]]:
    """The same, each with the step of the setting-up in which it can be put right."""
    found = [(step, reason) for step, check in _STEPS for reason in check(quiz)]
    found += [(ELSEWHERE, reason) for check in _more for reason in check(quiz)]
    return found or [(PAPER, reason) for reason in _content(quiz)]


def _hours(quiz: Quiz) -> Iterator[Obstacle]:
    if quiz.opens_at is None or quiz.closes_at is None:
        yield _("It has no opening and closing time yet.")
    elif quiz.closes_at <= clock.now():
        yield _("Its closing time has passed.")


def _paper(quiz: Quiz) -> Iterator[Obstacle]:
    parts = list(quiz.parts.all())
    if not parts:
        yield _("It has no paper yet: say how many questions of which topic and difficulty.")
        return
    usable = usable_questions(quiz)
    if not usable:
        yield _("The question bank has no reviewed question that holds while the quiz is open.")
        return
    earlier: list[tuple[int, set[int]]] = []  # (how many, of which questions) of the lines above
    for number, part in enumerate(parts, 1):
        pool = {question.pk for question in usable if fits(question, part)}
        want = 1 if part.question_id else part.count
        have = len(pool) - sum(min(count, len(pool & theirs)) for count, theirs in earlier)
        if have < want:
            yield format_lazy(_SHORT, number=number, want=want, have=max(have, 0))
        earlier.append((want, pool))


_SHORT = _(
    "Line {number} of the paper asks for {want} questions, but only {have} are reviewed, valid and not taken by the lines above."
)


def _rule(quiz: Quiz) -> Iterator[Obstacle]:
    rule = rule_of(quiz)
    if rule.paper and rule.pass_mark > rule.full_marks:
        yield format_lazy(
            _("The pass mark of {mark} is more than the {full} points a paper can bring."),
            mark=rule.pass_mark,
            full=rule.full_marks,
        )
    if rule.full_marks > MOST_POINTS:
        yield format_lazy(
            _("A paper can bring {full} points, more than the {most} that are kept: give less for each question."),
            full=rule.full_marks,
            most=MOST_POINTS,
        )
    if rule.prizes and STRENGTHS.index(rule.identity) == 0:
        yield _("With prizes one person may count only once: ask for WeChat or a phone number instead of a device.")


def _certificate(quiz: Quiz) -> Iterator[Obstacle]:
    if rule_of(quiz).certificate and quiz.design is None:
        yield _("The rule promises a certificate, and no design is chosen for it.")


def _organisers(quiz: Quiz) -> Iterator[Obstacle]:
    if not rule_of(quiz).organisers:
        yield _("No unit holds it: say who is responsible for the activity.")


def _consent(_quiz: Quiz) -> Iterator[Obstacle]:
    if missing := consent.missing("quiz"):
        yield format_lazy(_("The privacy notice for players is missing in: {languages}."), languages=", ".join(missing))


def _content(quiz: Quiz) -> Iterator[Obstacle]:
    """Last of all, what the hot path itself would say about the edition."""
    try:
        edition_of(content_of(quiz))
    except BadEdition as error:
        yield str(error)


_STEPS: tuple[tuple[str, Callable[[Quiz], Iterable[Obstacle]]], ...] = (
    *((RULE, _hours), (PAPER, _paper), (RULE, _rule), (RULE, _certificate), (UNITS, _organisers), (PRIVACY, _consent)),
)
