"""A doubter checks a draw and catches an altered one; a winner comes to a prize on a phone."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from tests.factories import prizes
from tests.factories.prizes import stand_at
from tests.journeys.looks import cramped, faults

from worldday.base import scope
from worldday.draws import actions
from worldday.draws.models import Prize, PrizeState
from worldday.draws.receipts import shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(settings):
    with scope.everything("test"):
        return prizes.drawn(settings, players=300)


def draw_path(stage) -> str:
    return f"/wsd/activities/{stage.plan.activity.code}/draw/"


def download(page, name: str, folder):
    with page.expect_download() as got:
        page.click(f"#check a[href$='{name}']")
    got.value.save_as(folder / name)


def check(folder) -> subprocess.CompletedProcess:
    words = [sys.executable, "-I", "verify_draw.py", "record.json", "--announced", "notice.json", "--lang", "zh"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True)


def test_a_doubter_runs_the_printed_command_and_catches_an_altered_record(desktop, live_server, stage, tmp_path):
    page = desktop.new_page()
    page.goto(live_server.url + draw_path(stage))
    expect(page.locator(".draw-now")).to_contain_text("开奖")
    expect(page.locator(".draw-check")).to_have_css("list-style-type", "decimal")  # three steps, one after the other
    for name in ("record.json", "notice.json", "verify_draw.py"):
        download(page, name, tmp_path)
    assert (
        page.locator("#check pre").inner_text().strip() == "python3 verify_draw.py record.json --announced notice.json"
    )
    said = page.locator("#check strong").inner_text()
    assert (fits := check(tmp_path)).returncode == 0, fits.stdout
    assert said in fits.stdout.splitlines()[1]
    record = json.loads((tmp_path / "record.json").read_text("utf8"))
    record["tiers"][0]["winners"] = [record["tiers"][1]["winners"][0]]
    (tmp_path / "record.json").write_text(json.dumps(record), "utf8")
    assert check(tmp_path).returncode == 1
    assert "复核不一致" in check(tmp_path).stdout


def test_a_winner_finds_the_line_and_confirms_on_a_phone(phone, live_server, stage):
    with scope.everything("test"):
        receipt = Prize.objects.select_related("entrant").get(tier__position=0).entrant.receipt
    page = phone.new_page()
    page.goto(live_server.url + draw_path(stage))
    page.click("text=我中奖了吗")
    page.fill("#receipt", shown(receipt).upper())
    page.click("button:has-text('查找'):visible")
    page.click("a:has-text('确认领奖')")
    page.click("button:has-text('确认领奖')")
    assert page.locator("#id_name").evaluate(
        "e => e.matches(':invalid')"
    )  # the browser says so before anything is sent
    page.fill("#id_name", "张三丰")
    page.fill("#id_phone", "13900001234")
    page.fill("#id_address", "示例路 1 号")
    page.check("#id_agree")
    page.check("#id_publish")
    page.click("button:has-text('确认领奖')")
    expect(page.locator(".draw-prize")).to_contain_text("已于")
    page.reload()
    page.go_back()
    with scope.everything("test"):
        assert Prize.objects.get(tier__position=0).state == PrizeState.CLAIMED
    page.goto(live_server.url + draw_path(stage))
    page.reload()  # a cache may keep the page for a minute
    expect(page.locator(".draw-tiers")).to_contain_text("张** …1234")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_a_draw_is_readable_to_everyone_on_a_narrow_phone(phone, live_server, stage, language):
    with scope.everything("test"):
        receipt = Prize.objects.select_related("entrant").get(tier__position=0).entrant.receipt
    page, wrong = phone.new_page(), []
    page.on("console", lambda m: wrong.append(f"{page.url} {m.text}") if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
    activity = draw_path(stage).removesuffix("draw/")
    for path in (
        f"{activity}draw/",
        f"{activity}prizes/",
        f"{activity}draw/mine/",
        f"{activity}draw/mine/{receipt}/",
        f"/claim/{receipt}/",
    ):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(f"{live_server.url}{language}{path}")
            wrong += [f"{path} {scheme} {line}" for line in faults(page)]
        wrong += [f"{path} {line}" for line in cramped(page)]
    assert "\n".join(wrong) == ""


def test_the_device_that_played_looks_itself_up_by_its_ticket(phone, live_server, settings):
    from worldday.quizzes.intake.tickets import Key, Ticket, seal
    from worldday.quizzes.models import SigningKey

    with scope.everything("test"):
        stage = prizes.committed(settings)
        one = prizes.play(stage.quiz, 5, score=90)[2]
        stand_at(settings, prizes.CLOSED)
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
        key = SigningKey.objects.create(secret=b"k" * 32, made_at=prizes.clock.now())
    words = dict.fromkeys(("district", "group", "age_band", "strength"), "")
    fields = (
        dict.fromkeys(Ticket.__struct_fields__, 0)
        | words
        | {"quiz": stage.quiz.pk, "player": one.player, "practice": False}
    )
    ticket = seal(Ticket(**fields), Key(key.pk, b"k" * 32))
    page = phone.new_page()
    page.goto(f"{live_server.url}{draw_path(stage)}mine/")
    expect(page.locator("button:has-text('用这台设备查找')")).to_be_hidden()
    page.evaluate(
        "([n, t]) => localStorage.setItem(`worldday-quiz-${n}-result`, JSON.stringify({ticket: t}))",
        [stage.quiz.pk, ticket],
    )
    page.reload()
    page.click("button:has-text('用这台设备查找')")
    expect(page.locator("h1")).to_contain_text("共 5 行")
