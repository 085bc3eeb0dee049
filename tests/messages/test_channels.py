"""Each channel against a server on a real socket."""

from email import message_from_bytes, policy
from threading import Event

import pytest
from tests.factories.messages import FACTS, make_message
from tests.fakes.http import serving
from tests.fakes.sms import KEY, Platform
from tests.fakes.smtp import MailServer, serving_mail
from tests.fakes.wechat import APP_ID, SECRET, WeChat

from worldday.messages import delivering
from worldday.messages.channels import available, email, sms, wechat
from worldday.messages.channels.sms import gateway
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db


def outcome(message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error


@pytest.fixture
def mail_server(settings):
    fake = MailServer()
    with serving_mail(fake) as (host, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = host, port, 5
        yield fake
        email.finish()


def test_letters_leave_over_one_line_to_the_mail_server_with_link_and_number(mail_server, settings):
    settings.PUBLIC_URL, settings.DEFAULT_FROM_EMAIL = "https://www.example.gov.cn", "主题日 <day@example.gov.cn>"
    messages = [make_message(address=f"{name}@example.org") for name in ("a", "b", "c")]
    assert delivering.deliver() == 3
    assert [to for to, _text in mail_server.taken] == ["a@example.org", "b@example.org", "c@example.org"]
    assert mail_server.lines == 1
    mail = message_from_bytes(mail_server.taken[0][1].encode(), policy=policy.default)
    assert (mail["Subject"].strip(), mail["Message-ID"]) == (
        messages[0].subject,
        f"<{messages[0].code}@example.gov.cn>",
    )
    lines = mail.get_content().splitlines()
    assert lines[:3] == ["甲区局的活动总结明天截止。", "", "https://www.example.gov.cn/desk/tasks/task00000001/"]


def test_an_address_the_server_never_takes_fails_and_one_it_takes_later_waits(mail_server):
    mail_server.refuse = {"gone@example.org": "550 no such user", "full@example.org": "452 mailbox full"}
    gone, full, fine = (make_message(address=f"{name}@example.org") for name in ("gone", "full", "fine"))
    delivering.deliver()
    assert [outcome(one)[0] for one in (gone, full, fine)] == ["failed", "waiting", "sent"]
    assert "no such user" in outcome(gone)[1]


def test_a_line_that_breaks_after_the_text_was_given_leaves_it_open_whether_it_was_sent(mail_server):
    mail_server.breaks = True
    message = make_message()
    delivering.deliver()
    assert (outcome(message)[0], len(mail_server.taken)) == ("unsure", 1)


def test_a_mail_server_that_is_away_loses_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = make_message()
    delivering.deliver()
    assert outcome(message)[0] == "waiting"
    assert "cannot be reached" in outcome(message)[1]


@pytest.fixture
def platform(settings):
    fake = Platform()
    with serving(fake) as address:
        settings.SMS_CHANNEL, settings.SMS_URL, settings.SMS_KEY, settings.SMS_TELLS = "gateway", address, KEY, True
        yield fake


def test_the_platform_is_given_the_occasion_as_template_with_its_parameters_and_a_number(platform, settings):
    message = make_message("sms")
    assert delivering.deliver() == 1
    facts = {**FACTS, "link": f"{settings.PUBLIC_URL}/desk/tasks/task00000001/"}
    assert platform.taken == [
        {"phone": "13800000001", "template": "reminder", "params": facts, "language": "zh-hans", "id": message.code}
    ]


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (429, "waiting"), (503, "waiting")])
def test_what_the_platform_refuses_fails_or_waits_by_its_status(platform, status, state):
    platform.status = status
    message = make_message("sms")
    delivering.deliver()
    assert outcome(message)[0] == state


def test_a_platform_that_takes_too_long_leaves_it_open_whether_it_was_sent(platform, monkeypatch):
    monkeypatch.setattr(gateway, "SECONDS", 0.05)
    taken, given_up = Event(), Event()

    class Slow(list):
        def append(self, body):
            super().append(body)
            taken.set()
            given_up.wait(60)

    platform.taken = Slow()
    message = make_message("sms")
    delivering.deliver()
    given_up.set()
    assert taken.wait(60)
    assert (outcome(message)[0], len(platform.taken)) == ("unsure", 1)


@pytest.fixture
def account(settings):
    fake = WeChat()
    with serving(fake) as address:
        settings.WECHAT_APP_ID, settings.WECHAT_SECRET, settings.WECHAT_API = APP_ID, SECRET, address
        settings.WECHAT_TEMPLATE, settings.WECHAT_FIELDS = "tpl-1", ["thing1=campaign", "time3=due"]
        yield fake


def test_wechat_sends_the_accounts_template_with_our_facts_in_its_fields(account, settings):
    settings.PUBLIC_URL = "https://www.example.gov.cn"
    make_message("wechat", facts={"campaign": "一" * 30, "due": "10月23日（周五）"})
    assert delivering.deliver() == 1
    assert account.told == [
        {
            "touser": "o6_bmjrPTlm6",
            "template_id": "tpl-1",
            "url": "https://www.example.gov.cn/desk/tasks/task00000001/",
            "data": {"thing1": {"value": "一" * 20}, "time3": {"value": "10月23日（周五）"}},
        }
    ]


@pytest.mark.parametrize(("code", "state"), [(43004, "failed"), (40003, "failed"), (45009, "waiting"), (-1, "waiting")])
def test_what_wechat_refuses_fails_or_waits_by_its_code(account, code, state):
    account.refuses = code
    message = make_message("wechat")
    delivering.deliver()
    assert outcome(message)[0] == state


def test_only_channels_that_are_set_up_are_offered(settings):
    settings.SMS_TELLS, settings.WECHAT_APP_ID, settings.DEMO = False, "", False
    assert available() == ["note", "email"]
    settings.SMS_TELLS = True
    settings.WECHAT_APP_ID, settings.WECHAT_SECRET, settings.WECHAT_TEMPLATE = APP_ID, SECRET, "tpl"
    assert available() == ["note", "email", "sms", "wechat"]


def test_a_demo_sends_nothing_anywhere_and_says_sent(settings):
    settings.DEMO, settings.SMS_CHANNEL, settings.SMS_TELLS, settings.WECHAT_APP_ID = True, "demo", True, ""
    messages = [make_message("sms"), make_message("wechat")]
    assert (sms.is_available(), wechat.is_available(), delivering.deliver()) == (True, True, 2)
    assert {outcome(one)[0] for one in messages} == {"sent"}
    assert Message.objects.count() == 2
