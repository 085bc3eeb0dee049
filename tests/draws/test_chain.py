"""From published rules to prizes and a stranger's check, with simulated players."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories import prizes
from tests.factories.prizes import stand_at
from tests.factories.units import make_staff

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.draws import actions, queries
from worldday.draws.lottery import verify
from worldday.draws.models import Draw, DrawState, Entrant, Prize
from worldday.draws.receipts import receipt_of
from worldday.quizzes.models import Flag, SchoolClass, Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_draw.py"


def run_verifier(folder: Path, record: dict, notice: dict | None = None) -> subprocess.CompletedProcess:
    (folder / "record.json").write_text(json.dumps(record), "utf8")
    words = [sys.executable, str(VERIFIER), str(folder / "record.json"), "--lang", "zh"]
    if notice:
        (folder / "notice.json").write_text(json.dumps(notice), "utf8")
        words += ["--announced", str(folder / "notice.json")]
    return subprocess.run(words, capture_output=True, text=True)


def test_three_hundred_players_to_prizes_to_a_strangers_check(settings, tmp_path):
    stage = prizes.drawn(settings)
    draw = queries.draw_of(stage.plan)
    passed = Standing.objects.filter(score__gte=60).count()
    assert draw.state == DrawState.DRAWN
    assert (draw.notice["count"], draw.notice["chances"], draw.notice["removed_count"]) == (passed, passed, 0)
    assert [len(tier["winners"]) for tier in draw.tiers] == [1, 5, 20]
    assert [len(tier["alternates"]) for tier in draw.tiers] == [2, 5, 10]
    assert Prize.objects.count() == 26
    assert len({prize.entrant_id for prize in Prize.objects.all()}) == 26
    checked = run_verifier(tmp_path, queries.public_record(draw), draw.notice)
    assert checked.returncode == 0, checked.stderr
    assert "复核一致" in checked.stdout
    assert "与您提供的冻结公告一致" in checked.stdout


def test_the_rules_hash_in_the_record_is_the_digest_of_the_page_people_read(settings):
    stage = prizes.drawn(settings)
    record = queries.public_record(queries.draw_of(stage.plan))
    assert record["rule"]["text_hash"] == stage.plan.rule_digest == stage.plan.versions.get(number=1).digest
    assert record["rule"]["draw"] == stage.plan.code


def test_a_rule_made_better_after_the_commitments_is_dated_by_its_own_publication(settings):
    stage = prizes.committed(settings)
    stand_at(settings, prizes.OPEN)
    more = (replace(prizes.TIERS[0], quantity=3), *prizes.TIERS[1:])
    actions.change_in_favour(plan=stage.plan, tiers=more, claim_days=14, reason="赞助增加", by=stage.by)
    prizes.play(stage.quiz, 40, score=80)
    stand_at(settings, prizes.CLOSED)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    prizes.reveal(settings, stage)
    actions.run_draw(plan=stage.plan, by=stage.by)
    record = queries.public_record(queries.draw_of(stage.plan))
    assert record["times"]["published"].startswith("2020-10-15T10:00")
    assert len(record["tiers"][0]["winners"]) == 3
    assert verify(record) == []


def test_nobody_in_the_published_files_can_be_told_from_a_number_or_a_phone(settings):
    stage = prizes.drawn(settings, players=40)
    text = json.dumps(queries.public_record(queries.draw_of(stage.plan)))
    entrants = list(Entrant.objects.all())
    assert entrants
    assert not [one for one in entrants if str(one.player) in text or one.salt in text or one.receipt in text]
    assert set(queries.draw_of(stage.plan).names.values()) <= {
        name[:3] + "***" for name in queries.draw_of(stage.plan).names.values()
    }


def test_insiders_and_people_who_came_twice_are_out_and_the_record_says_why(settings):
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 30, score=90)
    prizes.standing(stage.quiz, "13800000001", score=100, order=40)  # listed as staff
    first = prizes.standing(stage.quiz, "13700000001", score=100, order=41)
    again = prizes.standing(stage.quiz, "13700000002", score=100, order=42)
    one, other = prizes.Participant.objects.filter(number__in=[first.player, again.player]).order_by("pk")
    other.merged_into = one
    other.save()
    actions.list_insiders(plan=stage.plan, phones=["13900000003"], sort="relative", by=stage.by)
    stand_at(settings, prizes.CLOSED)
    draw = actions.freeze_entrants(plan=stage.plan, by=stage.by)
    assert queries.removed_by_reason(draw) == {"relative": 1, "same-person": 1, "staff": 1}
    assert (draw.notice["count"], draw.notice["removed_count"]) == (30, 3)
    assert Entrant.objects.get(player=again.player).removed == "same-person"


def test_a_pupil_s_seat_and_a_mere_device_do_not_enter_a_draw_for_phones(settings):
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 5, score=90)
    prizes.standing_of(stage.quiz, 11, score=100, strength="seat", listed=False)
    prizes.standing_of(stage.quiz, 12, score=100, strength="device")
    stand_at(settings, prizes.CLOSED)
    assert actions.freeze_entrants(plan=stage.plan, by=stage.by).notice["count"] == 5


@pytest.mark.parametrize(
    ("choices", "count", "chances"),
    [
        ({"entry": "score", "mark": 95}, 2, 2),
        ({"entry": "top", "mark": 3}, 3, 3),
        ({"entry": "passed", "extra_mark": 90}, 4, 7),
        ({"entry": "passed", "excluded_groups": ["嘉定区局"]}, 3, 3),
    ],
)
def test_the_rule_decides_who_enters_with_how_many_chances(settings, choices, count, chances):
    stage = prizes.committed(settings, **choices)
    unit = SchoolClass.objects.create(quiz=stage.quiz, school="嘉定区局", seats=0, made_at=prizes.clock.now())
    for order, score in enumerate([100, 95, 90, 60, 59]):
        group = unit.code if order == 0 else ""
        prizes.standing(stage.quiz, f"1390000000{order}", score=score, order=order, group=group)
    stand_at(settings, prizes.CLOSED)
    notice = actions.freeze_entrants(plan=stage.plan, by=stage.by).notice
    assert (notice["count"], notice["chances"]) == (count, chances)


def test_among_the_first_three_an_insider_takes_up_no_place(settings):
    stage = prizes.committed(settings, entry="top", mark=3)
    prizes.standing(stage.quiz, "13800000001", score=100)
    for order in range(5):
        prizes.standing(stage.quiz, f"1390000000{order}", score=90 - order, order=order)
    stand_at(settings, prizes.CLOSED)
    draw = actions.freeze_entrants(plan=stage.plan, by=stage.by)
    assert (draw.notice["count"], queries.removed_by_reason(draw)) == (3, {"staff": 1})


def test_freezing_waits_for_closing_and_for_decisions_on_flags_and_appeals(settings):
    stage = prizes.committed(settings)
    [one] = prizes.play(stage.quiz, 1, score=90)
    with pytest.raises(Problem, match=r"开放|open"):
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
    stand_at(settings, prizes.CLOSED)
    flag = Flag.objects.create(quiz=stage.quiz, player=one.player, attempt=1, sort="fast", raised_at=prizes.clock.now())
    with pytest.raises(Problem, match="1"):
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
    decided = {"decision": "void", "decided_by": make_staff(), "decided_at": prizes.clock.now()}
    Flag.objects.filter(pk=flag.pk).update(**decided, appealed_at=decided["decided_at"])
    with pytest.raises(Problem, match="1"):
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
    Flag.objects.filter(pk=flag.pk).update(decided_at=prizes.clock.now())
    assert actions.freeze_entrants(plan=stage.plan, by=stage.by).state == DrawState.FROZEN


def test_a_list_frozen_after_a_number_is_known_is_refused(settings):
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 3, score=90)
    stand_at(settings, prizes.NUMBER_OUT)
    with pytest.raises(Problem):
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
    assert Draw.objects.get().state == DrawState.COMMITTED
    assert not Entrant.objects.exists()


def test_a_secret_that_does_not_fit_its_commitment_or_comes_late_is_refused(settings):
    stage = prizes.frozen(settings, players=10)
    stand_at(settings, prizes.REVEALING)
    name = next(iter(prizes.SECRETS))
    with pytest.raises(Problem):
        actions.reveal(plan=stage.plan, source=name, value="33" * 32, by=stage.by)
    with pytest.raises(Problem):
        actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="049", by=stage.by)  # not published yet
    stand_at(settings, prizes.NUMBER_OUT)
    with pytest.raises(Problem):
        actions.reveal(plan=stage.plan, source=name, value=prizes.SECRETS[name], by=stage.by)  # after 18:00
    actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="049", by=stage.by)
    actions.reveal(plan=stage.plan, source=prizes.NUMBER, value=" 049 ", by=stage.by)
    with pytest.raises(Problem):
        actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="050", by=stage.by)
    assert [one["number"] for one in Draw.objects.get().contributions] == ["049"]


def test_a_silent_party_makes_the_draw_void_when_the_rule_says_so_and_the_record_reproduces(settings, tmp_path):
    stage = prizes.frozen(settings, players=10)
    stand_at(settings, prizes.NUMBER_OUT)
    actions.reveal(plan=stage.plan, source=prizes.NUMBER, value="049", by=stage.by)
    stand_at(settings, prizes.DRAW_DAY)
    draw = actions.run_draw(plan=stage.plan, by=stage.by)
    assert draw.state == DrawState.VOID
    assert not Prize.objects.exists()
    assert run_verifier(tmp_path, queries.public_record(draw), draw.notice).returncode == 0


def test_the_draw_waits_for_its_moment_and_for_every_number(settings):
    stage = prizes.frozen(settings, players=10)
    with pytest.raises(Problem):
        actions.run_draw(plan=stage.plan, by=stage.by)
    stand_at(settings, prizes.DRAW_DAY)
    with pytest.raises(Problem, match="3D"):
        actions.run_draw(plan=stage.plan, by=stage.by)
    assert Draw.objects.get().state == DrawState.FROZEN


def test_drawing_or_freezing_again_changes_nothing(settings):
    stage = prizes.drawn(settings, players=40)
    before = queries.public_record(Draw.objects.get())
    events = AuditEvent.objects.count()
    actions.run_draw(plan=stage.plan, by=stage.by)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    assert queries.public_record(Draw.objects.get()) == before
    assert AuditEvent.objects.count() == events


def test_every_entrant_finds_his_own_line_under_the_published_root(settings):
    from worldday.draws.lottery import verify_inclusion

    stage = prizes.frozen(settings, players=30)
    notice = Draw.objects.get().notice
    for one in Entrant.objects.all():
        assert one.receipt == receipt_of(stage.plan.code, one.player)
        found = queries.entrant_by_receipt(stage.plan, one.receipt)
        assert verify_inclusion(found.row, found.position, notice["count"], queries.proof_of(found), notice["root"])


def test_each_step_leaves_a_sentence_in_the_audit_trail(settings):
    prizes.drawn(settings, players=30)
    said = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert said == [
        *("prize-plan-made", "prize-plan-changed", "prize-tiers-set", "prize-insiders-listed", "prize-plan-published"),
        *("draw-committed", "draw-frozen", "draw-source-spoke", "draw-source-spoke", "draw-source-spoke", "draw-run"),
    ]


def test_the_record_as_published_has_no_finding(settings):
    stage = prizes.drawn(settings, players=60, extra_mark=100, cap=2)
    assert verify(queries.public_record(queries.draw_of(stage.plan))) == []
