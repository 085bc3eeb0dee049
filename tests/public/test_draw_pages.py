"""The public pages of a draw: rules, proof, files that check themselves, one's own line, the claim."""

import copy
import hashlib
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.factories import prizes
from tests.factories.prizes import stand_at

from worldday.draws import actions
from worldday.draws.actions import Delivery
from worldday.draws.models import Draw, Entrant, Prize, PrizePlan, PrizeState
from worldday.draws.receipts import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def url(stage, name: str, *more) -> str:
    return reverse(f"public:{name}", args=[stage.plan.activity.campaign.slug, stage.plan.activity.code, *more])


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_before_publication_there_is_no_page(client, settings):
    stage = prizes.drafted(settings)
    assert [
        client.get(url(stage, name)).status_code for name in ("prize_rules", "draw", "draw_record", "draw_mine")
    ] == [404] * 4


def test_the_rules_page_says_word_for_word_what_was_hashed(client, settings):
    stage = prizes.published(settings)
    page = read(client, url(stage, "prize_rules"))
    content = json.loads(client.get(url(stage, "prize_rules_json", 1)).content)
    assert all(line in page for section in content["text"]["zh"] for line in section["lines"])
    file = client.get(url(stage, "prize_rules_json", 1)).content
    assert hashlib.sha256(file).hexdigest() == PrizePlan.objects.get().rule_digest
    assert hashlib.sha256(file).hexdigest() in page
    english = read(client, f"/en{url(stage, 'prize_rules')}")
    assert "Entry is free; nothing need be bought, shared or followed." in english


def test_an_earlier_version_stays_with_the_reason_of_the_later_one(client, settings):
    stage = prizes.published(settings)
    more = (replace(prizes.TIERS[0], quantity=3), *prizes.TIERS[1:])
    actions.change_in_favour(plan=stage.plan, tiers=more, claim_days=20, reason="国庆假期", by=stage.by)
    page = read(client, url(stage, "prize_rules"))
    assert "国庆假期" in page
    assert client.get(url(stage, "prize_rules_json", 1)).status_code == 200
    assert "20 天" in page


def test_in_each_state_the_proof_page_says_honestly_how_far_it_is(client, settings):
    stage = prizes.published(settings)
    assert "开奖" in read(client, url(stage, "draw"))
    assert client.get(url(stage, "draw_record")).status_code == 404
    given = {name: prizes.commitment(stage.plan.code, name, secret) for name, secret in prizes.SECRETS.items()}
    actions.commit_randomness(plan=stage.plan, commitments=given, by=stage.by)
    page = read(client, url(stage, "draw"))
    assert all(value in page for value in given.values())
    rule = client.get(url(stage, "draw_rule")).content
    assert hashlib.sha256(rule).hexdigest() in page
    prizes.play(stage.quiz, 30, score=80)
    stand_at(settings, prizes.CLOSED)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    page = read(client, url(stage, "draw"))
    assert "30" in page
    assert client.get(url(stage, "draw_notice")).json()["count"] == 30
    assert client.get(url(stage, "draw_record")).status_code == 404
    assert not any(secret in page for secret in prizes.SECRETS.values())


def test_a_void_draw_says_who_was_silent(client, settings):
    stage = prizes.frozen(settings, players=10)
    stand_at(settings, prizes.NUMBER_OUT)
    actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="049", by=stage.by)
    stand_at(settings, prizes.DRAW_DAY)
    actions.run_draw(plan=stage.plan, by=stage.by)
    page = read(client, url(stage, "draw"))
    assert "昆山市市场监管局、太仓市市场监管局" in page
    assert client.get(url(stage, "draw_record")).status_code == 200
    mine = read(client, url(stage, "draw_leaf", Entrant.objects.first().receipt))
    assert "抽奖作废" in mine
    assert "尚未开奖" not in mine


def test_the_drawn_page_shows_masked_winners_the_number_and_the_command(client, settings):
    stage = prizes.drawn(settings, players=40)
    page = read(client, url(stage, "draw"))
    assert "python3 verify_draw.py record.json --announced notice.json" in page
    assert ">049<" in page
    names = Draw.objects.get().names
    winners = [number for tier in Draw.objects.get().tiers for number in tier["winners"]]
    assert all(names[str(number)] in page for number in winners)
    assert not [one for one in Entrant.objects.all() if one.receipt in page or str(one.player) in page]


def test_any_cache_may_keep_the_pages_and_nothing_changed_is_said_cheaply(client, settings):
    stage = prizes.drawn(settings, players=40)
    for name in ("prize_rules", "draw", "draw_record", "draw_notice", "draw_verifier"):
        first = client.get(url(stage, name))
        assert first["Cache-Control"] == "public, max-age=60", name
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(stage, name), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert len(asked) <= 3
    actions.forfeit(prize=Prize.objects.first(), reason="declined", by=stage.by)
    assert client.get(url(stage, "draw_record"), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_proof_page_asks_as_many_questions_for_thirty_winners_as_for_three(client, settings):
    few = (prizes.PrizeTier("奖", "物", 3, 100),)
    stage = prizes.drawn(settings, players=60, tiers=few)
    client.get(url(stage, "draw"))
    with CaptureQueriesContext(connection) as asked:
        read(client, url(stage, "draw"))
    assert len(asked) <= 9


# --- a stranger's check, with what the web hands out ---

TAMPER = {
    "list": lambda r: r["entrants"]["rows"].pop(),
    "chances": lambda r: r["entrants"]["rows"].__setitem__(0, r["entrants"]["rows"][0].replace(" 1", " 5")),
    "order": lambda r: r["entrants"]["rows"].reverse(),
    "seed": lambda r: r.__setitem__("seed", "00" * 32),
    "winner": lambda r: r["tiers"][0].__setitem__(
        "winners", [r["tiers"][0]["winners"][0] % r["entrants"]["count"] + 1]
    ),
    "alternates": lambda r: r["tiers"][1]["alternates"].reverse(),
    "rule": lambda r: r["rule"].__setitem__("cap", 2),
    "text": lambda r: r["rule"].__setitem__("text_hash", "11" * 32),
    "quantity": lambda r: r["rule"]["tiers"][0].__setitem__("quantity", 2),
    "count": lambda r: r["entrants"].__setitem__("count", 7),
    "secret": lambda r: r["contributions"][0].__setitem__("secret", "33" * 32),
    "number": lambda r: r["contributions"][2].__setitem__("number", "050"),
    "time": lambda r: r["times"].__setitem__("frozen", "2020-10-21T23:00:00+08:00"),
    "forfeit": lambda r: r["forfeits"][0].__setitem__("replaced_by", None),
    "holder": lambda r: r["holders"][0].__setitem__(0, r["forfeits"][0]["entrant"]),
}


@pytest.fixture
def downloads(client, settings, tmp_path):
    """What a stranger finds on the page, in one folder; and the record as it is."""
    stage = prizes.drawn(settings, players=40)
    actions.decline(prize=Prize.objects.get(tier__position=0))
    for name, file in {
        "draw_record": "record.json",
        "draw_notice": "notice.json",
        "draw_verifier": "verify_draw.py",
    }.items():
        (tmp_path / file).write_bytes(client.get(url(stage, name)).content)
    return tmp_path


def run(folder) -> subprocess.CompletedProcess:
    words = [sys.executable, "-I", "verify_draw.py", "record.json", "--announced", "notice.json", "--lang", "en"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True)


def test_a_stranger_checks_what_he_downloaded_and_every_alteration_fails(downloads):
    whole = json.loads((downloads / "record.json").read_text("utf8"))
    checked = run(downloads)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.splitlines()[1].startswith("IT FITS.")
    unnoticed = []
    for what, alter in TAMPER.items():
        record = copy.deepcopy(whole)
        alter(record)
        assert record != whole, what
        (downloads / "record.json").write_text(json.dumps(record), "utf8")
        failed = run(downloads)
        if failed.returncode != 1 or "IT DOES NOT FIT" not in failed.stdout:
            unnoticed.append((what, failed.returncode, failed.stderr))
    assert unnoticed == []


# --- one's own line and the claim ---


def winner() -> Prize:
    return Prize.objects.select_related("entrant").get(tier__position=0, turn=0)


def test_a_receipt_however_typed_leads_to_ones_own_line_and_proof(client, settings):
    stage = prizes.drawn(settings, players=40)
    entrant = winner().entrant
    answer = client.post(url(stage, "draw_mine"), {"receipt": f" {shown(entrant.receipt).upper()} "})
    assert answer["Location"] == url(stage, "draw_leaf", entrant.receipt)
    page = read(client, answer["Location"])
    assert entrant.row in page
    assert f"--identity {entrant.player} --salt {entrant.salt}" in page
    assert reverse("public:claim", args=[entrant.receipt]) in page
    assert "no-store" in client.get(answer["Location"])["Cache-Control"]


@pytest.mark.parametrize("typed", ["", "abc", "2" * 12, "<b>"])
def test_a_wrong_receipt_gets_one_sentence_and_is_kept(client, settings, typed):
    stage = prizes.drawn(settings, players=40)
    answer = client.post(url(stage, "draw_mine"), {"receipt": typed})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert client.get(url(stage, "draw_leaf", "2" * 12)).status_code == 404


def test_the_printed_command_for_ones_own_line_works(downloads, settings):
    entrant = Entrant.objects.exclude(position=None).first()
    words = [
        sys.executable,
        "-I",
        "verify_draw.py",
        "record.json",
        "--identity",
        str(entrant.player),
        "--salt",
        entrant.salt,
    ]
    found = subprocess.run([*words, "--lang", "en"], cwd=downloads, capture_output=True, text=True)
    assert found.returncode == 0
    assert f"entrant {entrant.position} of" in found.stdout


GIVEN = {"name": "张三丰", "phone": "13900001234", "address": "示例路 1 号", "agree": "on"}


def claim_url(prize: Prize) -> str:
    return reverse("public:claim", args=[prize.entrant.receipt])


def test_a_winner_confirms_with_the_receipt_and_a_stranger_cannot(client, settings):
    prizes.drawn(settings, players=40)
    prize = winner()
    assert client.post(claim_url(prize), GIVEN).status_code == 302
    page = read(client, claim_url(prize))
    assert winner().state == PrizeState.CLAIMED
    assert "张三丰" not in page  # whoever finds the receipt later learns nothing
    assert all(said in page for said in (winner().code, "一等奖：每份市场价 200 元。", "个人所得税依法处理"))
    assert "二等奖" not in page
    assert client.post(claim_url(prize), GIVEN | {"name": "别人"}).status_code == 200
    assert winner().delivery["name"] == "张三丰"
    loser = Entrant.objects.filter(prizes=None).exclude(position=None).first()
    assert client.get(reverse("public:claim", args=[loser.receipt])).status_code == 404
    assert client.get(reverse("public:claim", args=["2" * 12])).status_code == 404


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, settings):
    prizes.drawn(settings, players=40)
    answer = client.post(claim_url(winner()), GIVEN | {"phone": "123", "agree": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="张三丰"' in page
    assert 'href="#id_agree"' in page
    answer = client.post(claim_url(winner()), GIVEN | {"phone": "123"})
    assert 'href="#id_phone"' in answer.content.decode()
    assert winner().state == PrizeState.OFFERED


def test_too_late_is_said_and_nothing_is_kept(client, settings):
    prizes.drawn(settings, players=40)
    stand_at(settings, prizes.LATE)
    page = client.post(claim_url(winner()), GIVEN).content.decode()
    assert "<form" not in page.split("draw-decline")[0].split("<main")[1]
    assert (winner().state, winner().delivery) == (PrizeState.OFFERED, {})


def test_a_winner_may_decline_and_the_next_one_is_offered_it(client, settings):
    prizes.drawn(settings, players=40)
    prize = winner()
    assert client.post(reverse("public:claim_decline", args=[prize.entrant.receipt])).status_code == 302
    heir = Prize.objects.select_related("entrant").get(tier__position=0, turn=1)
    assert client.get(claim_url(heir)).status_code == 200
    assert client.get(reverse("public:claim_decline", args=[prize.entrant.receipt])).status_code == 405


def test_a_name_among_the_winners_can_be_taken_back_with_one_button(client, settings):
    stage, hide = prizes.drawn(settings, players=40), reverse("public:claim_hide", args=[winner().entrant.receipt])
    assert hide not in read(client, claim_url(winner()))
    client.post(claim_url(winner()), GIVEN | {"publish": "on"})
    assert "张** …1234" in read(client, url(stage, "draw"))
    assert hide in read(client, claim_url(winner()))
    assert client.post(hide).status_code == 302
    assert "张**" not in read(client, url(stage, "draw"))
    assert hide not in read(client, claim_url(winner()))
    assert (winner().state, client.get(hide).status_code) == (PrizeState.CLAIMED, 405)


def test_a_winner_is_asked_only_for_what_delivery_needs(client, settings):
    prizes.drawn(settings, players=40, needs=["phone"])
    page = read(client, claim_url(winner()))
    assert 'name="phone"' in page
    assert 'name="name"' not in page
    assert 'name="address"' not in page
    assert client.post(claim_url(winner()), {"phone": "13900001234", "agree": "on"}).status_code == 302
    assert winner().delivery == {"phone": "13900001234"}


def test_the_pages_of_an_unpublished_campaign_are_gone(client, settings):
    stage = prizes.drawn(settings, players=40)
    prize = winner()
    actions.claim(prize=prize, delivery=Delivery("张三", "13900001234", "路"))
    stage.plan.activity.campaign.state = "draft"
    stage.plan.activity.campaign.save()
    assert client.get(url(stage, "draw")).status_code == 404
    assert client.get(claim_url(prize)).status_code == 404


def test_the_result_page_tells_a_player_the_receipt_that_will_open_the_own_line(client, settings):
    from worldday.draws.receipts import receipt_of
    from worldday.quizzes.intake.tickets import Key, Ticket, seal
    from worldday.quizzes.models import SigningKey

    stage = prizes.published(settings)
    key = SigningKey.objects.create(secret=b"k" * 32, made_at=prizes.clock.now())
    words = dict.fromkeys(("district", "group", "age_band", "strength"), "")
    fields = (
        dict.fromkeys(Ticket.__struct_fields__, 0) | words | {"quiz": stage.quiz.pk, "player": 77, "practice": False}
    )
    ticket = seal(Ticket(**fields), Key(key.pk, b"k" * 32))
    told = client.post(url(stage, "quiz_place"), {"ticket": ticket}, content_type="application/json").json()
    assert told["receipt"] == shown(receipt_of(stage.plan.code, 77))
    assert "data-receipt" in read(client, url(stage, "quiz_result"))
