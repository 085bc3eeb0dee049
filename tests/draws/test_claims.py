"""What becomes of prizes: confirmed in time, twice, late, declined, handed over, forfeited to alternates, erased."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from tests.draws.test_chain import run_verifier
from tests.factories import prizes
from tests.factories.prizes import stand_at

from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.draws import actions, queries
from worldday.draws.actions import Delivery
from worldday.draws.lottery import verify
from worldday.draws.models import Draw, Entrant, Prize, PrizeState
from worldday.people.models import Consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
HOME = Delivery("张三丰", "+86 139-0000 1234", "示例路 1 号")


@pytest.fixture
def stage(settings):
    return prizes.drawn(settings, players=80)


def first(position: int = 0) -> Prize:
    return Prize.objects.filter(tier__position=position, number=1).order_by("-turn").first()


def checked() -> list:
    return verify(queries.public_record(Draw.objects.get()))


def test_a_winner_confirms_and_gives_only_what_delivery_needs(stage):
    prize = actions.claim(prize=first(), delivery=HOME)
    assert prize.state == PrizeState.CLAIMED
    assert prize.delivery == {"name": "张三丰", "phone": "13900001234", "address": "示例路 1 号"}
    assert [one.purpose for one in Consent.objects.all()] == ["prize-delivery"]
    assert queries.labels(Draw.objects.get())[prize.entrant.position].endswith("***")
    assert "张三丰" not in json.dumps(
        list(AuditEvent.objects.values("after", "before", "actor", "actor_name")), ensure_ascii=False
    )


def test_a_copy_of_the_database_tells_no_address(stage):
    prize = actions.claim(prize=first(), delivery=HOME)
    with connection.cursor() as cursor:
        cursor.execute("SELECT delivery FROM draws_prize WHERE id = %s", [prize.pk])
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM draws_prize WHERE id <> %s AND delivery <> ''", [prize.pk])
        assert cursor.fetchone()[0] == 0
    assert not any(word in kept for word in ("张三丰", "13900001234", "示例路"))
    assert Prize.objects.get(pk=prize.pk).delivery["name"] == "张三丰"


def test_a_masked_name_is_published_only_with_its_own_consent(stage):
    prize = actions.claim(prize=first(), delivery=HOME, publish=True, guardian=True)
    assert queries.public_record(Draw.objects.get())["names"][str(prize.entrant.position)] == "张** …1234"
    assert {(one.purpose, one.by_guardian) for one in Consent.objects.all()} == {
        ("prize-delivery", True),
        ("prize-publication", True),
    }
    assert checked() == []


def test_signs_nobody_sees_in_a_winner_s_name_leave_the_record_readable(stage):
    prize = actions.claim(
        prize=first(), delivery=Delivery("\u202e\x07张\x0b三", "13900001234", "路\u200b 1"), publish=True
    )
    assert prize.delivery == {"name": "张 三", "phone": "13900001234", "address": "路 1"}
    assert prize.shown_as == "张** …1234"
    assert checked() == []
    with pytest.raises(Invalid) as refused:
        actions.claim(prize=first(1), delivery=Delivery("\u200b", "13900001234", "路"))
    assert list(refused.value.errors) == ["name"]


def test_a_winner_takes_the_name_back_and_keeps_the_prize(stage):
    prize = actions.claim(prize=first(), delivery=HOME, publish=True)
    assert [actions.hide_name(prize=prize).shown_as for _twice in range(2)] == ["", ""]
    assert queries.public_record(Draw.objects.get())["names"][str(prize.entrant.position)].endswith("***")
    assert (first().state, first().delivery["name"]) == (PrizeState.CLAIMED, "张三丰")
    withdrawn = {one.purpose: one.withdrawn_at is not None for one in Consent.objects.all()}
    assert withdrawn == {"prize-delivery": False, "prize-publication": True}
    assert AuditEvent.objects.filter(action="prize-name-hidden").count() == 1
    assert checked() == []


def test_confirming_twice_keeps_what_was_given_first(stage):
    actions.claim(prize=first(), delivery=HOME)
    again = actions.claim(prize=first(), delivery=Delivery("别人", "13711112222", "别处"))
    assert again.delivery["name"] == "张三丰"
    assert AuditEvent.objects.filter(action="prize-claimed").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Delivery("", "13900001234", "路"), "name"),
        (Delivery("张", "12345", "路"), "phone"),
        (Delivery("张", "13900001234", " "), "address"),
        (Delivery("张" * 41, "13900001234", "路"), "name"),
    ],
)
def test_a_delivery_that_cannot_be_made_is_told_beside_its_field(stage, given, field):
    with pytest.raises(Invalid) as refused:
        actions.claim(prize=first(), delivery=given)
    assert list(refused.value.errors) == [field]
    assert first().state == PrizeState.OFFERED


def test_the_last_second_counts_and_the_next_one_does_not(stage, settings):
    prize = first()
    stand_at(settings, "2020-11-05 23:59:58")
    actions.claim(prize=prize, delivery=HOME)
    stand_at(settings, "2020-11-06 00:00:05")
    with pytest.raises(Problem):
        actions.claim(prize=first(1), delivery=HOME)
    assert first(1).delivery == {}


def test_overdue_prizes_go_to_alternates_by_the_record_and_the_check_still_fits(stage, settings, tmp_path):
    kept = actions.claim(prize=first(), delivery=HOME)
    stand_at(settings, prizes.LATE)
    assert actions.forfeit_overdue() == 25
    assert actions.forfeit_overdue() == 0
    draw = Draw.objects.get()
    assert queries.prize_states(draw) == {"offered": 15, "claimed": 1, "delivered": 0, "forfeited": 10}
    assert [
        heir.entrant.position for heir in Prize.objects.filter(turn=1, tier__position=1).order_by("number")
    ] == draw.tiers[1]["alternates"]
    assert Prize.objects.get(pk=kept.pk).state == PrizeState.CLAIMED
    assert run_verifier(tmp_path, queries.public_record(draw), draw.notice).returncode == 0
    assert all(heir.claim_by.date().isoformat() == "2020-11-20" for heir in Prize.objects.filter(turn=1))


def test_a_winner_who_declines_is_followed_by_the_next_alternate_once(stage):
    prize = first()
    actions.decline(prize=prize)
    actions.decline(prize=prize)
    assert [one.turn for one in Prize.objects.filter(tier=prize.tier, number=1).order_by("turn")] == [0, 1]
    assert first().entrant.position == Draw.objects.get().tiers[0]["alternates"][0]
    assert len(Draw.objects.get().forfeits) == 1
    with pytest.raises(Problem):
        actions.claim(prize=prize, delivery=HOME)


def test_when_no_alternate_is_left_the_prize_stays_with_nobody(stage):
    for _turn in range(3):
        actions.forfeit(prize=first(), reason="unreachable", by=stage.by)
    assert Prize.objects.filter(tier__position=0).count() == 3
    assert queries.public_record(Draw.objects.get())["holders"][0] == [0]
    assert checked() == []


def test_an_unclaimed_prize_is_not_taken_away_before_its_time_nor_after_confirmation(stage, settings):
    with pytest.raises(Problem):
        actions.forfeit(prize=first(), reason="unclaimed", by=stage.by)
    actions.claim(prize=first(), delivery=HOME)
    stand_at(settings, prizes.LATE)
    with pytest.raises(Problem):
        actions.forfeit(prize=first(), reason="unclaimed", by=stage.by)


def test_only_a_confirmed_prize_is_handed_over_and_then_it_stays(stage):
    with pytest.raises(Problem):
        actions.deliver(prize=first(), by=stage.by)
    actions.claim(prize=first(), delivery=HOME)
    assert actions.deliver(prize=first(), by=stage.by).state == PrizeState.DELIVERED
    actions.deliver(prize=first(), by=stage.by)
    with pytest.raises(Problem):
        actions.forfeit(prize=first(), reason="ineligible", by=stage.by)
    assert AuditEvent.objects.filter(action="prize-delivered").count() == 1


def test_the_couriers_list_names_purpose_and_receiver_in_the_trail_and_no_person(stage):
    actions.claim(prize=first(), delivery=HOME)
    with pytest.raises(Problem):
        actions.hand_to_courier(plan=stage.plan, purpose=" ", receiver="示例快递", by=stage.by)
    [one] = actions.hand_to_courier(plan=stage.plan, purpose="寄送奖品", receiver="示例快递", by=stage.by)
    event = AuditEvent.objects.get(action="delivery-list-taken")
    assert event.after == {"purpose": "寄送奖品", "receiver": "示例快递", "prizes": [one.code]}


def test_delivery_data_goes_on_schedule_and_the_proof_stays_whole(stage, settings, tmp_path):
    actions.claim(prize=first(), delivery=HOME, publish=True)
    actions.deliver(prize=first(), by=stage.by)
    stand_at(settings, "2020-11-21 09:00")
    assert actions.erase_due() == 0
    stand_at(settings, "2020-11-21 11:00")
    assert (actions.erase_due(), actions.erase_due()) == (1, 0)
    prize = first()
    assert (prize.delivery, prize.state) == ({}, PrizeState.DELIVERED)
    assert prize.delivery_erased_at is not None
    draw = Draw.objects.get()
    assert run_verifier(tmp_path, queries.public_record(draw), draw.notice).returncode == 0


def test_who_the_entrants_were_is_forgotten_and_their_lines_still_prove(stage, settings):
    for prize in Prize.objects.all():
        actions.claim(prize=prize, delivery=HOME)
        actions.deliver(prize=prize, by=stage.by)
    assert actions.forget_due() == 0
    stand_at(settings, "2020-11-22 10:00")
    losers = Entrant.objects.filter(prizes=None).count()
    assert (actions.forget_due(), actions.forget_due()) == (losers, 0)
    assert Entrant.objects.filter(player__isnull=False).count() == 26  # the archive of winners: two years
    one = Entrant.objects.filter(player=None).first()
    assert one.salt == ""
    assert queries.proof_of(one)
    assert checked() == []
    settings.CLOCK_SHIFT += timedelta(days=731)
    assert actions.forget_due() == 26
    assert checked() == []


def test_the_archive_holds_everything_but_persons_and_checks_itself(stage, settings, tmp_path):
    import subprocess
    import sys

    actions.claim(prize=first(), delivery=HOME)
    stand_at(settings, prizes.LATE)
    actions.forfeit_overdue()
    package = actions.take_archive(plan=stage.plan, by=stage.by)
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        packed.extractall(tmp_path)
        names = set(packed.namelist())
    assert names == {
        *("README.txt", "SHA256SUMS", "notice.json", "record.json", "redemption.csv", "rule.json", "rules-1.json"),
        *("verify_draw.py", "versions.csv"),
    }
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True).returncode == 0
    words = [sys.executable, "verify_draw.py", "record.json", "--announced", "notice.json"]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True).returncode == 0
    assert b"13900001234" not in package
    assert "张三丰" not in (tmp_path / "redemption.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader((tmp_path / "redemption.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == Prize.objects.count()
    assert "2022-10-23" in (tmp_path / "README.txt").read_text("utf8")
    assert AuditEvent.objects.filter(action="draw-archive-taken").count() == 1


def test_whoever_asks_to_be_forgotten_is_parted_from_once_his_prize_is_settled(stage):
    prize = actions.claim(prize=first(), delivery=HOME, publish=True)
    loser = Entrant.objects.filter(prizes=None).exclude(position=None).first()
    assert actions.part_from([prize.entrant.player]) is False
    assert first().delivery["name"] == "张三丰"
    assert actions.part_from([loser.player]) is True
    loser.refresh_from_db()
    assert (loser.player, loser.salt, loser.receipt) == (None, "", None)
    actions.deliver(prize=first(), by=stage.by)
    assert actions.part_from([prize.entrant.player]) is True
    assert (first().delivery, first().shown_as) == ({}, "")
    assert checked() == []


def test_a_person_on_a_frozen_list_stays_findable_until_the_draw(settings):
    prizes.frozen(settings, players=20)
    one = Entrant.objects.exclude(position=None).first()
    assert actions.part_from([one.player]) is False
    assert actions.part_from([1]) is True
