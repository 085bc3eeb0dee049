"""Reviewing in a real browser: a selected passage becomes a comment or a good practice; with and without script, on a phone too."""

from datetime import date

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import faults, too_wide
from tests.journeys.patience import next_page

from worldday.base import scope
from worldday.reports.actions import reviewing, writing
from worldday.reports.models import Comment, Filing, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "我局举办了标准化讲座😀，企业代表踊跃提问，联系13800000000。\n还在广场设台答疑解惑，发放资料，群众反映良好。"


@pytest.fixture
def city(on_day):
    on_day(date(2020, 10, 20))
    return make_unit("甲市市场监管局")


@pytest.fixture
def second(city) -> Submission:
    """A second version after a return."""
    with scope.everything("test"):
        unit = make_unit("乙区市场监管局", parent=city, type="district")
        task = make_task(make_campaign(owner=city), unit, points=["亮点"])
    clerk = make_staff("李二", unit=task.unit, role="unit-staff")
    with scope.everything("test"):
        first = make_sent(task, TEXT, by=clerk)
        reviewing.return_submission(
            submission=first, reason="请写明场次", new_due=None, by=make_staff("赵六", unit=city)
        )
        filing = Filing.objects.get(pk=first.filing_id)
        filing.text = TEXT.replace("举办了标准化讲座", "举办了两场标准化讲座")
        filing.save()
        return writing.send(filing=filing, by=clerk)


def desk(context: BrowserContext, live_server, staff, path: str) -> Page:
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + path)
    return page


SELECT = """words => {
  const text = document.querySelector("[data-text]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent.indexOf(words);
    if (at < 0 || node.parentElement.closest("[data-sign]")) continue;
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
}"""


def test_a_selected_passage_is_commented_on_where_it_stands_whatever_signs_lie_before_it(
    desktop, live_server, city, second
):
    page = desk(desktop, live_server, make_staff("王一", unit=city), f"/desk/reviews/{second.code}/")
    expect(page.locator("[data-text] ins.rv-added")).to_contain_text("两场")
    page.evaluate(SELECT, "广场设台")
    page.locator(".rv-float").click()
    expect(page.locator("#comment_quote")).to_have_value("广场设台")
    page.locator("#comment_text").fill("哪个广场？")
    page.locator("#say button").first.click()
    expect(page.locator(".rv-comments")).to_contain_text("哪个广场？")
    made = Comment.objects.get()
    assert second.text[made.start : made.end] == made.quote == "广场设台"
    expect(page.locator(".rv-text .rv-comment")).to_have_text("广场设台")


def test_a_selected_passage_is_marked_as_a_good_practice(desktop, live_server, city, second):
    page = desk(desktop, live_server, make_staff("王一", unit=city), f"/desk/reviews/{second.code}/")
    page.evaluate(SELECT, "企业代表踊跃提问")
    page.locator(".rv-float").click()
    page.locator("[formaction]").click()
    expect(page.locator(".pr-quote")).to_contain_text("企业代表踊跃提问")
    page.locator("#id_title").fill("讲座互动")
    page.locator("main form button[type=submit], .desk-form button").last.click()
    expect(page.locator("h1")).to_contain_text("讲座互动")


def test_it_is_returned_on_a_phone_without_script(desktop, live_server, city, second):
    context = desktop.browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="zh-CN"
    )
    page = desk(context, live_server, make_staff("王一", unit=city), f"/desk/reviews/{second.code}/")
    now, was = page.locator(".rv-now").bounding_box(), page.locator(".rv-was").bounding_box()
    assert now["y"] + now["height"] <= was["y"]
    page.locator("#return_reason").fill("请去掉手机号")
    with next_page(page):
        page.locator("#return button").press("Enter")
    expect(page.locator("body")).to_contain_text("乙区市场监管局")
    second.refresh_from_db()
    assert (second.state, second.reason) == ("returned", "请去掉手机号")
    context.close()


@pytest.mark.parametrize("path", ["/desk/reviews/", "/desk/reviews/{code}/", "/desk/practices/"])
def test_the_pages_are_accessible_and_fit_a_phone(phone, live_server, city, second, path):
    page = desk(phone, live_server, make_staff("王一", unit=city), path.format(code=second.code))
    assert faults(page, ".desk-page", grave=False) == []
    assert too_wide(page) == 0
