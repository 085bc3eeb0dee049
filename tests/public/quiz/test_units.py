"""The pages of units, and the rule as a file."""

import hashlib
import json

import pytest
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz, make_quiz
from tests.public.quiz.test_door import address, read, words

from worldday.people import consent
from worldday.people.identity import recognise
from worldday.public.quiz import school
from worldday.public.quiz.who import note
from worldday.quizzes import actions
from worldday.quizzes.intake.tickets import KeyRing, open_pass
from worldday.quizzes.models import SchoolClass
from worldday.quizzes.passes import signing_key
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz(units=True)


def test_whoever_gathers_a_unit_gets_a_page_to_send_which_leads_to_the_start_with_its_code(client, quiz):
    answer = client.post(address(quiz, "unit"), {"unit": "示例检测有限公司"})
    made = SchoolClass.objects.get()
    assert answer.url == address(quiz, "unit", made.code)
    page = read(client, answer.url)
    assert made.code in words(page.select_one(".class-code"))
    door = read(client, page.select_one("a.button")["href"])
    assert door.select_one("#unit")["value"] == made.code
    assert words(door.select_one("#unit-help")) == "你代表示例检测有限公司参加：成绩计入个人，也计入单位。"
    assert client.get(address(quiz, "unit") + f"?code={made.code.upper()}").url == answer.url


def test_its_page_says_where_the_unit_stands(client, quiz):
    unit = actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    page = read(client, address(quiz, "unit", unit.code, language="/en"))
    assert page.select_one(".facts") is None
    make_attempt(quiz, 1, 90, group=unit.code)
    make_attempt(quiz, 2, 50, group=unit.code)
    Follower().follow()
    page = read(client, address(quiz, "unit", unit.code, language="/en"))
    assert [words(one) for one in page.select(".facts dd")] == ["1", "2", "1", "70.0"]


def test_a_second_code_for_the_same_unit_an_unknown_one_and_a_flood_are_told_so(client, quiz, monkeypatch):
    assert client.post(address(quiz, "unit"), {"unit": "示例公司"}).status_code == 302
    again = client.post(address(quiz, "unit"), {"unit": "示例公司"})
    assert (again.status_code, "已有单位码" in again.content.decode()) == (422, True)
    assert "没有这个单位码" in client.get(address(quiz, "unit") + "?code=nowhere1").content.decode()
    monkeypatch.setattr(school, "MOST_PER_HOUR", 1)
    assert client.post(address(quiz, "unit"), {"unit": "别的公司"}).status_code == 422
    assert SchoolClass.objects.count() == 1


def test_a_unit_has_no_seats_and_a_class_no_page_of_a_unit(client, quiz):
    unit = actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    made = actions.make_class(quiz=quiz, school="第一小学", name="五（2）班", by=BY)
    assert client.get(address(quiz, "class", unit.code)).status_code == 404
    assert client.get(address(quiz, "unit", made.code)).status_code == 404
    assert client.get(address(quiz) + f"?unit={made.code}").status_code == 200


def test_where_the_rule_has_no_units_there_is_nothing_of_them(client, on_day):
    on_day(OPENS.date())
    quiz = make_frozen_quiz()
    assert client.get(address(quiz, "unit")).status_code == 404
    page = read(client, address(quiz))
    assert page.select_one("#unit") is None
    assert "单位组队" not in words(page)


def test_a_checked_person_plays_for_the_unit_they_name(client, on_day):
    on_day(OPENS.date())
    quiz = make_frozen_quiz(identity="phone", units=True)
    unit = actions.make_unit(quiz=quiz, unit="示例公司", by=BY)
    person = note(recognise(kind="phone", value="13800000001"))

    def renew(code: str):
        agreed = {
            f"{'consent' if one == 'quiz' else one}_version": consent.version(one) for one in ("quiz", "identity")
        }
        body = json.dumps({"person": person, "unit": code} | agreed)
        return client.post(address(quiz, "who", "renew"), body, content_type="application/json").json()

    assert renew("nowhere1")["error"]["code"] == "unknown-unit"
    assert open_pass(renew(unit.code)["pass"], KeyRing([signing_key()]), 0).group == unit.code


def test_the_digest_of_the_rule_is_that_of_its_file(client, quiz):
    page = read(client, address(quiz, "rules"))
    answer = client.get(page.select_one("a[href$='rule.json']")["href"])
    assert hashlib.sha256(answer.content).hexdigest() == quiz.rule_digest
    assert json.loads(answer.content)["units"] is True


def test_a_rule_that_may_still_change_is_no_file(client, on_day):
    on_day(OPENS.date())
    assert client.get(address(make_quiz(), "rules", "rule.json").rstrip("/")).status_code == 404
