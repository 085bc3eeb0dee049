"""A quiz by hasty fingers and in two windows: a press too many, a paper opened twice, a way back, a unit's link."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.factories.quizzes import BY, make_frozen_quiz
from tests.journeys.test_quiz import address, answer, start

from worldday.base import scope
from worldday.quizzes import actions
from worldday.quizzes.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 14))
    with scope.everything("test"):
        yield make_frozen_quiz(in_all=2, units=True)


def second_window(page: Page) -> Page:
    """The same paper once more."""
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".ask-stem")).to_be_visible()
    return other


def test_a_double_click_neither_skips_a_question_nor_hands_in(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    page.locator(".ask-choice").first.click()
    page.locator("[data-next]").dblclick()
    expect(page.locator(".ask-number")).to_have_text("第2题，共10题")
    for number in range(2, 10):
        answer(page, number)
    page.locator(".ask-choice").first.click()
    page.locator("[data-next]").dblclick()
    expect(page.locator("h2")).to_have_text("确认交卷？")
    page.wait_for_timeout(800)
    assert not Attempt.objects.exists()
    page.locator("[data-next]").dblclick()
    page.wait_for_url("**/result/")
    assert Attempt.objects.count() == 1
    expect(page.locator("[data-messages]")).to_be_empty()


def test_two_windows_hold_one_paper_and_the_second_learns_that_it_was_handed_in(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    other = second_window(page)
    for number in range(1, 6):
        answer(page, number)
    expect(other.locator(".ask-number")).to_have_text("第6题，共10题")
    for number in range(6, 11):
        answer(other, number)
    expect(page.locator("h2")).to_have_text("确认交卷？")
    expect(page.locator(".play-grid .done")).to_have_count(10)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    other.wait_for_url("**/result/")
    expect(other.locator("[data-points]")).to_have_text(page.locator("[data-points]").inner_text())
    expect(other.locator("[data-messages]")).to_be_empty()
    assert Attempt.objects.count() == 1


def test_what_is_shown_after_handing_in_twice_are_the_answers_that_count(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    other = phone.new_page()  # in a browser that tells its windows nothing of each other
    other.add_init_script("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    other.goto(page.url)
    expect(other.locator(".ask-stem")).to_be_visible()
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    expect(page.locator(".reviewed")).to_have_count(10)
    first = page.locator("[data-review]").inner_text()
    for number in range(1, 11):
        expect(other.locator(".ask-number")).to_have_text(f"第{number}题，共10题")
        other.locator(".ask-choice").last.click()
        other.locator("[data-next]").click()
    other.locator("[data-next]").click()
    other.wait_for_url("**/result/")
    expect(other.locator("[data-messages]")).to_contain_text("以第一次提交的为准")
    expect(other.locator(".reviewed")).to_have_count(10)
    assert other.locator("[data-review]").inner_text() == first
    assert Attempt.objects.count() == 1


def test_whoever_goes_back_to_the_first_page_can_go_on_answering(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    answer(page, 1)
    page.go_back()
    begin = page.locator("[data-start]:visible")
    expect(begin).to_be_enabled()
    expect(begin).to_contain_text("继续答题")
    begin.click()
    expect(page.locator(".ask-number")).to_have_text("第2题，共10题")


def test_a_link_of_a_unit_leads_to_answers_that_count_for_it(phone, serve, quiz):
    with scope.everything("test"):
        unit = actions.make_unit(quiz=quiz, unit="示例检测有限公司", by=BY)
    page, url = phone.new_page(), serve()
    page.goto(url + address(quiz, "unit", unit.code))
    page.get_by_role("link", name="代表本单位参加").click()
    expect(page.locator("#unit")).to_have_value(unit.code)
    page.fill("#unit", "nowhere1")
    page.locator("[name=quiz]").check()
    page.locator("[data-start]:visible").click()
    expect(page.locator("[data-problem]")).to_contain_text("没有这个单位码")
    page.fill("#unit", unit.code.upper())
    page.locator("[data-start]:visible").click()
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    assert (attempt.group, attempt.strength) == (unit.code, "device")
