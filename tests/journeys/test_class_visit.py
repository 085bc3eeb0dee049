"""A teacher books a class of thirty on a phone; the organiser sees it, the door checks it in without a line, the list is taken
home, the teacher says how it was, and the figures stand in the report."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from tests.factories.visits import make_visit

from worldday.base import scope
from worldday.campaigns.kinds import kind_of
from worldday.events.models import Arrival, Booking, SurveyAnswer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit():
    with scope.everything("test"):
        return make_visit(slots=2, places=60, briefing="进入实验室请佩戴护目镜。", photos=True, pupils_per_adult=10)


def signed_in(context, live_server, client, staff):
    client.force_login(staff)
    cookie = client.cookies["worldday_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def book_a_class(phone, live_server, visit):
    """On the public page, as a teacher finds it."""
    page = phone.new_page()
    page.goto(f"{live_server.url}/wsd/activities/{visit.activity.code}/event/")
    page.click("a:has-text('班级、团体预约')")
    for name, said in {
        "adults": "3",
        "minors": "27",
        "organisation": "示例小学",
        "class_name": "四（2）班",
        "name": "王老师",
        "phone": "13900001234",
    }.items():
        page.fill(f"[name={name}]", said)
    for name in ("guardian", "briefed", "agree"):
        page.check(f"[name={name}]")
    page.click("button:has-text('提交预约')")
    expect(page.locator("[data-state=booked]")).to_be_visible()
    return page


def test_a_class_of_thirty_from_the_teachers_phone_to_the_report(phone, desktop, live_server, client, visit):
    mine = book_a_class(phone, live_server, visit)
    with scope.everything("test"):
        school = Booking.objects.get()
        assert (school.sort, school.size, school.state) == ("group", 30, "booked")

    desk = signed_in(desktop, live_server, client, visit.staff)
    desk.goto(f"{live_server.url}/desk/events/{visit.activity.code}/bookings/?q=示例小学")
    expect(desk.locator(".work-table")).to_contain_text("王老师")
    desk.goto(f"{live_server.url}/desk/events/{visit.activity.code}/doors/")
    desk.fill("[name=name]", "南门")
    desk.click("button:has-text('新建签到点')")
    link = desk.locator(".event-door p code").inner_text()

    door = phone.new_page()
    door.goto(live_server.url + re.sub(r"^https?://[^/]+", "", link))
    expect(door.locator("[data-ready]")).to_be_visible()
    expect(door.locator("[data-line]")).to_contain_text("全部已发送")  # it has its list
    phone.set_offline(True)
    door.fill("[data-find]", "示例小学")
    door.locator(".door-offer").click()
    expect(door.locator(".door-note")).to_contain_text("不拍照")
    door.fill(".door-counter input", "29")
    door.click("button:has-text('放行')")
    expect(door.locator(".door-card h2")).to_have_text("请进")
    phone.set_offline(False)
    expect(door.locator("[data-line]")).to_have_attribute("data-waiting", "0")
    with scope.everything("test"):
        assert Arrival.objects.get().persons == 29

    desk.goto(f"{live_server.url}/desk/events/{visit.activity.code}/")
    expect(desk.locator(".tally dd").first).to_have_text("29")
    desk.goto(f"{live_server.url}/desk/events/{visit.activity.code}/bookings/")
    with desk.expect_download() as got:
        desk.click("a:has-text('名单（.xlsx）')")
    rows = list(load_workbook(got.value.path().open("rb")).worksheets[0].iter_rows(values_only=True))
    assert rows[1][1:6] == (school.code, "王老师", "示例小学", "四（2）班", "13900001234")
    assert rows[1][9] == 29

    desk.goto(f"{live_server.url}/desk/events/{visit.activity.code}/after/")
    desk.click("button:has-text('开放并发送链接')")
    expect(desk.locator(".messages")).to_contain_text("正在邀请 1 个预约作答")
    mine.reload()
    mine.click("a:has-text('告诉我们')")
    mine.check("[name=satisfaction][value='5']")
    mine.click("button:has-text('提交')")
    expect(mine.locator("h1")).to_have_text("谢谢")
    with scope.everything("test"):
        assert [one.satisfaction for one in SurveyAnswer.objects.all()] == [5]
        figures = {str(one.name): one.value for one in kind_of(visit.activity).evidence(visit.activity)}
    assert figures["到场"] == 29
    assert (figures["已预约"], figures["满意度"]) == (30, 5)
