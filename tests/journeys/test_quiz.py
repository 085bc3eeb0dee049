"""A citizen answers a quiz on a phone: the whole way, a lost line, a reload in the middle, by keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.factories.quizzes import make_frozen_quiz

from worldday.base import scope
from worldday.quizzes.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2020, 10, 14)


@pytest.fixture
def quiz(on_day):
    on_day(DAY)
    with scope.everything("test"):
        yield make_frozen_quiz(in_all=2)


def address(quiz, *more: str) -> str:
    return "/".join(["", quiz.activity.campaign.slug, "activities", quiz.activity.code, "quiz", *more, ""])


def start(page: Page, url: str) -> None:
    """Agree and press the one button a phone shows."""
    page.goto(url)
    page.get_by_label("我已阅读并同意", exact=True).check()
    page.locator(".action [data-start]").click()
    page.wait_for_url("**/play/")
    expect(page.locator(".ask-stem")).to_be_visible()


def answer(page: Page, number: int) -> None:
    """Choose the first option of question `number` and go on."""
    expect(page.locator(".ask-number")).to_have_text(f"第{number}题，共10题")
    page.locator(".ask-choice").first.click()
    page.locator("[data-next]").click()


def test_a_citizen_plays_with_a_lost_line_and_a_reload_and_is_counted_once(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    for number in range(1, 5):
        answer(page, number)
    page.reload()
    expect(page.locator(".ask-number")).to_have_text("第5题，共10题")
    phone.set_offline(True)
    expect(page.locator("[data-line]")).to_contain_text("网络已断开")
    for number in range(5, 11):
        answer(page, number)
    expect(page.locator("h2")).to_have_text("确认交卷？")
    page.locator("[data-next]").dblclick()
    expect(page.locator("[data-next]")).to_be_disabled()
    page.wait_for_timeout(1500)
    assert Attempt.objects.count() == 0
    phone.set_offline(False)
    page.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    expect(page.locator("[data-points]")).to_have_text(f"{attempt.score}分，满分100分")
    assert attempt.quiz_id == quiz.pk and attempt.number == 0
    expect(page.locator(".reviewed")).to_have_count(10)
    expect(page.locator(".reviewed dt", has_text="依据").first).to_be_visible()
