"""One letter becomes a message for each line that reaches its reader."""

from dataclasses import replace
from datetime import datetime, time

import pytest
from django.utils.timezone import make_aware
from tests.factories.messages import FACTS, make_letter

from worldday.messages.letters import QUIET, Reader, Words, messages_of, stranger, worded

NIGHT, MORNING = make_aware(datetime(2020, 10, 14, 23, 30)), make_aware(datetime(2020, 10, 15, 8, 0))
LINK = "/desk/tasks/task00000001/"
EVERY = Reader("person000001", "王一", "en", {"note": "", "email": "w@example.org", "sms": "13800000001"})


@pytest.fixture(autouse=True)
def _site(settings):
    settings.PUBLIC_URL, settings.REMIND_FROM, settings.REMIND_UNTIL = "https://wsd.example", time(8), time(20)


def by_channel(**changes):
    return {one.channel: one for one in messages_of(replace(make_letter(key="k"), **changes), NIGHT)}


def test_each_line_gets_its_own_key_address_and_language():
    made = by_channel(to=EVERY)
    assert {name: (one.key, one.address, one.language, one.to_name) for name, one in made.items()} == {
        "note": ("k:note", "", "en", "王一"),
        "email": ("k:email", "w@example.org", "en", "王一"),
        "sms": ("k:sms", "13800000001", "en", "王一"),
    }


def test_a_text_message_ends_with_the_address_and_every_template_may_hold_it():
    made = by_channel(to=EVERY)
    assert made["sms"].text == f"甲区局的活动总结明天截止。 https://wsd.example{LINK}"
    assert made["email"].text == made["note"].text == "甲区局的活动总结明天截止。"
    assert [one.facts for one in made.values()] == [FACTS | {"link": f"https://wsd.example{LINK}"}] * 3
    without = by_channel(to=EVERY, link="")
    assert (without["sms"].text, without["sms"].facts) == ("甲区局的活动总结明天截止。", FACTS)


def test_what_rings_waits_for_the_morning_unless_the_letter_says_when():
    made = by_channel(to=EVERY, rings_at=None)
    assert {name: one.due_at for name, one in made.items()} == {"note": NIGHT, "email": NIGHT, "sms": MORNING}
    assert by_channel(to=EVERY, rings_at=NIGHT)["sms"].due_at == NIGHT


def test_a_reader_can_be_told_quietly():
    assert EVERY.only(QUIET).lines == {"note": "", "email": "w@example.org"}
    assert by_channel(to=EVERY.only(QUIET)).keys() == {"note", "email"}


def test_whoever_has_no_account_is_reached_by_what_they_gave_and_named_by_a_code(settings):
    settings.SMS_TELLS = True
    found = stranger("b7k2", "zh-hans", {"phone": "13800000002", "email": "b@example.org", "name": "李红"})
    assert found == Reader("b7k2", "b7k2", "zh-hans", {"sms": "13800000002", "email": "b@example.org"})
    settings.SMS_TELLS = False
    assert stranger("b7k2", "zh-hans", {"phone": "13800000002"}).lines == {}


def test_words_stand_in_the_readers_language_with_their_facts():
    from django.utils.translation import gettext_lazy as _

    said = (_("Booked: {event}"), "{event}!")
    assert worded(said, "en", {"event": "Open day"}) == Words("Booked: Open day", "Open day!", {"event": "Open day"})
    assert worded(said, "zh-hans", {"event": "开放日"}).subject == "预约成功：开放日"
