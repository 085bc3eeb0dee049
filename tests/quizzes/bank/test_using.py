import json
from datetime import date, timedelta

import pytest
from tests.factories.quizzes import OPENS, make_attempt, make_frozen_quiz

from worldday.quizzes import using
from worldday.quizzes.intake.papers import draw_paper, edition_of, seed_of
from worldday.quizzes.intake.scoring import right_answer, score
from worldday.quizzes.models import Attempt, Question, QuestionUse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 1))
    quiz = make_frozen_quiz()
    on_day(date(2020, 10, 25))
    return quiz


def answer(quiz, player, right):
    """An attempt stored `player` minutes after opening, whose first `right` answers are right and the rest the next option."""
    row = quiz.editions.get()
    edition = edition_of(row.content, quiz.pk, row.number)
    paper = draw_paper(edition, seed_of(edition, quiz.pk, player, 0))
    true = [right_answer(asked) for asked in paper]
    said = [each if place < right else [(each[0] + 1) % 4] for place, each in enumerate(true)]
    assert score(paper, said).right == right
    make_attempt(quiz, player, answers=json.dumps(said), right=right, at=OPENS + timedelta(minutes=player))
    return paper


def test_what_was_asked_answered_and_chosen_is_counted_once(quiz):
    paper = answer(quiz, 1, right=6)
    assert (using.count_uses(), using.count_uses()) == (1, 0)
    rows = {row.code: row for row in Question.objects.filter(asked=1)}
    assert {asked.question.code for asked in paper} == set(rows)
    assert [rows[asked.question.code].right for asked in paper] == [1] * 6 + [0] * 4
    first, last = (rows[paper[place].question.code] for place in (0, -1))
    assert first.chosen == {first.answer[0]: 1}
    assert list(last.chosen) != last.answer
    use = QuestionUse.objects.get(question=first)
    assert (use.rest, use.rest_of_right) == (pytest.approx(5 / 9), pytest.approx(5 / 9))


def test_later_attempts_are_added_and_void_ones_left_out_when_counted_anew(quiz):
    answer(quiz, 1, right=10)
    using.count_uses()
    answer(quiz, 2, right=0)
    assert using.count_uses() == 1
    assert (
        sum(Question.objects.values_list("asked", flat=True)),
        sum(Question.objects.values_list("right", flat=True)),
    ) == (20, 10)
    Attempt.objects.filter(player=2).update(void=True)
    assert using.count_anew(quiz) == 1
    assert sum(Question.objects.values_list("asked", flat=True)) == 10


def test_an_empty_answer_is_counted_as_such(quiz):
    make_attempt(quiz, 1, answers="[]", right=0)
    using.count_uses()
    assert {json.dumps(row.chosen) for row in Question.objects.filter(asked=1)} == {'{"": 1}'}
