"""From draft to reviewed, always by two people, and out of use again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.quizzes.exchange import gaps
from worldday.quizzes.items import item_of
from worldday.quizzes.models import Question, QuestionState
from worldday.units.models import Staff

from .questions import locked, record


class OwnQuestion(Problem):
    sentence = _(
        "Nobody reviews a question they wrote or changed; somebody else has to look at it. Nothing was changed."
    )


class SameName(Problem):
    sentence = _(
        "You have the same name as the author, so readers could not tell two people looked. Nothing was changed."
    )


class WrongState(Problem):
    sentence = _("Meanwhile this question is in another state; look at it again. Nothing was changed.")


class NoReason(Problem):
    sentence = _("Please say why. Nothing was changed.")


@transaction.atomic
def submit_question(*, question: Question, by: Actor) -> Question:
    """Hand a complete draft over for review. Raises `WrongState`, `Problem` naming what it lacks."""
    question = _in_state(question, QuestionState.DRAFT)
    if lacking := gaps(item_of(question)):
        names = "、".join(str(getattr(Question._meta.get_field(fault.field), "verbose_name", "")) for fault in lacking)
        raise Problem(gettext("It still lacks: {fields}. Nothing was changed.").format(fields=names))
    return _move(question, QuestionState.SUBMITTED, "question-submitted", by)


@transaction.atomic
def submit_questions(*, questions: Iterable[Question], by: Actor) -> int:
    """All of them, or, naming the first that cannot be, none."""
    count = 0
    for question in questions:
        try:
            submit_question(question=question, by=by)
        except Problem as problem:
            raise Problem(f"“{question.name[:30]}”：{problem}") from None
        count += 1
    return count


@transaction.atomic
def review_question(*, question: Question, by: Actor) -> Question:
    """Approve it as it stands. Raises `OwnQuestion`, `SameName`, `WrongState`."""
    question = _in_state(question, QuestionState.SUBMITTED)
    _not_the_writer(question, by)
    if by.actor_name == question.author_name:
        raise SameName
    question.reviewer = by if isinstance(by, Staff) else None
    question.reviewer_name = by.actor_name[:60]
    return _move(question, QuestionState.REVIEWED, "question-reviewed", by)


def _not_the_writer(question: Question, by: Actor) -> None:
    if isinstance(by, Staff) and by.pk in (question.author_id, question.changed_by_id):
        raise OwnQuestion


@transaction.atomic
def send_back_question(*, question: Question, reason: str, by: Actor) -> Question:
    """Not yet good: a draft again, with the reason. Raises `NoReason`, `WrongState`."""
    question = _in_state(question, QuestionState.SUBMITTED)
    return _move(question, QuestionState.DRAFT, "question-sent-back", by, _said(reason))


@transaction.atomic
def retire_question(*, question: Question, reason: str, by: Actor) -> Question:
    """No new paper draws it any more; quizzes already frozen keep theirs. Raises `NoReason`, `WrongState`."""
    states = (QuestionState.DRAFT, QuestionState.SUBMITTED, QuestionState.REVIEWED)
    return _move(_in_state(question, *states), QuestionState.RETIRED, "question-retired", by, _said(reason))


@transaction.atomic
def retire_questions(*, questions: Iterable[Question], reason: str, by: Actor) -> str:
    """All of them, or none; a sentence that says how many."""
    count = len([retire_question(question=question, reason=reason, by=by) for question in questions])
    return ngettext("{count} question retired.", "{count} questions retired.", count).format(count=count)


@transaction.atomic
def reinstate_question(*, question: Question, by: Actor) -> Question:
    """Back into the bank as a draft: what was retired is looked at again. Raises `WrongState`."""
    question = _in_state(question, QuestionState.RETIRED)
    question.reviewer, question.reviewer_name = None, ""
    return _move(question, QuestionState.DRAFT, "question-reinstated", by)


def _in_state(question: Question, *states: str) -> Question:
    row = locked(question)
    if row.state not in states:
        raise WrongState
    return row


def _said(reason: str) -> str:
    if not reason.strip():
        raise NoReason
    return reason.strip()[:300]


def _move(question: Question, state: str, action: str, by: Actor, reason: str = "") -> Question:
    before, question.state = question.state, state
    question.save()
    record(action, question, by, {"state": before}, {"state": str(state)} | ({"reason": reason} if reason else {}))
    return question
