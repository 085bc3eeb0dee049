"""Class mode without a browser: codes, seats, who sees what."""

import json
from datetime import date

import pytest
from tests.factories.quizzes import make_attempt, make_frozen_quiz
from tests.public.quiz.test_door import address, read, words

from worldday.people.identity import number_of
from worldday.public.quiz import school
from worldday.quizzes.intake.tickets import KeyRing, open_pass
from worldday.quizzes.models import SchoolClass
from worldday.quizzes.passes import signing_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
FORM = {"school": "第一小学", "name": "五（2）班", "seats": 40, "district": "嘉定区"}


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 14))
    return make_frozen_quiz()


def test_a_teacher_s_form_makes_a_code_and_an_address_that_pupils_cannot_guess(client, quiz):
    answer = client.post(address(quiz, "class"), FORM)
    made = SchoolClass.objects.get()
    assert (made.school, made.name, made.seats, made.district) == ("第一小学", "五（2）班", 40, "嘉定区")
    page = read(client, answer.url)
    assert len(page.select(".seats li")) == 40
    assert made.code in words(page.select_one(".class-code"))
    assert client.get(answer.url.replace(answer.url.split("/")[-2], "x" * 43)).status_code == 404


def test_a_seat_gets_a_pass_without_any_personal_data_and_a_wrong_number_a_sentence(client, quiz):
    client.post(address(quiz, "class"), FORM)
    made = SchoolClass.objects.get()
    url = address(quiz, "class", made.code, "seat")
    told = client.post(url, json.dumps({"seat": 7}), content_type="application/json").json()
    granted = open_pass(told["pass"], KeyRing([signing_key()]), 0)
    assert (granted.strength, granted.group, granted.player) == ("seat", made.code, number_of("seat", f"{made.code}/7"))
    for wrong in ({"seat": 41}, {"seat": "x"}, {"seat": float("inf")}, {}, []):
        refused = client.post(url, json.dumps(wrong), content_type="application/json")
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "unknown-choice")


def test_the_teacher_s_page_counts_seats_in_the_same_queries_for_one_as_for_three(
    client, quiz, django_assert_num_queries
):
    url = client.post(address(quiz, "class"), FORM).url
    code = SchoolClass.objects.get().code
    for seats in ([1], [2, 3]):
        for seat in seats:
            player = number_of("seat", f"{code}/{seat}")
            make_attempt(quiz, player, score=seat * 10, group=code, strength="seat")
        with django_assert_num_queries(6):
            page = read(client, url)
    assert [words(each) for each in page.select(".seats .done")] == ["1 10 分", "2 20 分", "3 30 分"]


def test_errors_keep_what_was_typed_and_a_flood_of_classes_is_stopped(client, quiz, monkeypatch):
    wrong = client.post(address(quiz, "class"), FORM | {"seats": 400})
    assert wrong.status_code == 422
    assert "第一小学" in wrong.content.decode()
    monkeypatch.setattr(school, "MOST_PER_HOUR", 1)
    assert client.post(address(quiz, "class"), FORM).status_code == 302
    assert client.post(address(quiz, "class"), FORM).status_code == 422
    assert SchoolClass.objects.count() == 1


def test_where_the_rule_has_no_classes_there_is_no_class_page(client, on_day):
    on_day(date(2020, 10, 14))
    assert client.get(address(make_frozen_quiz(classes=False), "class")).status_code == 404
