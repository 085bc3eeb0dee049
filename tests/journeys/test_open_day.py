"""A parent on a phone books an open day, changes, cancels; somebody on the waiting list is promoted; a bad line books once."""

import pytest
from playwright.sync_api import expect
from tests.factories.events import booked, family, make_event, make_slot
from tests.factories.events import phone as number
from tests.journeys.looks import faults, too_wide

from worldday.base import scope
from worldday.events import links
from worldday.events.actions.waiting import join
from worldday.events.models import Booking, Event, Slot
from worldday.messages.channels.sms import console
from worldday.messages.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def slot(settings, live_server) -> Slot:
    settings.SMS_TELLS, settings.PUBLIC_URL = True, live_server.url
    with scope.everything("test"):
        event = make_event(
            briefing="听从引导，不触碰仪器。", photos=True, conditional=True, online_text="线上讲解", bring="平底鞋"
        )
        make_slot(event, places=30)
        return make_slot(event, places=4, name="亲子参观")


def page_of(slot: Slot) -> str:
    activity = slot.event.activity
    return f"/{activity.campaign.slug}/activities/{activity.code}/event/"


def fine(page) -> None:
    assert faults(page) == []
    assert too_wide(page) == 0


def fill(page, n: int = 1) -> None:
    page.fill("#id_adults", "2")
    page.fill("#id_minors", "1")
    page.fill("#id_name", "张三")
    page.fill("#id_phone", number(n))
    for name in ("guardian", "briefed", "agree"):
        page.check(f"#id_{name}")


def message(booking: Booking, occasion: str) -> str:
    """The address in the text message."""
    text = Message.objects.get(about=booking.code, occasion=occasion).text
    return text[text.index("http") :].split()[0]


def test_a_parent_books_changes_and_cancels_and_the_next_family_moves_up(phone, live_server, slot):
    page = phone.new_page()
    page.goto(live_server.url + page_of(slot))
    expect(page.locator(".event-state")).to_have_text("正在预约")
    fine(page)
    page.locator(".event-slot", has_text="亲子参观").get_by_role("link", name="预约").click()
    expect(page.locator("#id_slot")).to_have_value(str(slot.pk))
    fine(page)
    fill(page)
    page.fill("#id_phone", "12345")
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".errors")).to_contain_text("请填写11位内地手机号")
    expect(page.get_by_text("名额为您保留到")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("张三")
    fine(page)
    page.fill("#id_phone", number(1))
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator("h1")).to_have_text("已预约")
    expect(page.locator(".event-qr svg")).to_be_visible()
    fine(page)
    with scope.everything("test"):
        parent = Booking.objects.get()
        assert (parent.state, parent.size, Slot.objects.get(pk=slot.pk).taken) == ("booked", 3, 3)
        assert message(parent, "event-booked") == page.url
        waiting = join(slot=Slot.objects.select_related("event").get(pk=slot.pk), party=family(2), key=links.new_key())
        assert waiting.state == "waiting"
    page.locator("summary", has_text="更改预约").click()
    page.fill("#id_minors", "0")
    page.get_by_role("button", name="修改").click()
    expect(page.locator(".event-ticket")).to_contain_text("2 人")
    with scope.everything("test"):
        assert Booking.objects.get(pk=waiting.pk).state == "offered"
    other = phone.new_page()
    other.goto(message(waiting, "event-offered"))
    expect(other.locator("h1")).to_have_text("有名额了")
    fine(other)
    other.get_by_role("button", name="接受名额").click()
    expect(other.locator("h1")).to_have_text("已预约")
    page.locator("summary", has_text="取消预约").click()
    page.get_by_role("button", name="取消", exact=True).click()
    expect(page.locator("h1")).to_have_text("已取消")
    with scope.everything("test"):
        assert (Slot.objects.get(pk=slot.pk).taken, Slot.objects.get(pk=slot.pk).waiting) == (2, 0)


def test_a_line_that_breaks_after_the_server_has_booked_makes_one_booking(phone, live_server, slot):
    page = phone.new_page()
    page.goto(f"{live_server.url}{page_of(slot)}book/?slot={slot.pk}")
    lost = []

    def lose_the_first_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/book/**", lose_the_first_answer)
    fill(page)
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator("h1")).to_have_text("已预约")
    assert lost == [302]
    with scope.everything("test"):
        assert (Booking.objects.count(), Slot.objects.get(pk=slot.pk).taken) == (1, 3)


def test_without_script_one_books_and_waits_as_well(phone, live_server, slot):
    with scope.everything("test"):
        booked(slot, 8)
        booked(slot, 9)
    context = phone.browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + page_of(slot))
    page.locator(".event-slot", has_text="亲子参观").get_by_role("link", name="候补排队").click()
    fill(page)
    page.get_by_role("button", name="候补排队").click()
    expect(page.locator("h1")).to_have_text("候补中")
    context.close()


def test_a_visitor_reads_it_in_english_and_in_the_dark(desktop, live_server, slot):
    context = desktop.browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{live_server.url}/en{page_of(slot)}")
    expect(page.locator(".event-state")).to_have_text("Booking is open")
    fine(page)
    page.get_by_role("link", name="For a class or group").click()
    expect(page.locator("label[for=id_minors]")).to_have_text("Pupils")
    fine(page)
    context.close()


def test_a_phone_is_proven_by_a_code_and_a_briefing_that_changed_is_signed_off_anew(
    phone, live_server, slot, monkeypatch
):
    sent = []
    monkeypatch.setattr(console, "send_code", lambda *, phone, code, **_more: sent.append((phone, code)))
    with scope.everything("test"):
        Event.objects.update(phone_code=True, ages=True)
    page = phone.new_page()
    page.goto(f"{live_server.url}{page_of(slot)}book/?slot={slot.pk}")
    fill(page)
    page.locator("summary", has_text="年龄段").click()
    page.fill("#id_age_0", "1")
    fine(page)
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator("#id_code")).to_be_visible()
    expect(page.get_by_text("名额为您保留到")).to_be_visible()
    fine(page)
    page.fill("#id_code", "不是")
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".errors")).to_contain_text("验证码不正确")
    page.fill("#id_code", sent[0][1])
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator("h1")).to_have_text("已预约")
    with scope.everything("test"):
        Event.objects.update(briefing="听从引导，不触碰仪器，佩戴护目镜。")
    page.reload()
    expect(page.get_by_text("佩戴护目镜")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_role("button", name="签收")).to_have_count(0)
    with scope.everything("test"):
        made = Booking.objects.select_related("details").get()
    assert (len(sent), made.state, made.details.proven_at is not None) == (1, "booked", True)
