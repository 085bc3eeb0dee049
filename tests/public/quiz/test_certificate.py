"""Taking the proof of participation on the phone one has played on."""

from datetime import date

import pytest
from tests.factories.certificates import make_design
from tests.factories.quizzes import BY, make_attempt, make_quiz
from tests.public.quiz.test_door import address
from tests.public.quiz.test_place_and_appeal import ask, ticket
from tests.quizzes.test_certifying import WORDS

from worldday.certificates.models import Certificate, Sort
from worldday.people import consent
from worldday.quizzes import actions
from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
ME = 11


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 1))
    made = make_quiz(certificate=True, pass_mark=60)
    design = make_design(owner=made.activity.campaign.owner, name="参与证明", sort=Sort.PARTICIPATION, words=WORDS)
    actions.set_design(quiz=made, design=design, by=BY)
    actions.freeze(quiz=made, by=BY)
    on_day(date(2020, 10, 14))
    return Quiz._base_manager.get(pk=made.pk)


def form(quiz, **fields):
    sent = {"ticket": ticket(quiz, ME), "name": "王小明", "latin": "", "agreed": consent.version("certificate")}
    return sent | fields


def test_the_result_says_that_one_may_be_taken_and_then_which_it_is(client, quiz):
    assert "certificate" not in ask(client, quiz, ticket=ticket(quiz, ME)).json()
    make_attempt(quiz, ME, score=80)
    told = ask(client, quiz, ticket=ticket(quiz, ME)).json()["certificate"]
    assert told == {"page": address(quiz, "certificate"), "number": "", "guardian": False}
    assert client.post(told["page"], form(quiz)).status_code == 200
    number = Certificate.objects.get().number
    told = ask(client, quiz, ticket=ticket(quiz, ME)).json()["certificate"]
    assert told["number"] == number and number in told["page"]
    assert client.get(told["page"]).status_code == 200


def test_it_is_printed_as_typed_and_its_page_verifies_it(client, quiz):
    make_attempt(quiz, ME, score=80)
    page = client.post(address(quiz, "certificate"), form(quiz, latin="Wang Xiaoming")).content.decode()
    made = Certificate.objects.get()
    assert made.number in page and (made.holder_name, made.holder_latin) == ("王小明", "Wang Xiaoming")
    shown = client.get(f"/certificates/{made.number}/", follow=True).content.decode()
    assert "王小明" in shown and "有效" in shown


@pytest.mark.parametrize("wrong", [{"name": ""}, {"agreed": ""}, {"ticket": "stolen"}])
def test_what_is_missing_is_said_and_what_was_typed_stays(client, quiz, wrong):
    make_attempt(quiz, ME, score=80)
    answer = client.post(address(quiz, "certificate"), form(quiz, latin="Wang", **wrong))
    assert answer.status_code == 422 and 'value="Wang"' in answer.content.decode()
    assert not Certificate.objects.exists()


def test_it_speaks_english_too(client, quiz):
    page = client.get("/en" + address(quiz, "certificate")).content.decode()
    assert "Take the certificate" in page and "Taking the proof of participation" in page


def test_a_quiz_without_one_has_no_such_page(client, quiz):
    Quiz.objects.update(design=None)
    assert client.get(address(quiz, "certificate")).status_code == 404
