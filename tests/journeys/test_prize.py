"""A citizen from the first question to a prize: played by phone, frozen, made random, drawn, and confirmed on the same device."""

import re

import pytest
from playwright.sync_api import expect
from tests.factories import prizes
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.prizes import stand_at
from tests.factories.quizzes import BY, make_attempt, make_quiz
from tests.factories.units import make_staff
from tests.journeys.test_quiz import address, answer

from worldday.base import scope
from worldday.draws import actions
from worldday.draws.lottery import commitment, verify
from worldday.draws.models import Draw, Prize
from worldday.draws.queries import public_record
from worldday.draws.terms import PrizeTier
from worldday.people.identity import recognise
from worldday.quizzes import actions as quizzes
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TIERS = (PrizeTier("一等奖", "图书卡", 1, 200_00, alternates=1), PrizeTier("二等奖", "保温杯", 2, 60_00, alternates=1))


@pytest.fixture
def stage(settings):
    """Prize rules are published, the parties have locked their secrets away, the quiz is frozen and open; two people have played."""
    settings.DEMO, settings.SMS_CHANNEL = True, "demo"  # the code of a phone is shown instead of sent
    stand_at(settings, prizes.BEFORE)
    with scope.everything("test"):
        there = make_authority()
        campaign = make_campaign(owner=there.city, slug="wsd")
        activity = make_activity(campaign, units=[there.jiading], name="标准化知识线上有奖竞答")
        rule = {"identity": "phone", "prizes": True, "pass_mark": 0, "in_all": 1, "per_day": 0}
        quiz, by = make_quiz(activity=activity, **rule), make_staff(unit=there.city)
        plan = actions.make_plan(activity=activity, by=by)
        actions.set_plan(plan=plan, changes=prizes.CHOICES, statements=prizes.STATEMENTS, by=by)
        actions.set_tiers(plan=plan, tiers=TIERS, by=by)
        actions.list_insiders(plan=plan, phones=["13800000009"], sort="staff", by=by)
        plan.refresh_from_db()
        actions.publish_plan(plan=plan, by=by)
        plan.refresh_from_db()
        given = {name: commitment(plan.code, name, secret) for name, secret in prizes.SECRETS.items()}
        actions.commit_randomness(plan=plan, commitments=given, by=by)
        quizzes.freeze(quiz=quiz, by=BY)
        for n in range(2):
            make_attempt(quiz, recognise(kind="phone", value=f"1390000000{n}").number, strength="phone")
        stand_at(settings, prizes.OPEN)
        yield prizes.Stage(there, by, plan, quiz)


def test_a_citizen_comes_from_the_first_question_to_a_prize(phone, serve, stage, settings):
    page, site = phone.new_page(), serve()
    play(page, site + address(stage.quiz))
    receipt = page.locator("[data-receipt-letters]")
    expect(receipt).to_be_visible()
    letters = receipt.inner_text()

    draw(stage, settings)
    assert verify(public_record(Draw.objects.get())) == []

    page.goto(f"{site}/wsd/activities/{stage.plan.activity.code}/draw/")
    page.click("text=我中奖了吗")
    page.click("button:has-text('用这台设备查找')")
    page.click("a:has-text('确认领奖')")
    for field, text in (("#id_name", "张三丰"), ("#id_phone", "13800000001"), ("#id_address", "示例路 1 号")):
        page.fill(field, text)
    page.check("#id_agree")
    page.click("button:has-text('确认领奖')")
    expect(page.locator(".draw-prize")).to_contain_text("已于")
    prize = Prize.objects.select_related("entrant").get(state="claimed")
    assert prize.entrant.receipt.upper() == re.sub("[^0-9A-Za-z]", "", letters).upper()


def play(page, url: str) -> None:
    """By a phone whose code the demo shows."""
    page.goto(url)
    for purpose in ("quiz", "identity"):
        page.locator(f"[name={purpose}]").check()
    page.fill("#phone", "13800000001")
    page.locator("[data-send]").click()
    sent = page.locator("[data-sent]")
    expect(sent).to_contain_text(re.compile("[0-9]{6}"))
    page.fill("#code", re.search("[0-9]{6}", sent.inner_text())[0])
    page.locator("[data-start]:visible").click()
    page.wait_for_url("**/play/")
    for number in range(1, 11):
        answer(page, number)
    page.locator("[data-next]").click()
    page.wait_for_url("**/result/")


def draw(stage, settings) -> None:
    """Closed, counted, frozen, made random by two parties and a published number, drawn."""
    stand_at(settings, prizes.CLOSED)
    Follower().follow()
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    stand_at(settings, prizes.REVEALING)
    for name, secret in prizes.SECRETS.items():
        actions.reveal(plan=stage.plan, source=name, value=secret, by=stage.by)
    stand_at(settings, prizes.NUMBER_OUT)
    actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="049", by=stage.by)
    stand_at(settings, prizes.DRAW_DAY)
    actions.run_draw(plan=stage.plan, by=stage.by)
