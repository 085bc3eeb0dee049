"""A quiz over a line that brings half of an answer, somebody else's page, or a proxy's: nothing of it may cost an attempt."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.factories.quizzes import make_frozen_quiz
from tests.journeys.test_quiz import address, answer, start

from worldday.base import scope
from worldday.quizzes.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 14))
    with scope.everything("test"):
        yield make_frozen_quiz(in_all=2)


def test_half_an_answer_or_a_sign_in_page_of_the_network_is_no_answer(phone, serve, quiz):
    page, tries = phone.new_page(), []

    def broken_then_foreign(route):
        tries.append(route.request.post_data)
        if len(tries) == 1:
            whole = route.fetch()
            route.fulfill(response=whole, body=whole.body()[:40])
        elif len(tries) == 2:
            route.fulfill(status=200, content_type="text/html", body="<h1>Sign in to the network</h1>")
        else:
            route.continue_()

    url = serve()
    page.route("**/intake/start", broken_then_foreign)
    start(page, url + address(quiz))
    assert len(tries) == 3
    tries.clear()
    page.route("**/intake/submit", broken_then_foreign)
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    attempt = Attempt.objects.get()
    assert len(tries) == 3
    expect(page.locator("[data-points]")).to_have_text(f"{attempt.score}分，满分100分")
    expect(page.locator(".reviewed")).to_have_count(10)


def test_a_refusal_that_is_not_the_quiz_s_own_leaves_the_answers_for_another_try(phone, serve, quiz):
    page = phone.new_page()
    start(page, serve() + address(quiz))
    for number in range(1, 11):
        answer(page, number)
    page.route(
        "**/intake/submit", lambda route: route.fulfill(status=403, content_type="text/html", body="<h1>403</h1>")
    )
    page.locator("[data-next]").click()
    expect(page.get_by_role("alert")).to_contain_text("答案保存在本机")
    page.unroute("**/intake/submit")
    page.reload()
    expect(page.locator(".play-grid .done")).to_have_count(10)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    expect(page.locator("[data-right]")).to_contain_text(f"答对{Attempt.objects.get().right}题，共10题")


def test_a_practice_round_that_went_stale_says_so_and_leads_back(phone, serve, quiz):
    page = phone.new_page()
    page.goto(serve() + address(quiz))
    page.locator("[name=quiz]").check()
    page.locator("[data-practise]").click()
    expect(page.locator(".ask-stem")).to_be_visible()
    said = {"error": {"code": "expired", "sentence": {"zh": "凭证已过期。", "en": "Expired."}}}
    page.route("**/intake/submit", lambda route: route.fulfill(status=409, json=said))
    page.locator("[data-next]").click()
    expect(page.get_by_role("alert")).to_contain_text("凭证已过期")
    page.get_by_role("link", name="到竞答首页").click()
    page.locator("[data-practise]").click()
    expect(page.locator(".ask-stem")).to_be_visible()
