"""A visitor of a demo that stands in October goes back to June, plays the quiz of June, and takes the certificate it promises; a
volunteer checks in the open day of June."""

from datetime import date, datetime

import pytest
from django.utils.timezone import localdate, make_aware
from playwright.sync_api import expect
from tests.factories.certificates import make_design
from tests.factories.quizzes import BY, make_quiz
from tests.factories.visits import make_booking, make_visit
from tests.journeys.looks import faults, too_wide
from tests.journeys.test_quiz import address, answer, start
from tests.quizzes.test_certifying import WORDS

from worldday.base import clock, scope
from worldday.certificates.models import Certificate, Sort
from worldday.events.actions.doors import open_door
from worldday.events.models import Arrival
from worldday.quizzes import actions
from worldday.quizzes.models import Attempt
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JUNE, OCTOBER = date(2020, 6, 9), date(2020, 10, 14)


@pytest.fixture
def quiz(on_day, settings):
    settings.DEMO, settings.DEMO_DAYS = True, ["2020-06-09", "2020-10-14"]
    on_day(OCTOBER)
    hours = {"opens_at": datetime(2020, 6, 8, 9), "closes_at": datetime(2020, 6, 14, 21)}
    hours = {name: make_aware(moment) for name, moment in hours.items()}
    with scope.everything("test"), clock.standing_at(date(2020, 6, 1)):
        made = make_quiz(certificate=True, pass_mark=0, **hours)
        design = make_design(owner=made.activity.campaign.owner, name="参与证明", sort=Sort.PARTICIPATION, words=WORDS)
        actions.set_design(quiz=made, design=design, by=BY)
        actions.freeze(quiz=made, by=BY)
    with scope.everything("test"):
        yield made


@pytest.fixture
def door(on_day, settings):
    settings.DEMO, settings.DEMO_DAYS = True, ["2020-06-09", "2020-10-14"]
    on_day(OCTOBER)
    with scope.everything("test"), clock.standing_at(JUNE):
        visit = make_visit()
        make_booking(visit.slots.get(), "王老师", adults=3)
        yield open_door(event=visit, name="南门", by=visit.staff)


def test_the_quiz_of_june_is_played_in_june_and_its_certificate_taken_and_verified(phone, serve, quiz):
    page, site = phone.new_page(), serve()
    page.goto(site + address(quiz))
    expect(page.locator(".quiz-state")).to_have_text("已结束")
    page.locator("button[value='2020-06-09']").click()
    expect(page.locator(".quiz-state")).to_have_text("正在进行")
    start(page, site + address(quiz))
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")
    expect(page.locator("[data-score]")).to_be_visible()
    assert (Attempt.objects.get().day, Follower().follow()) == (20200609, 1)

    page.locator("[data-certificate] a").click()
    page.fill("#name", "王小明")
    assert (faults(page), too_wide(page)) == ([], 0)
    page.locator("[name=agreed]").check()
    page.locator("button:has-text('领取参与证明')").click()
    expect(page.locator("a:has-text('在线查验')")).to_be_visible()
    made = Certificate.objects.get()
    assert (made.issued_on, made.holder_name) == (JUNE, "王小明")
    page.locator("a:has-text('在线查验')").click()
    expect(page.locator("main")).to_contain_text("王小明")
    page.goto(site + address(quiz, "result"))
    expect(page.locator("[data-certificate]")).to_contain_text(made.number)


def test_the_open_day_of_june_is_checked_in_in_june(phone, serve, door):
    made, secret = door
    page = phone.new_page()
    page.goto(f"{serve()}/door/{made.code}/#{secret}")
    expect(page.locator("[data-expected]")).to_contain_text("0")  # in October the list holds nobody any more
    page.locator("button[value='2020-06-09']").click()
    expect(page.locator("[data-expected]")).to_contain_text("3")
    page.fill("[data-find]", "王老师")
    page.press("[data-find]", "Enter")
    page.click("button:has-text('放行')")
    expect(page.locator("[data-recent] li")).to_have_count(1)
    expect(page.locator("[data-line]")).to_have_attribute("data-waiting", "0")
    assert localdate(Arrival.objects.get().at) == JUNE
