"""Being recognised by phone or WeChat before a quiz with prizes."""

import json
from datetime import date
from unittest.mock import patch

import pytest
from tests.factories.quizzes import make_frozen_quiz
from tests.public.quiz.test_door import address

from worldday.people import codes, consent, riddles
from worldday.people.identity import recognise
from worldday.people.models import Consent, Identity, Participant, PhoneCode
from worldday.public.quiz import who
from worldday.quizzes.intake.tickets import KeyRing, open_pass
from worldday.quizzes.passes import signing_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
PHONE = "13800000001"


@pytest.fixture
def quiz(on_day, settings):
    settings.DEMO, settings.SMS_CHANNEL = True, "demo"
    on_day(date(2020, 10, 14))
    return make_frozen_quiz(identity="wechat")


def post(client, quiz, name: str, **body):
    return client.post(address(quiz, "who", name), json.dumps(body), content_type="application/json")


def agreed(**more) -> dict:
    return {"consent_version": consent.version("quiz"), "identity_version": consent.version("identity")} | more


def confirmed(client, quiz, **more):
    code = post(client, quiz, "send", phone=PHONE).json()["demo"]
    return post(client, quiz, "check", **agreed(phone=PHONE, code=code, **more))


def opened(sealed: str):
    return open_pass(sealed, KeyRing([signing_key()]), 0)


def test_a_code_gives_a_pass_of_the_phone_s_strength_and_a_note_that_renews_it(client, quiz):
    told = confirmed(client, quiz, district="嘉定区").json()
    granted = opened(told["pass"])
    assert (granted.quiz, granted.strength, granted.district, granted.number) == (quiz.pk, "phone", "嘉定区", 0)
    assert Participant.objects.get().number == granted.player
    assert {row.purpose for row in Consent.objects.filter(participant_number=granted.player)} == {"quiz", "identity"}
    renewed = post(client, quiz, "renew", **agreed(person=told["person"])).json()
    assert opened(renewed["pass"]).player == granted.player
    other = post(client, quiz, "renew", **agreed(person=told["person"] + "x"))
    assert other.status_code == 409


def test_without_agreeing_to_what_is_shown_now_nobody_gets_a_pass(client, quiz):
    code = post(client, quiz, "send", phone=PHONE).json()["demo"]
    refused = post(client, quiz, "check", phone=PHONE, code=code, consent_version="old", identity_version="old")
    assert refused.status_code == 409
    assert "pass" not in refused.json()
    assert not Consent.objects.exists()


def test_a_wrong_code_or_number_is_refused_in_one_sentence(client, quiz):
    post(client, quiz, "send", phone=PHONE)
    wrong = post(client, quiz, "check", **agreed(phone=PHONE, code="000000x"))
    assert wrong.json()["error"]["sentence"]["zh"].startswith("验证码")
    assert post(client, quiz, "send", phone="12345").status_code == 409
    assert post(client, quiz, "send", phone=PHONE).status_code == 409  # within a minute


def test_a_busy_network_answers_a_small_question_that_can_be_heard(client, quiz):
    for number in range(codes.BUSY_NETWORK):
        assert post(client, quiz, "send", phone=f"139{number:08}").status_code == 200
    asked = post(client, quiz, "send", phone=PHONE)
    assert asked.status_code == 409
    riddle = asked.json()["riddle"]
    assert post(client, quiz, "send", phone=PHONE, token=riddle["token"], riddle="99").status_code == 409
    riddle = post(client, quiz, "send", phone=PHONE).json()["riddle"]
    answer = solved(riddle["question"])
    assert post(client, quiz, "send", phone=PHONE, token=riddle["token"], riddle=answer).status_code == 200
    again = post(client, quiz, "send", phone="13800000002", token=riddle["token"], riddle=answer)
    assert again.status_code == 409  # one answer, one message
    assert PhoneCode.objects.count() == codes.BUSY_NETWORK + 1


def solved(question: str) -> str:
    """As a person who hears it would: in full-width digits."""
    one, other = (riddles.ZH.index(sign) for sign in question if sign in riddles.ZH)
    value = one + other if "加" in question else one - other
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def test_whoever_came_through_wechat_and_then_by_phone_is_one_person(client, quiz, settings):
    settings.WECHAT_APP_ID, settings.WECHAT_SECRET = "wx1", "secret"
    there = client.get(address(quiz, "who", "wechat"))
    state = there.url.split("state=")[1].split("#")[0]
    with patch("worldday.people.wechat._get", return_value={"openid": "o1"}):
        assert client.get(address(quiz, "who", "wechat", "back") + "?code=c&state=other").status_code == 409
        client.get(address(quiz, "who", "wechat"))
        state = client.cookies["worldday_wechat"].value.split(":")[0]
        back = client.get(address(quiz, "who", "wechat", "back") + f"?code=c&state={state}")
    note = back.context["data"]["person"]
    granted = opened(post(client, quiz, "renew", **agreed(person=note)).json()["pass"])
    assert granted.strength == "wechat"
    by_phone = opened(confirmed(client, quiz, person=note).json()["pass"])
    assert by_phone.player == recognise(kind="phone", value=PHONE).number == recognise(kind="wechat", value="o1").number
    assert by_phone.strength == "phone"


def test_without_wechat_configured_there_is_no_way_to_it(client, quiz):
    assert client.get(address(quiz, "who", "wechat")).status_code == 404


def test_who_will_not_be_recognised_may_practise_and_no_more(client, quiz):
    nobody = opened(post(client, quiz, "practice").json()["pass"])
    assert nobody.strength == "device"
    assert not Participant.objects.exists()


def test_where_anybody_may_answer_the_hot_path_gives_out_passes(client, on_day):
    on_day(date(2020, 10, 14))
    assert post(client, make_frozen_quiz(), "practice").status_code == 404


def test_under_14_a_guardian_must_have_agreed(client, quiz):
    alone = confirmed(client, quiz, age_band="under-14")
    assert alone.json()["error"]["code"] == "guardian"
    note = note_kept()
    allowed = post(
        client,
        quiz,
        "renew",
        **agreed(person=note, age_band="under-14", guardian=True, guardian_version=consent.version("guardian")),
    )
    assert opened(allowed.json()["pass"]).age_band == "under-14"
    assert Consent.objects.get(purpose="guardian").by_guardian is True


def note_kept() -> str:
    return who.note(Participant.objects.get())


def test_one_press_erases_what_led_to_the_person(client, quiz):
    note = confirmed(client, quiz).json()["person"]
    assert post(client, quiz, "forget", person=note).status_code == 200
    assert not Identity.objects.exists()
    assert post(client, quiz, "renew", **agreed(person=note)).status_code == 409
