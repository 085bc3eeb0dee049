"""My notes, the log of what was sent, and how I am reached."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.messages import make_message
from tests.factories.units import make_staff, make_unit
from tests.fakes.http import serving
from tests.fakes.wechat import APP_ID, SECRET, WeChat

from worldday.messages.models import Address, Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
LOG = "/desk/messages/log/"


@pytest.fixture
def bureau():
    return make_unit()


@pytest.fixture
def clerk(bureau):
    return make_staff("李四", unit=bureau, role="unit-staff", email="li@example.org")


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_new_notes_stand_on_the_first_page_and_their_number_in_the_menu(signed_in, clerk):
    assert "新消息" not in text(signed_in.get("/desk/"))
    for number in range(6):
        make_message("note", to=clerk.code, subject=f"提醒第{number}条")
    page = text(signed_in.get("/desk/"))
    assert "提醒第5条" in page and "全部消息" in page
    assert "消息 (6)" in page or r"\u6d88\u606f (6)" in page


def test_a_note_is_read_by_opening_it_and_leads_to_what_it_is_about(signed_in, clerk):
    note = make_message("note", to=clerk.code, link="/desk/tasks/")
    answer = signed_in.post(reverse("desk_messages:note", args=[note.code]))
    assert answer.headers["Location"] == "/desk/tasks/"
    assert Message.objects.get().read_at is not None
    assert "没有未读消息" in text(signed_in.get("/desk/messages/?unread=1"))


def test_all_notes_are_read_at_one_press_and_nobody_elses(signed_in, clerk):
    mine, theirs = make_message("note", to=clerk.code), make_message("note", to="somebody")
    signed_in.post(reverse("desk_messages:read"))
    assert [Message.objects.get(pk=one.pk).read_at is not None for one in (mine, theirs)] == [True, False]
    assert signed_in.post(reverse("desk_messages:note", args=[theirs.code])).status_code == 404


def test_the_log_shows_what_failed_and_why_and_sends_it_again(signed_in, bureau):
    failed = make_message(scope_path=bureau.path, state="failed", error="550 no such user", to_name="张三")
    page = text(signed_in.get(LOG))
    assert "550 no such user" in page and "c…@example.org" in page and "clerk@example.org" not in page
    signed_in.post(reverse("desk_messages:again", args=[failed.code]))
    assert Message.objects.get().state == "waiting"
    assert "只有发送失败" in text(signed_in.post(reverse("desk_messages:again", args=[failed.code]), follow=True))


def test_the_log_narrows_by_campaign_occasion_channel_and_state(signed_in, bureau):
    campaign = make_campaign(owner=bureau)
    make_message("note", scope_path=bureau.path, campaign=campaign.code, subject="甲", state="sent")
    make_message("email", scope_path=bureau.path, occasion="urge", subject="乙")
    for query, shown in (
        ("campaign=" + campaign.code, "甲"),
        ("occasion=urge", "乙"),
        ("channel=note", "甲"),
        ("state=sent", "甲"),
    ):
        page = text(signed_in.get(f"{LOG}?{query}"))
        assert [word for word in "甲乙" if f"<summary>{word}" in page] == [shown], query


def test_the_log_shows_only_what_ones_own_units_sent(signed_in, bureau):
    make_message(scope_path=make_unit("乙市市场监管局").path, subject="别人的")
    make_message(scope_path=make_unit("一所", parent=bureau).path, subject="下级的")
    page = text(signed_in.get(LOG))
    assert ("别人的" in page, "下级的" in page) == (False, True)


def test_the_log_takes_the_same_queries_for_one_message_and_for_three(signed_in, bureau):
    campaign = make_campaign(owner=bureau)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(signed_in.get(LOG))
        return len(seen)

    make_message(scope_path=bureau.path, about=make_task(campaign, make_unit("一所", parent=bureau)).code)
    queries()  # the first one also writes the session
    one = queries()
    for name in "二三":
        make_message(scope_path=bureau.path, about=make_task(campaign, make_unit(f"{name}所", parent=bureau)).code)
    assert queries() == one


def test_a_number_is_kept_by_its_person_and_removed_by_leaving_it_empty(signed_in, clerk, settings):
    settings.SMS_TELLS = True
    reach = reverse("desk_messages:reach")
    assert signed_in.post(reach, {"phone": "+86 138-0000-0001"}).status_code == 302
    assert Address.objects.get().address == "13800000001"
    wrong = signed_in.post(reach, {"phone": "12345"})
    assert (wrong.status_code, "12345" in wrong.content.decode()) == (422, True)
    signed_in.post(reach, {"phone": ""})
    assert not Address.objects.exists()


def test_a_wechat_account_is_connected_only_by_the_session_that_asked(signed_in, clerk, settings):
    fake = WeChat()
    fake.codes = {"good": "openid-1", "late": "openid-2"}
    with serving(fake) as address:
        settings.WECHAT_APP_ID, settings.WECHAT_SECRET, settings.WECHAT_API = APP_ID, SECRET, address
        settings.WECHAT_TEMPLATE = "tpl"
        answer = signed_in.post(reverse("desk_messages:wechat"), {"do": "connect"})
        assert answer.headers["Location"].startswith(f"{settings.WECHAT_OPEN}/connect/oauth2/authorize?")
        state = signed_in.session["wechat-reach"]
        back = reverse("desk_messages:wechat_back")
        signed_in.get(back, {"code": "good", "state": "forged"})
        assert not Address.objects.exists()
        signed_in.post(reverse("desk_messages:wechat"), {"do": "connect"})
        state = signed_in.session["wechat-reach"]
        signed_in.get(back, {"code": "good", "state": state})
        assert Address.objects.get().address == "openid-1"
        signed_in.get(back, {"code": "late", "state": state})
        assert Address.objects.get().address == "openid-1"
        signed_in.post(reverse("desk_messages:wechat"), {"do": "disconnect"})
    assert not Address.objects.exists()
