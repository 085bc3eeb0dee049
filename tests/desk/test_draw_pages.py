"""Running a draw in the desk, from an empty plan to the couriers' list; and who may do which of it."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories import prizes
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.prizes import stand_at
from tests.factories.units import make_staff, make_unit

from worldday.base import longwork
from worldday.base.models import AuditEvent
from worldday.draws import actions
from worldday.draws.actions import Delivery, freezing
from worldday.draws.models import Draw, DrawState, PlanVersion, Prize, PrizePlan, PrizeState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
POSTS = ("postpone", "insiders", "publish", "commit", "freeze", "reveal", "draw", "couriers", "archive")


def url(name: str, row) -> str:
    return reverse(f"desk_draws:{name}", args=[row.code])


def desk_of(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def formset(prefix: str, rows: list[dict], initial: int) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return data | {f"{prefix}-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


TERMS = {
    "entry": "passed", "mark": "0", "extra_mark": "0", "identity": "phone", "cap": "1", "excluded_groups": "某局\n",
    "freeze_at": "2020-10-21T10:00", "draw_at": "2020-10-22T09:00", "if_not_revealed": "void", "claim_days": "14",
    "needs": ["name", "phone"], "keep_days": "30", **prizes.STATEMENTS,
}  # fmt: skip
SOURCES = [
    {
        "kind": one["kind"],
        "name": one["name"],
        "at": one["at"][:16],
        "place": one.get("place", ""),
        "digits": one.get("digits", ""),
    }
    for one in prizes.SOURCES
]
TIERS = [{"name": "一等奖", "prize": "图书卡", "quantity": "1", "yuan": "200.50", "alternates": "2"}, {"name": ""}]


def test_a_long_list_is_frozen_in_the_background_and_the_page_says_so(settings, monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 10)
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 20, score=80)
    stand_at(settings, prizes.CLOSED)
    desk = desk_of(make_staff(unit=stage.plan.activity.campaign.owner))
    before = desk.get(url("plan", stage.plan))
    assert before.context["preview"] is None  # a list of half a million would fill the memory of whoever looks
    assert all(said in before.content.decode() for said in ("20 ", url("freeze", stage.plan)))
    assert desk.post(url("freeze", stage.plan)).status_code == 302
    waiting = desk.get(url("plan", stage.plan))
    assert waiting["Refresh"] == "5"
    assert waiting.context["preview"] is None
    assert Draw.objects.get().state == DrawState.COMMITTED
    longwork.run.func(longwork.find(freezing.WORK, stage.plan.code).pk)
    assert Draw.objects.get().notice["count"] == 20
    assert "Refresh" not in desk.get(url("plan", stage.plan))
    assert longwork.find(freezing.WORK, stage.plan.code).sentence == "名单已冻结：20 人。"


def test_a_long_list_is_refused_at_once_at_the_wrong_moment(settings, monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 10)
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 20, score=80)
    desk = desk_of(make_staff(unit=stage.plan.activity.campaign.owner))
    assert desk.post(url("freeze", stage.plan)).status_code == 422
    assert longwork.find(freezing.WORK, stage.plan.code) is None


def test_an_organiser_runs_a_draw_from_the_first_line_to_the_last(settings):
    stand_at(settings, prizes.BEFORE)
    there = prizes.make_authority()
    activity = make_activity(make_campaign(owner=there.city), units=[there.jiading])
    quiz = prizes.make_quiz(activity)
    desk = desk_of(make_staff(unit=there.city))
    assert (
        "开始" in desk.get(reverse("desk_draws:list")).content.decode()
        or activity.name in desk.get(reverse("desk_draws:list")).content.decode()
    )
    desk.post(reverse("desk_draws:begin", args=[activity.code]))
    plan = PrizePlan.objects.get()
    assert len(desk.get(url("plan", plan)).context["blockers"]) >= 8
    assert desk.post(url("terms", plan), TERMS | formset("sources", SOURCES, 0)).status_code == 302
    assert desk.post(url("tiers", plan), formset("tiers", TIERS, 0)).status_code == 302
    assert plan.tiers.get().value_fen == 200_50
    assert desk.post(url("insiders", plan), {"sort": "staff", "phones": "13800000001\n"}).status_code == 302
    assert desk.get(url("plan", plan)).context["blockers"] == []
    assert desk.post(url("publish", plan)).status_code == 302
    given = [prizes.commitment(plan.code, name, secret) for name, secret in prizes.SECRETS.items()]
    assert desk.post(url("commit", plan), {f"party-{n}": one for n, one in enumerate(given)}).status_code == 302
    prizes.play(quiz, 20, score=80)
    stand_at(settings, prizes.CLOSED)
    assert len(desk.get(url("plan", plan)).context["preview"].entrants) == 20
    assert desk.post(url("freeze", plan)).status_code == 302
    stand_at(settings, prizes.REVEALING)
    for name, secret in prizes.SECRETS.items():
        assert desk.post(url("reveal", plan), {"source": name, "value": secret}).status_code == 302
    stand_at(settings, prizes.NUMBER_OUT)
    assert desk.post(url("reveal", plan), {"source": prizes.NUMBER, "value": "049"}).status_code == 302
    stand_at(settings, prizes.DRAW_DAY)
    assert desk.post(url("draw", plan)).status_code == 302
    assert Draw.objects.get().state == DrawState.DRAWN
    assert Draw.objects.get().rule["tiers"][0]["alternates"] == 2
    prize = actions.claim(prize=Prize.objects.get(), delivery=Delivery("张三", "13900001234", "不该留下"))
    assert prize.delivery == {"name": "张三", "phone": "13900001234"}
    answer = desk.post(url("couriers", plan), {"purpose": "寄送", "receiver": "示例快递"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][3:5] == ["张三", "13900001234"]
    assert "no-store" in answer["Cache-Control"]
    assert desk.post(url("deliver", prize)).status_code == 302
    archive = desk.post(url("archive", plan))
    assert "record.json" in zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert desk.get(url("prizes", plan)).status_code == 200
    assert desk.get(url("plan", plan)).status_code == 200


def test_what_the_law_forbids_is_said_on_the_page_and_nothing_is_published(settings):
    stage = prizes.drafted(settings, tiers=(prizes.PrizeTier("奖", "车", 1, 60_000_00),))
    answer = desk_of(stage.by).post(url("publish", stage.plan))
    assert answer.status_code == 422
    assert "50,000" in answer.content.decode()
    assert PlanVersion.objects.count() == 0


def test_a_change_against_people_is_refused_and_what_was_typed_is_kept(settings):
    stage = prizes.published(settings)
    rows = [
        {"name": t.name, "name_en": t.name_en, "prize": t.prize, "prize_en": t.prize_en, "quantity": t.quantity,
         "yuan": t.value_fen / 100, "alternates": t.alternates}
        for t in prizes.TIERS
    ]  # fmt: skip
    fewer = [rows[0], rows[1] | {"quantity": 4}, rows[2]]
    desk, more = desk_of(stage.by), {"claim_days": "14", "reason": "预算"}
    answer = desk.post(url("tiers", stage.plan), formset("tiers", fewer, 3) | more)
    assert answer.status_code == 422
    assert 'value="4"' in answer.content.decode()
    assert PlanVersion.objects.count() == 1
    better = [rows[0], rows[1] | {"quantity": 9}, rows[2]]
    assert desk.post(url("tiers", stage.plan), formset("tiers", better, 3) | more).status_code == 302
    assert PlanVersion.objects.count() == 2
    assert desk.get(url("terms", stage.plan)).status_code == 200
    assert desk.post(url("terms", stage.plan), TERMS | formset("sources", SOURCES, 3)).status_code == 422


def test_a_draw_is_postponed_on_a_page_of_its_own_until_the_list_is_frozen(settings):
    stage = prizes.committed(settings)
    desk, address = desk_of(stage.by), url("postpone", stage.plan)
    assert address in desk.get(url("plan", stage.plan)).content.decode()
    assert desk.get(address).status_code == 200
    when = {"freeze_at": "2020-10-28T10:00", "draw_at": "2020-10-29T09:00", "reason": "核查"}
    late = [one | {"at": one["at"].replace("10-21", "10-28")} for one in SOURCES]
    refused = desk.post(address, when | {"reason": "x", "draw_at": ""} | formset("sources", late, 3))
    assert refused.status_code == 422
    assert "2020-10-28T18:00" in refused.content.decode()
    assert desk.post(address, when | formset("sources", late, 3)).status_code == 302
    assert (Draw.objects.count(), PlanVersion.objects.count()) == (0, 2)
    prizes.play(stage.quiz, 10, score=80)
    stage.plan.refresh_from_db()
    prizes.commit(stage)
    stand_at(settings, prizes.CLOSED)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    assert address not in desk.get(url("plan", stage.plan)).content.decode()
    assert desk.post(address, when | formset("sources", late, 3)).status_code == 422


def test_a_phone_that_is_none_is_told_and_the_list_is_kept(settings):
    stage = prizes.drafted(settings)
    answer = desk_of(stage.by).post(url("insiders", stage.plan), {"sort": "staff", "phones": "139\n13800000009"})
    assert answer.status_code == 422
    assert "13800000009" in answer.content.decode()
    assert stage.plan.insiders.count() == 1


def test_the_couriers_list_needs_a_purpose_and_a_receiver(settings):
    stage = prizes.drawn(settings, players=40)
    answer = desk_of(stage.by).post(url("couriers", stage.plan), {"purpose": "寄送", "receiver": ""})
    assert answer.status_code == 422
    assert not AuditEvent.objects.filter(action="delivery-list-taken").exists()


def test_forfeiting_in_the_desk_shows_the_alternate(settings):
    stage = prizes.drawn(settings, players=40)
    desk, prize = desk_of(stage.by), Prize.objects.get(tier__position=0)
    assert desk.post(url("deliver", prize)).status_code == 422
    desk.post(url("forfeit", prize), {"reason": "unreachable"})
    page = desk.get(url("prizes", stage.plan) + "?state=forfeited")
    assert [row[0].pk for row in page.context["rows"]] == [prize.pk]
    assert [count for value, _label, count in page.context["states"] if value == "forfeited"] == [1]
    assert Prize.objects.filter(tier__position=0, turn=1, state=PrizeState.OFFERED).exists()


def test_another_authority_finds_nothing_and_a_reader_may_do_nothing(settings):
    stage = prizes.drawn(settings, players=40)
    prize = Prize.objects.first()
    stranger = desk_of(make_staff(unit=make_unit("乙市市场监管局")))
    neighbour = desk_of(make_staff("李二", unit=stage.there.jinshan, role="unit-staff"))
    holder = desk_of(make_staff("赵三", unit=stage.there.jiading, role="unit-staff"))
    editor = desk_of(make_staff("钱四", unit=stage.there.city, role="editor"))
    for name in ("plan", "terms", "tiers", "prizes"):
        found = [desk.get(url(name, stage.plan)).status_code for desk in (stranger, neighbour, holder)]
        assert found == [404, 404, 200], name
        assert turned_away(editor.get(url(name, stage.plan))), name
    for name in POSTS:
        assert [desk.post(url(name, stage.plan)).status_code for desk in (stranger, neighbour)] == [404, 404], name
        assert turned_away(editor.post(url(name, stage.plan))), name
    for name in ("deliver", "forfeit"):
        assert [desk.post(url(name, prize)).status_code for desk in (stranger, neighbour)] == [404, 404], name
    assert stage.plan.activity.name not in stranger.get(reverse("desk_draws:list")).content.decode()
    assert stranger.post(reverse("desk_draws:begin", args=[stage.plan.activity.code])).status_code == 404


def turned_away(answer) -> bool:
    return answer.status_code == 403 or (answer.status_code == 302 and answer.headers["Location"] == "/desk/")


def test_lists_ask_as_many_questions_for_three_as_for_one(settings):
    stage = prizes.drawn(settings, players=60)
    desk, counts = desk_of(stage.by), []
    desk.get(reverse("desk_draws:list"))
    for _size in (1, 2, 3):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse("desk_draws:list")).status_code == 200
        counts.append(len(asked))
        activity = make_activity(stage.plan.activity.campaign, units=[stage.there.jiading])
        prizes.make_quiz(activity)
        actions.make_plan(activity=activity, by=stage.by)
    assert counts[0] == counts[1] == counts[2] <= 12
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(url("prizes", stage.plan)).status_code == 200
    assert len(asked) <= 20
