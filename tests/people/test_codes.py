import threading
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from tests.fakes.http import serving
from tests.fakes.sms import KEY, Platform

from worldday.base import clock
from worldday.messages.channels.sms import demo
from worldday.people import codes
from worldday.people.codes import CodeOver, NotDelivered, TooMany, TooSoon, WrongCode, check_code, send_code
from worldday.people.identity import NotAPhone, number_of
from worldday.people.models import PhoneCode

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


@pytest.fixture
def platform(settings):
    fake = Platform()
    with serving(fake) as address:
        settings.SMS_CHANNEL, settings.SMS_URL, settings.SMS_KEY = "gateway", address, KEY
        yield fake


def send(phone=PHONE, address="203.0.113.9") -> None:
    send_code(phone=phone, address=address, language="zh-hans")


def later(minutes: float, *, cache_too: bool = True) -> None:
    """As if what was sent had been sent earlier."""
    for row in PhoneCode.objects.all():
        PhoneCode.objects.filter(pk=row.pk).update(sent_at=row.sent_at - timedelta(minutes=minutes))
    if cache_too:
        cache.clear()


def test_a_code_that_was_sent_recognises_its_phone_once(platform):
    send("+86 138 0000 0001")
    (message,) = platform.taken
    assert (message["phone"], len(message["code"]), message["minutes"], message["language"]) == (PHONE, 6, 5, "zh-hans")
    assert check_code(phone=PHONE, code=f" {message['code']} ").number == number_of("phone", PHONE)
    with pytest.raises(CodeOver):
        check_code(phone=PHONE, code=message["code"])


def test_neither_phone_nor_code_nor_address_is_kept(platform):
    send()
    kept = str(list(PhoneCode.objects.values()))
    assert PHONE not in kept and platform.taken[0]["code"] not in kept and "203.0.113.9" not in kept


def wrong(platform) -> str:
    return f"{(int(platform.taken[-1]['code']) + 1) % 10**6:06}"


def test_three_wrong_tries_end_a_code_even_for_the_right_one_afterwards(platform):
    send()
    for _try in range(3):
        with pytest.raises(WrongCode):
            check_code(phone=PHONE, code=wrong(platform))
    with pytest.raises(CodeOver):
        check_code(phone=PHONE, code=platform.taken[0]["code"])


def test_two_wrong_tries_leave_a_third(platform):
    send()
    for _try in range(2):
        with pytest.raises(WrongCode):
            check_code(phone=PHONE, code=wrong(platform))
    assert check_code(phone=PHONE, code=platform.taken[0]["code"])


def test_a_code_ends_after_five_minutes_and_with_the_next_one(platform):
    send()
    later(5)
    with pytest.raises(CodeOver):
        check_code(phone=PHONE, code=platform.taken[0]["code"])
    send()
    if platform.taken[0]["code"] != platform.taken[1]["code"]:
        with pytest.raises(WrongCode):
            check_code(phone=PHONE, code=platform.taken[0]["code"])
    assert check_code(phone=PHONE, code=platform.taken[1]["code"])


def test_a_phone_gets_one_code_a_minute_and_five_a_day(platform):
    send()
    with pytest.raises(TooSoon):
        send()
    for _again in range(4):
        later(1)
        send()
    later(1)
    with pytest.raises(TooMany):
        send()
    later(24 * 60)
    send()
    assert len(platform.taken) == 6


def test_a_school_behind_one_address_is_served_and_a_flood_is_not(platform, monkeypatch):
    monkeypatch.setattr(codes, "PER_NETWORK", 45)
    for pupil in range(45):
        send(f"1380000{pupil:04}")
    with pytest.raises(TooMany):
        send("13900000001")
    send("13900000001", address="198.51.100.7")
    later(10)
    send("13900000002")


def test_codes_need_three_hundred_people_before_a_network_waits():
    assert (300, timedelta(minutes=10)) == (codes.PER_NETWORK, codes.NETWORK_SPAN)


def test_what_is_no_phone_number_gets_nothing(platform):
    with pytest.raises(NotAPhone):
        send("12345")
    assert platform.taken == [] and not PhoneCode.objects.exists()


def test_a_platform_that_refuses_or_is_away_costs_no_try(platform, settings):
    platform.status = 500
    with pytest.raises(NotDelivered):
        send()
    settings.SMS_URL = "http://127.0.0.1:9/"
    with pytest.raises(NotDelivered):
        send()
    assert not PhoneCode.objects.exists()


def test_the_demo_shows_the_code_and_only_the_demo(settings):
    settings.SMS_CHANNEL, settings.DEMO = "demo", True
    send()
    assert check_code(phone=PHONE, code=demo.last_code(PHONE))
    settings.DEMO = False
    for look in (lambda: demo.last_code(PHONE), lambda: send("13900000002")):
        with pytest.raises(ImproperlyConfigured):
            look()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one(platform):
    send()
    answers = []

    def guess():
        try:
            check_code(phone=PHONE, code=wrong(platform))
        except (WrongCode, CodeOver) as error:
            answers.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _guess in range(8)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert (answers.count(WrongCode), answers.count(CodeOver)) == (3, 5)


def test_in_a_demo_a_code_of_a_later_day_keeps_nobody_waiting_at_an_earlier_one(platform, settings, on_day):
    settings.DEMO = True
    on_day(date(2020, 10, 14))
    send()
    cache.clear()
    with clock.standing_at(date(2020, 6, 9)):
        send()
        assert check_code(phone=PHONE, code=platform.taken[-1]["code"])
