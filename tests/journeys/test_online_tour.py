"""The organiser presses the switch; who booked and who only comes now hear of the tour, and of its address once it is there."""

import pytest
from playwright.sync_api import expect
from tests.factories.events import phone as number
from tests.factories.events import tell_all
from tests.factories.visits import make_booking, make_visit
from tests.journeys.looks import desk_faults, faults, too_wide

from worldday.base import scope
from worldday.events.models import Interest
from worldday.messages.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOUR = "https://tour.example.org/"


@pytest.fixture
def visit(settings, live_server):
    settings.SMS_TELLS, settings.PUBLIC_URL = True, live_server.url
    with scope.everything("test"):
        visit = make_visit(
            places=60, conditional=True, online_text="链接稍后公布。", online_text_en="The link follows."
        )
        visit.families = [make_booking(visit.slots.get(), f"家长{n}", phone=number(n)) for n in range(3)]
        return visit


def told(occasion: str) -> int:
    with scope.everything("test"):
        tell_all()
        return Message.objects.filter(occasion=f"event-{occasion}").count()


def fine(page) -> None:
    assert faults(page) == []
    assert too_wide(page) == 0


def test_from_the_switch_to_the_tour(phone, desktop, live_server, client, visit):
    client.force_login(visit.staff)
    cookie = client.cookies["worldday_session"]
    desktop.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    desk, at = desktop.new_page(), f"{live_server.url}/desk/events/{visit.activity.code}"
    desk.goto(f"{at}/condition/")
    desk.fill("[name=reason]", "实验室检修。")
    desk.click("button[name=switch]")
    expect(desk.locator(".event-mailings")).to_contain_text("已通知0个，共3个预约")
    assert desk_faults(desk) == []
    assert told("moved-online") == 3

    newcomer = phone.new_page()
    newcomer.goto(f"{live_server.url}/wsd/activities/{visit.activity.code}/event/")
    expect(newcomer.locator(".event-now")).to_contain_text("线上参观的链接还没有发布")
    fine(newcomer)
    newcomer.click("a:has-text('通知我线上参观')")
    fine(newcomer)
    newcomer.fill("[name=name]", "李四")
    newcomer.fill("[name=contact]", "1234")
    newcomer.click("button:has-text('有消息通知我')")
    expect(newcomer.locator("#errors")).to_contain_text("请填写11位内地手机号或邮箱地址")
    fine(newcomer)
    newcomer.fill("[name=contact]", number(9))
    newcomer.check("[name=agree]")
    newcomer.click("button:has-text('有消息通知我')")
    expect(newcomer.locator("h1")).to_have_text("有消息会通知您")
    fine(newcomer)

    desk.goto(f"{at}/condition/")
    expect(desk.locator(".work-note").first).to_contain_text("另有 1 位未预约的人")
    desk.fill("[name=online_url]", TOUR)
    desk.click("button:has-text('保存')")
    expect(desk.locator(".messages")).to_contain_text("已保存")
    assert told("online-link") == 4
    newcomer.reload()
    expect(newcomer.get_by_role("link", name="进入线上参观")).to_have_attribute("href", TOUR)
    newcomer.click("summary:has-text('删除我的信息')")
    newcomer.click("button:has-text('删除')")
    expect(newcomer.locator("h1")).to_have_text("您的信息已删除")
    with scope.everything("test"):
        assert (Interest.objects.get().person, told("interest")) == ({}, 0)
