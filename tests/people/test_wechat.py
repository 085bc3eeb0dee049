import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from tests.fakes.http import serving
from tests.fakes.wechat import APP_ID, SECRET, WeChat

from worldday.people import wechat
from worldday.people.identity import number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings):
    found = WeChat()
    with serving(found) as address:
        settings.WECHAT_APP_ID, settings.WECHAT_SECRET, settings.WECHAT_API = APP_ID, SECRET, address
        yield found


def test_a_code_from_wechat_recognises_its_openid_once(fake):
    fake.codes["071abc"] = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"
    assert wechat.recognise_by_code("071abc").number == number_of("wechat", "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")
    with pytest.raises(wechat.NotRecognised):
        wechat.recognise_by_code("071abc")


@pytest.mark.parametrize("change", [{"WECHAT_SECRET": "wrong"}, {"WECHAT_API": "http://127.0.0.1:9"}])
def test_when_wechat_refuses_or_is_away_people_are_told_what_to_do(fake, settings, change):
    fake.codes["x"] = "openid"
    for name, value in change.items():
        setattr(settings, name, value)
    with pytest.raises(wechat.NotRecognised):
        wechat.recognise_by_code("x")


def test_the_way_to_wechat_asks_for_nothing_but_the_openid(fake, settings):
    settings.WECHAT_OPEN = "https://open.weixin.qq.com"
    address = urlsplit(wechat.authorize_address(back="https://www.example.gov.cn/q/?a=1&b=2", state="s"))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert asked == {
        "appid": APP_ID, "redirect_uri": "https://www.example.gov.cn/q/?a=1&b=2", "response_type": "code", "scope": "snsapi_base", "state": "s",
    }  # fmt: skip
    assert address.fragment == "wechat_redirect"


def test_without_an_app_id_nobody_is_asked_to_come_through_wechat(settings):
    settings.WECHAT_APP_ID = ""
    assert not wechat.is_available()


def test_all_processes_share_one_token(fake):
    fake.slow = 0.3
    tokens = []

    def fetch():
        tokens.append(wechat.central_token())
        connection.close()

    threads = [threading.Thread(target=fetch) for _fetch in range(6)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    assert tokens == ["token-1"] * 6
    assert (wechat.central_token(), fake.tokens) == ("token-1", 1)


def test_a_token_that_somebody_renewed_since_the_look_is_not_fetched_again(fake, monkeypatch):
    lock = cache.add

    def late(*args) -> bool:
        cache.set(wechat.TOKEN, "token-of-another")
        return lock(*args)

    monkeypatch.setattr(cache, "add", late)
    assert (wechat.central_token(), fake.tokens) == ("token-of-another", 0)
