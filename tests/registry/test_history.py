"""What is public is never deleted: it is corrected, suspended, withdrawn or expires, and everybody can read why."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.registries import REVIEWER, make_batch, make_registry, make_released

from worldday.base.problems import Problem
from worldday.registry.actions import expiring, public, records, registries
from worldday.registry.actions.public import Why
from worldday.registry.models import ChangeKind, Record, RecordChange, RecordState
from worldday.registry.queries import look
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry, Field, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
WHY = Why("监督检查不合格", source="沪市监〔2020〕1号")


@pytest.fixture
def record(on_day):
    on_day(date(2020, 10, 14))
    entry = Entry(
        "汉钟精机", "SP-1", valid_from=date(2020, 6, 9), valid_until=date(2023, 6, 8), values={"body": "某机构"}
    )
    return make_released(entry)[0]


def page_of(record) -> str:
    return Client().get(f"/registry/{record.registry.slug}/{record.code}/").content.decode()


def test_each_step_stands_in_the_public_history(record):
    public.move_on(record=record, to=ChangeKind.SUSPENDED, why=WHY, by=REVIEWER)
    public.move_on(record=record, to=ChangeKind.RESTORED, why=Why("整改完成"), by=REVIEWER)
    public.move_on(record=record, to=ChangeKind.WITHDRAWN, why=Why("持证单位申请"), by=REVIEWER)
    assert [past.kind for past in look.history(record)] == ["withdrawn", "restored", "suspended", "added"]
    page = page_of(record)
    for said in ("监督检查不合格", "沪市监〔2020〕1号", "整改完成", "持证单位申请", "已撤销", "公开"):
        assert said in page


def test_a_withdrawn_record_stays_to_be_found_and_never_comes_back(record):
    public.move_on(record=record, to=ChangeKind.WITHDRAWN, why=WHY, by=REVIEWER)
    assert search([record.registry], Wanted(state="withdrawn")).total == 1
    assert search([record.registry], Wanted(state="valid")).total == 0
    for to in (ChangeKind.RESTORED, ChangeKind.SUSPENDED, ChangeKind.WITHDRAWN):
        with pytest.raises(Problem):
            public.move_on(record=record, to=to, why=WHY, by=REVIEWER)


def test_a_correction_shows_before_and_after_and_is_found_by_the_new_name(record):
    entry = Entry("上海汉钟精机股份有限公司", "SP-1", values={"body": "某机构", "remark": "内部的话"})
    public.correct(record=record, entry=entry, why=Why("名称不全"), by=REVIEWER)
    change = RecordChange.objects.get()
    assert (change.before["name"], change.after["name"]) == ("汉钟精机", "上海汉钟精机股份有限公司")
    assert "remark" not in change.after
    assert search([record.registry], Wanted("股份有限")).total == 1
    page = page_of(record)
    assert "<del>汉钟精机</del>" in page
    assert "内部的话" not in page


def test_a_correction_that_changes_nothing_leaves_no_line(record):
    fresh = Record.objects.get()
    same = Entry(fresh.name, fresh.number, fresh.valid_from, fresh.valid_until, "", "", fresh.values)
    public.correct(record=record, entry=same, why=Why("再看一遍"), by=REVIEWER)
    assert RecordChange.objects.count() == 0


def test_for_machines_the_history_says_what_changed_and_nothing_that_is_for_staff_only_by_now(record):
    now = Entry("上海汉钟精机", "SP-1", values={"body": "别的机构"})
    public.correct(record=record, entry=now, why=Why("更正", source_url="https://example.org/1"), by=REVIEWER)
    path = f"/registry/{record.registry.slug}/{record.code}/record.json"
    first = Client().get(path).json()["history"][0]
    assert (first["what"], first["source_url"]) == ("changed", "https://example.org/1")
    assert first["before"] == {
        "name": "汉钟精机",
        "valid_from": "2020-06-09",
        "valid_until": "2023-06-08",
        "body": "某机构",
    }
    assert first["after"] == {"name": "上海汉钟精机", "valid_from": "", "valid_until": "", "body": "别的机构"}
    fields = [Field(**vars(one) | {"public": one.key != "body"}) for one in fields_of(record.registry)]
    registries.change_registry(registry=record.registry, values={}, fields=fields, by=REVIEWER)
    assert "机构" not in Client().get(path).content.decode()


def test_reasons_are_needed_and_days_do_not_lie_ahead(record):
    for why in (Why(" "), Why("原因", since=date(2020, 10, 15)), Why("原因", source_url="javascript:x")):
        with pytest.raises(Problem):
            public.move_on(record=record, to=ChangeKind.SUSPENDED, why=why, by=REVIEWER)
    assert RecordChange.objects.count() == 0


def test_what_nobody_has_seen_has_no_public_history():
    batch = make_batch(make_registry(), entries=["甲公司"])
    with pytest.raises(Problem):
        public.move_on(record=Record.objects.get(batch=batch), to=ChangeKind.WITHDRAWN, why=WHY, by=REVIEWER)


def test_validity_ends_on_the_day_after_its_last_by_itself(record, on_day):
    on_day(date(2023, 6, 8))
    assert expiring.expire_due() == 0
    assert look.state_today(record) == RecordState.VALID
    on_day(date(2023, 6, 9))
    assert look.state_today(record) == RecordState.EXPIRED  # the page knows before the job has come round
    assert "已过期" in page_of(record)
    assert look.history(record)[0].since == date(2023, 6, 9)
    assert expiring.expire_due() == 1
    assert expiring.expire_due() == 0
    assert search([record.registry], Wanted(state="expired")).total == 1
    assert RecordChange.objects.get().since == date(2023, 6, 9)


def test_a_number_is_there_once_whoever_writes_it(record):
    batch = make_batch(record.registry, name="第二批")
    with pytest.raises(records.NumberTaken):
        records.add_record(batch=batch, entry=Entry("别家", "ＳＰ—1"), by=REVIEWER)
    batch.refresh_from_db()
    assert batch.size == 0
    records.add_record(batch=batch, entry=Entry("没有编号"), by=REVIEWER)
    records.add_record(batch=batch, entry=Entry("也没有编号"), by=REVIEWER)
