"""A quiz on stage: a big screen, phones, and a hall of two hundred that answers within seconds."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.factories.quizzes import BY, make_frozen_quiz
from tests.factories.units import make_staff
from tests.journeys.patience import becomes

from worldday.base import scope
from worldday.quizzes import actions
from worldday.quizzes.intake.live.service import host_key
from worldday.quizzes.models import Stage, StageAnswer

pytestmark = pytest.mark.django_db(transaction=True)
LOOK = "**/intake/live/look"
# Every phase the big screen shows from now on.
PHASES = """() => {
  const screen = document.querySelector("[data-screen]");
  window.phases = [];
  new MutationObserver(() => phases.push(screen.dataset.phase)).observe(screen, { attributes: true });
}"""
PLAYERS = 200
WITHIN_S = 5.0  # everybody's answer on disk and acknowledged, on two slow cores


@pytest.fixture
def stage(on_day):
    on_day(date(2020, 10, 14))
    with scope.everything("test"):
        yield actions.open_stage(quiz=make_frozen_quiz(), count=2, seconds=60, by=BY)


@pytest.fixture
def key(stage, settings):
    return host_key(settings.SECRET_KEY, stage.code)


class Phone:
    """One that speaks to the intake over a connection of its own."""

    def __init__(self, url: str) -> None:
        self.line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def ask(self, name: str, **body) -> tuple[int, dict]:
        self.line.request("POST", f"/intake/live/{name}", json.dumps(body), {"Content-Type": "application/json"})
        answer = self.line.getresponse()
        return answer.status, json.loads(answer.read())


def rounds(where: str, call, phones) -> list:
    """`call(phone)` by everybody at once."""
    with ThreadPoolExecutor(len(phones)) as hall:
        return list(hall.map(call, phones))


def address(stage, *more: str) -> str:
    quiz = stage.quiz
    return "/".join(["", quiz.activity.campaign.slug, "activities", quiz.activity.code, "quiz", *more, ""])


def test_two_hundred_answer_within_seconds_and_no_answer_is_lost_or_doubled(stage, key, serve, capsys):
    url = serve()
    screen, phones = Phone(url), [Phone(url) for _player in range(PLAYERS)]
    joined = rounds(url, lambda phone: phone.ask("join", code=stage.code), phones)
    assert {status for status, _told in joined} == {200}
    passes = dict(zip(phones, (told["pass"] for _status, told in joined), strict=True))
    assert len({told["label"] for _status, told in joined}) == PLAYERS
    _status, told = screen.ask("turn", code=stage.code, key=key, step=0, phase="lobby")
    assert (told["stage"]["step"], told["stage"]["phase"], told["stage"]["joined"]) == (1, "asking", PLAYERS)
    assert "right" not in told["stage"]

    places = {phone: number % 4 for number, phone in enumerate(phones)}
    began = time.monotonic()
    said = rounds(
        url, lambda phone: phone.ask("say", **{"pass": passes[phone]}, step=1, answer=[places[phone]]), phones
    )
    took = time.monotonic() - began
    assert [told for _status, told in said] == [{"kept": True, "answer": [places[phone]]} for phone in phones]
    assert StageAnswer.objects.filter(stage=stage, step=1).count() == PLAYERS
    assert took < WITHIN_S
    again = rounds(
        url, lambda phone: phone.ask("say", **{"pass": passes[phone]}, step=1, answer=[3 - places[phone]]), phones
    )
    assert [told["answer"] for _status, told in again] == [[places[phone]] for phone in phones]
    assert StageAnswer.objects.filter(stage=stage, step=1).count() == PLAYERS

    _status, told = screen.ask("turn", code=stage.code, key=key, step=1, phase="asking")
    (right,) = told["stage"]["right"]
    assert {(tuple(bar["answer"]), bar["count"]) for bar in told["stage"]["bars"]} == {((n,), 50) for n in range(4)}
    assert StageAnswer.objects.filter(stage=stage, step=1, is_right=True).count() == 50
    _status, told = screen.ask("turn", code=stage.code, key=key, step=1, phase="shown")
    winners = {told["label"] for phone, (_status, told) in zip(phones, joined, strict=True) if places[phone] == right}
    assert len(told["stage"]["top"]) == 10
    assert {row["label"] for row in told["stage"]["top"]} <= winners
    with capsys.disabled():
        print(f"\n{PLAYERS} players on stage: every answer on disk and acknowledged after {took:.2f} s")


def test_what_is_right_is_not_told_before_the_host_shows_it_and_later_answers_are_refused(stage, key, serve):
    phone = Phone(serve())
    _status, me = phone.ask("join", code=stage.code)
    phone.ask("turn", code=stage.code, key=key, step=0, phase="lobby")
    _status, seen = phone.ask("look", code=stage.code)
    assert "right" not in seen["stage"] and "bars" not in seen["stage"]
    assert phone.ask("look", code=stage.code, seen=seen["seen"])[1]["same"] is True
    phone.ask("turn", code=stage.code, key=key, step=1, phase="asking")
    status, told = phone.ask("say", **{"pass": me["pass"]}, step=1, answer=[0])
    assert (status, told["error"]["code"]) == (409, "stage-late")
    assert not StageAnswer.objects.filter(stage=stage, step=1).exists()


def test_only_the_host_goes_on_and_a_second_press_from_the_same_screen_changes_nothing(stage, key, serve):
    phone = Phone(serve())
    status, told = phone.ask("turn", code=stage.code, key="0" * 16, step=0, phase="lobby")
    assert (status, told["error"]["code"]) == (400, "bad-ticket")
    for _press in range(2):
        status, told = phone.ask("turn", code=stage.code, key=key, step=0, phase="lobby")
        assert (status, told["stage"]["step"], told["stage"]["phase"]) == (200, 1, "asking")
    row = Stage.objects.get(pk=stage.pk)
    assert (row.step, row.phase) == (1, "asking")
    assert phone.ask("join", code="nostage1")[0] == 404
    assert phone.ask("say", **{"pass": "forged"}, step=1, answer=[0])[0] == 400


@pytest.mark.browser
def test_an_answer_that_was_overtaken_does_not_turn_the_big_screen_back(desktop, stage, key, serve):
    url, overtaken = serve(), []
    screen = desktop.new_page()
    screen.goto(url + address(stage, "live", stage.code, "host", key))
    expect(screen.locator("[data-count]")).to_have_text("已有0人加入")

    def hold_one(route):
        if overtaken:
            return route.continue_()
        Phone(url).ask("join", code=stage.code)
        return overtaken.append((route, route.fetch()))

    screen.route(LOOK, hold_one)
    becomes(screen, lambda: len(overtaken), (1).__eq__)
    screen.keyboard.press("ArrowRight")
    expect(screen.locator("[data-screen]")).to_have_attribute("data-phase", "asking")
    screen.evaluate(PHASES)
    route, answer = overtaken[0]
    with screen.expect_response(LOOK):
        route.fulfill(response=answer)
    with screen.expect_response(LOOK):  # the next one comes a second later
        pass
    assert set(screen.evaluate("phases")) <= {"asking"}


@pytest.mark.browser
def test_a_big_screen_and_a_phone_play_a_round_to_its_end(desktop, phone, stage, key, serve, settings):
    url = settings.PUBLIC_URL = serve()
    screen = desktop.new_page()
    screen.goto(url + address(stage, "live", stage.code, "host", key))
    expect(screen.locator(".screen-code")).to_have_text(stage.code)
    player = phone.new_page()
    player.goto(url + address(stage, "live", stage.code))
    expect(player.locator("[data-say]")).to_contain_text("已加入")
    expect(screen.locator("[data-count]")).to_have_text("已有1人加入")
    for number in (1, 2):
        screen.keyboard.press("ArrowRight")
        expect(player.locator(".ask-number")).to_have_text(f"第{number}题，共2题")
        if number == 2:
            phone.set_offline(True)  # the hall's network has a bad moment
        player.locator(".ask-choice").first.click()
        if number == 2:
            player.wait_for_timeout(1200)
            phone.set_offline(False)
        expect(player.locator("[data-say]")).to_have_text("答案已收到。")
        expect(screen.locator("[data-count]")).to_have_text("1人中已有1人作答")
        screen.locator("[data-turn]").click()
        expect(screen.locator(".is-right")).to_have_count(1)
        expect(player.locator(".choice-right")).to_have_count(1)
        screen.locator("[data-turn]").click()
        expect(screen.locator("[data-screen]")).to_have_attribute("data-phase", "top" if number == 1 else "over")
    expect(screen.locator("[data-top] li")).to_have_count(1)
    expect(player.locator(".live-top .mine")).to_have_count(1)
    assert StageAnswer.objects.filter(stage=stage, step__gt=0).count() == 2


@pytest.mark.browser
def test_an_answer_counts_on_the_phone_although_word_of_it_comes_after_the_right_one_is_shown(
    phone, stage, key, serve, settings
):
    url = settings.PUBLIC_URL = serve()
    host, player, held = Phone(url), phone.new_page(), []
    player.goto(url + address(stage, "live", stage.code))
    expect(player.locator("[data-say]")).to_contain_text("已加入")
    player.route("**/live/say", lambda route: held.append((route, route.fetch())))
    host.ask("turn", code=stage.code, key=key, step=0, phase="lobby")
    player.locator(".ask-choice").first.click()
    for _look in range(200):
        if held:
            break
        player.wait_for_timeout(50)
    host.ask("turn", code=stage.code, key=key, step=1, phase="asking")
    expect(player.locator(".choice-right")).to_have_count(1)
    expect(player.locator("[data-say]")).to_be_empty()  # not “no answer from you”
    ((route, answer),) = held
    route.fulfill(response=answer)
    mine = StageAnswer.objects.get(stage=stage, step=1)
    expect(player.locator("[data-say]")).to_have_text("答对了" if mine.is_right else "答错了")
    expect(player.locator("[data-you]")).to_contain_text(f"已答对{int(mine.is_right)}题")


def test_only_staff_who_run_the_quiz_open_a_stage_and_come_to_its_big_screen(client, stage):
    page = address(stage, "stage")
    assert client.get(page).url.startswith("/accounts/login/")
    with scope.everything("test"):
        client.force_login(make_staff())
        assert client.get(page).status_code == 403
        client.force_login(make_staff(unit=stage.quiz.activity.campaign.owner))
    answer = client.post(page, {"count": 3, "seconds": 15})
    made = Stage.objects.exclude(pk=stage.pk).get()
    assert (len(made.questions), made.seconds) == (3, 15)
    assert client.get(answer.url).status_code == 200
    assert client.get(answer.url.replace("/host/", "/host/0")).status_code == 404
    few = client.post(page, {"count": 40, "seconds": 15})
    assert few.status_code == 422
    assert "可用于现场的题目有30道" in few.content.decode()
