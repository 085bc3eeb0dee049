"""Choosing in the desk what the certificates of a quiz look like."""

from datetime import date

import pytest
from tests.desk.test_quiz_setup import city, client_of, url
from tests.factories.certificates import make_design
from tests.factories.quizzes import make_frozen_quiz, make_quiz
from tests.factories.units import make_unit
from tests.quizzes.test_certifying import WORDS, a_design

from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _before_it_opens(on_day):
    on_day(date(2020, 10, 1))


def test_whoever_runs_the_quiz_chooses_among_their_designs_of_participation_also_after_freezing():
    quiz = make_frozen_quiz()
    ours, learning = a_design(owner=city(quiz), name="竞答参与证明"), make_design(owner=city(quiz))
    theirs = a_design(owner=make_unit("乙市市场监管局"), name="别市的证明")
    client = client_of(city(quiz))
    page = client.get(url(quiz, "rule/")).content.decode()
    assert "竞答参与证明" in page and "别市的证明" not in page and f'value="{learning.pk}"' not in page
    assert client.post(url(quiz, "design/"), {"design": ours.pk}).status_code == 302
    assert Quiz.objects.get(pk=quiz.pk).design == ours
    for wrong in (theirs, learning):
        assert client.post(url(quiz, "design/"), {"design": wrong.pk}).status_code == 422
    assert Quiz.objects.get(pk=quiz.pk).design == ours


def test_a_design_that_asks_for_what_no_quiz_knows_is_refused_in_words():
    quiz = make_quiz(certificate=True)
    asking = a_design(owner=city(quiz), words=WORDS | {"body": "{name}，导师{导师}。"})
    answer = client_of(city(quiz)).post(url(quiz, "design/"), {"design": asking.pk})
    assert answer.status_code == 422 and "“导师”" in answer.content.decode()
    assert Quiz.objects.get(pk=quiz.pk).design is None


def test_a_promise_without_a_design_is_said_where_it_can_be_kept():
    quiz = make_quiz(certificate=True)
    a_design(owner=city(quiz))
    assert "请选择版式，否则无人能领取" in client_of(city(quiz)).get(url(quiz, "rule/")).content.decode()
