"""What counted attempts tell about each question, added up as they come (`usage` computes, this job feeds it).

An attempt holds only places; which questions stood there is drawn again from its edition and seed. Sums are kept per quiz and
question, so that a correction of one quiz is counted anew without touching the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from worldday.base import clock

from .intake.papers import Asked, EditionContent, Paper, draw_paper, edition_of, seed_of
from .intake.questions import AskedQuestion, right_places
from .intake.scoring import bank_answer, is_right
from .models import Attempt, Mark, Question, QuestionUse, Quiz
from .usage import NOT_ANSWERED, Use

BATCH = 2000
LAG_MS = 60_000  # by then even a slow writer has committed; statistics need not be newer
ID_SHIFT = 20  # Attempt.id = milliseconds ≪ 20 | random
Uses = dict[str, Use]


def count_uses() -> int:
    """Add every attempt that has not been counted yet; how many. Run every ten minutes."""
    fresh = Attempt.objects.filter(quiz=OuterRef("pk"), id__lte=_ceiling())
    return sum(_count_quiz(quiz) for quiz in Quiz.objects.filter(Exists(fresh)))


def count_anew(quiz: Quiz) -> int:
    """Forget what was counted and count again: after a correction, or when attempts were voided."""
    with transaction.atomic():
        mark = _hold(quiz)
        mark.upto = 0
        mark.save()
        asked = list(Question.objects.filter(uses__quiz=quiz))
        QuestionUse.objects.filter(quiz=quiz).delete()
        for question in asked:
            _show(question)
    return _count_quiz(quiz)


def _count_quiz(quiz: Quiz) -> int:
    editions = {row.number: edition_of(row.content, quiz.pk, row.number) for row in quiz.editions.all()}
    total = 0
    while counted := _batch(quiz, editions):
        total += counted
    return total


def _batch(quiz: Quiz, editions: dict[int, EditionContent]) -> int:
    """One transaction under the quiz's mark, so that two workers never count an attempt twice."""
    with transaction.atomic():
        mark = _hold(quiz)
        rows = Attempt.objects.filter(quiz=quiz, id__gt=mark.upto, id__lte=_ceiling(), void=False)
        attempts = list(rows.order_by("id")[:BATCH])
        if not attempts:
            return 0
        uses: Uses = {}
        for attempt in attempts:
            if attempt.edition in editions:
                _add(uses, attempt, editions[attempt.edition], editions[max(editions)].questions)
        _keep(quiz, uses)
        mark.upto = attempts[-1].pk
        mark.save()
    return len(attempts)


def _hold(quiz: Quiz) -> Mark:
    name = f"uses-{quiz.pk}"
    Mark.objects.get_or_create(name=name)
    return Mark.objects.select_for_update().get(name=name)


def _ceiling() -> int:
    return (int(clock.own().timestamp() * 1000) - LAG_MS) << ID_SHIFT


def _add(uses: Uses, attempt: Attempt, edition: EditionContent, corrected: Mapping[str, AskedQuestion]) -> None:
    """`corrected`: the questions of the newest edition, by whose answers every attempt is judged."""
    paper: Paper = draw_paper(edition, seed_of(edition, attempt.quiz_id, attempt.player, attempt.number))
    paper = [_judged_by(corrected.get(asked.question.code), asked) for asked in paper]
    answers = msgspec.json.decode(attempt.answers)
    answers += [None] * (len(paper) - len(answers))
    right = [is_right(asked, answer) for asked, answer in zip(paper, answers, strict=False)]
    others = max(1, len(paper) - 1)
    for asked, answer, is_so in zip(paper, answers, right, strict=False):
        chosen: list[str] = []
        if asked.question.sort in ("single", "multiple"):
            chosen = bank_answer(asked, answer) or [NOT_ANSWERED]
        use = uses.setdefault(asked.question.code, Use())
        use.add(is_right=is_so, rest=(sum(right) - is_so) / others, chosen=chosen)


def _judged_by(question: AskedQuestion | None, asked: Asked) -> Asked:
    """What was shown, with what is right now."""
    return replace(asked, question=question, expected=right_places(question, asked.order)) if question else asked


def _keep(quiz: Quiz, uses: Uses) -> None:
    """Add these sums to the stored ones, and to what each question shows."""
    questions = {row.code: row for row in Question.objects.filter(code__in=uses)}
    stored = {row.question_id: row for row in QuestionUse.objects.filter(quiz=quiz, question__in=questions.values())}
    for code, question in questions.items():
        row = stored.get(question.pk) or QuestionUse(quiz=quiz, question=question)
        _store(row, of_row(row) + uses[code])
        row.save()
    for question in questions.values():
        _show(question)


def of_row(row: QuestionUse) -> Use:
    """The sums as stored."""
    use = Use(row.asked, row.right, row.rest, row.rest_squared, row.rest_of_right)
    use.chosen.update(row.chosen)
    return use


def _store(row: QuestionUse, use: Use) -> None:
    row.asked, row.right, row.chosen = use.asked, use.right, dict(use.chosen)
    row.rest, row.rest_squared, row.rest_of_right = use.rest, use.rest_squared, use.rest_of_right


def use_of(question: Question) -> Use:
    """Over all quizzes."""
    return sum((of_row(row) for row in question.uses.all()), Use())


def _show(question: Question) -> None:
    use = use_of(question)
    values = {"asked": use.asked, "right": use.right, "discrimination": use.discrimination, "chosen": dict(use.chosen)}
    Question.objects.filter(pk=question.pk).update(**values, updated_at=F("updated_at"))
