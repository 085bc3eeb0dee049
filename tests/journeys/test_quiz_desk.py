"""An organiser sets a quiz up from the reviewed questions until it is frozen; a co-host sees his own entrance and no other."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.quizzes import BY, OPENS, make_attempt, make_questions, make_quiz
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import desk_faults
from tests.journeys.patience import next_page

from worldday.base import clock, scope
from worldday.campaigns.models import Participation
from worldday.quizzes import actions, ranking
from worldday.quizzes.actions import EntranceSpec
from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def desk(context: BrowserContext, live_server, staff, path: str) -> Page:
    """A page of the desk on which `staff` is signed in already; an error in any script fails the test."""
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(live_server.url + path)
    return page


def test_an_organiser_sets_up_a_quiz_from_the_reviewed_questions_until_it_is_frozen(desktop, live_server, on_day):
    on_day(OPENS.date().replace(day=1))
    with scope.everything("test"):
        city = make_unit("上海市市场监督管理局", contact="标准创新发展处")
        kunshan = make_unit("昆山市市场监督管理局", parent=city, type="partner")
        activity = make_activity(make_campaign(owner=city), units=[city], window_precision="day")
        make_questions(city)
        actions.set_up_quiz(activity=activity, by=BY)
        staff = make_staff(unit=city)
    page = desk(desktop, live_server, staff, f"/desk/campaigns/activities/{activity.code}/")
    page.get_by_role("link", name="开展：知识竞答").click()
    expect(page.get_by_text("还没有试卷：请设定各主题、各难度的题数。")).to_be_visible()
    assert desk_faults(page) == []

    page.get_by_role("link", name="还没有试卷").click()
    line = page.get_by_role("group", name="第1行")
    line.get_by_label("主题").select_option("标准化法")
    expect(line.locator("output")).to_have_text("6")  # said while choosing
    line.get_by_label("难度").select_option("1")
    expect(line.locator("output")).to_have_text("2")
    line.get_by_label("题数").fill("3")
    line.get_by_label("每题分值").fill("20")
    expect(line.locator("output")).to_have_class("num desk-error")  # more than the bank holds
    line.get_by_label("题数").fill("2")
    second = page.get_by_role("group", name="第2行")
    second.get_by_label("题数").fill("5")
    second.get_by_label("每题分值").fill("10")
    expect(page.get_by_text("正在填写：7题，90分。")).to_be_visible()
    assert desk_faults(page) == []
    with next_page(page):
        page.get_by_role("button", name="保存").click()

    page.get_by_role("link", name="从题库指定题目").click()
    page.get_by_label("第 7 题").check()
    page.get_by_role("button", name="加入每份试卷").click()
    expect(page.get_by_text("已保存：8题，100分。")).to_be_visible()

    page.get_by_role("link", name="各入口").click()
    page.get_by_label("单位").first.fill(kunshan.name)
    page.get_by_label("入口名称").first.fill("昆山入口")
    page.get_by_label("网址名").first.fill("kunshan")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".quiz-code svg")).to_have_count(1)
    assert desk_faults(page) == []

    page.get_by_role("link", name="规则", exact=True).click()
    page.get_by_label("每次限时（分钟）").fill("8")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("每次限时8分钟")).to_be_visible()
    expect(page.get_by_text("Each attempt has 8 minutes")).to_be_visible()
    assert desk_faults(page) == []

    page.get_by_role("link", name="概览").click()
    page.get_by_role("link", name="通读并冻结").first.click()
    expect(page.get_by_text("任何人都不能再改")).to_be_visible()
    assert desk_faults(page) == []
    page.get_by_role("button", name="冻结规则和题目").click()
    expect(page.get_by_text("已冻结。到公布的时间自动开始和结束。")).to_be_visible()
    with scope.everything("test"):
        quiz = Quiz.objects.get()
        assert quiz.frozen_at is not None
        assert quiz.editions.get().content["rule"]["time_limit_s"] == 480


def test_a_cohost_sees_his_entrance_renewed_while_people_answer_and_no_other(phone, live_server, on_day):
    on_day(OPENS.date().replace(day=1))
    with scope.everything("test"):
        quiz = make_quiz()
        campaign, specs = quiz.activity.campaign, []
        for slug, name in (("kunshan", "昆山"), ("taicang", "太仓")):
            unit = make_unit(f"{name}市市场监督管理局", parent=campaign.owner, type="partner")
            Participation.objects.create(campaign=campaign, unit=unit)
            specs.append(EntranceSpec(slug, unit, f"{name}入口"))
        actions.set_entrances(quiz=quiz, entrances=specs, by=BY)
        actions.freeze(quiz=quiz, by=BY)
        on_day(OPENS.date())
        kunshan, taicang = quiz.entrances.all()
        make_attempt(quiz, 1, 90, entrance=kunshan.pk)
        make_attempt(quiz, 2, 50, entrance=taicang.pk)
        ranking.Follower().follow()
        staff = make_staff("李昆", unit=kunshan.unit, role="unit-staff")
    page = desk(phone, live_server, staff, "/desk/quizzes/")
    page.get_by_role("link", name=quiz.activity.name).click()
    expect(page.get_by_role("link", name="规则", exact=True)).to_have_count(0)
    page.get_by_role("link", name="实时").click()
    row = page.get_by_role("row", name="昆山入口")
    expect(row.locator("td").first).to_have_text("1")
    expect(page.get_by_role("row", name="太仓入口")).to_have_count(0)
    assert desk_faults(page) == []
    height = page.locator(".beats").bounding_box()["y"]
    with scope.everything("test"):
        for player in (3, 4):
            make_attempt(quiz, player, 80, entrance=kunshan.pk, at=clock.now() - timedelta(seconds=70), seconds=60)
        ranking.Follower().follow()
    expect(row.locator("td").first).to_have_text("3")  # by itself
    assert page.locator(".beats").bounding_box()["y"] == height
    page.goto(f"{live_server.url}/desk/quizzes/{quiz.activity.code}/rule/")
    expect(page).to_have_url(f"{live_server.url}/desk/")
