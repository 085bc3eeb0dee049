"""A batch changes records that are public already: unseen until its release, then all at once with what it adds."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released, released
from tests.factories.units import make_unit

from worldday.base import scope
from worldday.base.problems import Invalid, Problem
from worldday.registry.actions import amending, batches, expiring, public, records, releasing
from worldday.registry.actions.amending import WaitsElsewhere
from worldday.registry.actions.claims import NumberTaken
from worldday.registry.amending import Asked, Why
from worldday.registry.models import Amendment, Batch, ChangeKind, Record, RecordChange
from worldday.registry.queries import look
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
CHANGED, SUSPENDED, RESTORED, WITHDRAWN, EXPIRED = (
    *(ChangeKind.CHANGED, ChangeKind.SUSPENDED, ChangeKind.RESTORED),
    *(ChangeKind.WITHDRAWN, ChangeKind.EXPIRED),
)


@pytest.fixture
def there(on_day):
    """Three public records."""
    on_day(date(2020, 6, 9))
    entries = [
        Entry("甲公司", "SP-1", values={"body": "某机构", "remark": "旧的内部话"}),
        Entry("乙公司", "SP-2", valid_until=date(2023, 6, 8)),
        Entry("丙公司", "SP-3"),
    ]
    found = make_released(*entries, registry=make_registry())
    on_day(date(2020, 10, 14))
    return found


def ask(batch, record, kind, reason="年度复核", since=None, **said):
    return amending.amend(batch=batch, record=record, asked=Asked(kind, Why(reason, since), said), by=PREPARER)


def names(registry, **wanted) -> list[str]:
    with scope.use(scope.Public()):
        return [record.name for record in search([registry], Wanted(**wanted)).records]


def test_nothing_of_it_is_seen_before_the_release_and_all_of_it_afterwards(there):
    first, second, third = there
    batch = make_batch(first.registry, entries=[Entry("丁公司", "SP-4")], name="第二批")
    ask(batch, first, CHANGED, name="甲公司（新名）", remark="新的内部话")
    ask(batch, second, SUSPENDED, since=date(2020, 10, 1))
    ask(batch, third, WITHDRAWN)
    approved(batch)
    assert names(first.registry) == ["甲公司", "乙公司", "丙公司"]
    assert RecordChange.objects.count() == 0
    releasing.release(batch=batch, by=REVIEWER)
    assert names(first.registry) == ["丁公司", "甲公司（新名）", "乙公司", "丙公司"]
    assert names(first.registry, state="suspended") == ["乙公司"]
    assert names(first.registry, state="withdrawn") == ["丙公司"]
    assert names(first.registry, text="新名") == ["甲公司（新名）"]
    lines = RecordChange.objects.order_by("record_id")
    assert [(one.kind, one.batch_id, one.since) for one in lines] == [
        ("changed", batch.pk, date(2020, 10, 14)),
        ("suspended", batch.pk, date(2020, 10, 1)),
        ("withdrawn", batch.pk, date(2020, 10, 14)),
    ]
    assert lines[0].after == {"name": "甲公司（新名）"}  # the remark is for staff
    assert Record.objects.get(pk=first.pk).values == {"body": "某机构", "remark": "新的内部话"}
    page = Client().get(f"/registry/brands/{first.code}/").content.decode()
    assert ("<del>甲公司</del>" in page, "内部话" in page) == (True, False)


def test_a_batch_may_only_change_and_add_nothing(there):
    batch = make_batch(there[0].registry, name="第二批")
    with pytest.raises(Problem):
        batches.submit(batch=batch, by=PREPARER)
    ask(batch, there[0], SUSPENDED)
    released(batch)
    batch.refresh_from_db()
    assert (batch.size, batch.amended) == (0, 1)


def test_where_a_release_brings_nothing_new_its_pages_count_what_it_changed(there):
    registry = there[0].registry
    activity = make_activity(make_campaign(owner=registry.owner, slug="wad"), units=[registry.owner], kind="release")
    batch = make_batch(registry, name="撤销", activity=activity)
    ask(batch, there[0], WITHDRAWN)
    ask(batch, there[1], SUSPENDED)
    releasing.release(batch=approved(batch), by=REVIEWER)
    page = Client().get(f"/wad/activities/{activity.code}/release/stage/").content.decode()
    assert '<p class="reg-big numerals">2</p><p>条公开记录已变更</p>' in page
    assert "<li>甲公司</li><li>乙公司</li>" in page
    released(make_batch(registry, entries=["戊公司"], name="新增", activity=activity))
    page = Client().get(f"/wad/activities/{activity.code}/release/stage/").content.decode()
    assert '<p class="reg-big numerals">1</p><p>条记录已公开</p>' in page
    page = Client().get(f"/wad/activities/{activity.code}/release/").content.decode()
    assert ('>新增 <span class="numerals">1</span></a>' in page, ">撤销</a>" in page) == (True, True)


def test_it_expires_from_the_day_that_is_named_and_a_renewed_one_is_valid_again(there):
    batch = make_batch(there[0].registry, name="第二批")
    ask(batch, there[1], EXPIRED, since=date(2020, 10, 1))
    ask(batch, there[0], EXPIRED)
    released(batch)
    first, second, _third = Record.objects.order_by("pk")
    assert (second.state, second.valid_until) == ("expired", date(2020, 9, 30))
    assert (first.state, first.valid_until) == ("expired", date(2020, 10, 13))
    assert [past.kind for past in look.history(second)] == ["expired", "added"]
    assert expiring.expire_due() == 0
    again = make_batch(there[0].registry, name="第三批")
    ask(again, second, CHANGED, reason="换证", valid_until="2026-09-30")
    released(again)
    second.refresh_from_db()
    assert (second.state, second.valid_until) == ("valid", date(2026, 9, 30))
    assert names(second.registry, state="valid") == ["乙公司", "丙公司"]


def test_what_is_wrong_is_said_and_nothing_is_kept(there):
    batch = make_batch(there[0].registry, name="第二批")
    for kind, more, said in (
        (CHANGED, {"name": ""}, "缺少"),
        (CHANGED, {"name": "甲公司"}, "没有变化"),
        (CHANGED, {"category": "农业"}, "不符合规定的格式"),
        (SUSPENDED, {"reason": " "}, "原因"),
        (SUSPENDED, {"since": date(2020, 10, 15)}, "将来"),
        (RESTORED, {}, "目前的状态"),
    ):
        with pytest.raises(Invalid, match=said):
            ask(batch, there[0], kind, **more)
    assert (Amendment.objects.count(), Batch.objects.get(pk=batch.pk).amended) == (0, 0)


def test_asking_again_replaces_and_taking_out_leaves_the_record_as_it_is(there):
    batch = make_batch(there[0].registry, name="第二批")
    ask(batch, there[0], SUSPENDED)
    made = ask(batch, there[0], WITHDRAWN)
    assert [one.kind for one in Amendment.objects.all()] == ["withdrawn"]
    assert Batch.objects.get(pk=batch.pk).amended == 1
    amending.take_out(amendment=made, by=PREPARER)
    amending.take_out(amendment=made, by=PREPARER)
    assert (Amendment.objects.count(), Batch.objects.get(pk=batch.pk).amended) == (0, 0)


def test_a_record_waits_in_one_batch_only(there):
    one, other = (make_batch(there[0].registry, name=name) for name in ("第二批", "第三批"))
    ask(one, there[0], SUSPENDED)
    with pytest.raises(WaitsElsewhere, match="第二批"):
        ask(other, there[0], WITHDRAWN)
    with pytest.raises(WaitsElsewhere, match="第二批"):
        public.correct(record=there[0], entry=Entry("别名", "SP-1"), why=Why("更正"), by=REVIEWER)
    released(one)
    ask(other, there[0], WITHDRAWN)


def test_what_was_decided_in_the_meantime_is_kept_and_the_release_goes_on(there):
    batch = make_batch(there[0].registry, entries=["丁公司"], name="第二批")
    ask(batch, there[0], SUSPENDED)
    ask(batch, there[1], SUSPENDED)
    approved(batch)
    public.move_on(record=there[0], to=WITHDRAWN, why=Why("持证单位申请"), by=REVIEWER)
    releasing.release(batch=batch, by=REVIEWER)
    assert [one.left_out for one in Amendment.objects.order_by("record_id")] == ["state", ""]
    assert [record.state for record in Record.objects.order_by("pk")] == ["withdrawn", "suspended", "valid", "valid"]


def test_another_number_is_kept_free_until_the_release(there):
    registry = there[0].registry
    batch, other = make_batch(registry, name="第二批"), make_batch(registry, name="第三批")
    ask(batch, there[0], CHANGED, reason="编号有误", number="SP-9")
    for verb in (
        lambda: records.add_record(batch=other, entry=Entry("戊公司", "ＳＰ—9"), by=PREPARER),
        lambda: public.correct(record=there[1], entry=Entry("乙公司", "SP-9"), why=Why("更正"), by=REVIEWER),
        lambda: ask(other, there[2], CHANGED, number="ｓｐ－9"),
        lambda: ask(other, there[2], CHANGED, number="SP-2"),
    ):
        with pytest.raises(NumberTaken):
            verb()
    released(batch)
    assert names(registry, text="SP-9") == ["甲公司"]
    assert names(registry, text="SP-1") == []
    records.add_record(batch=other, entry=Entry("戊公司", "SP-1"), by=PREPARER)


def test_the_address_stays_when_the_number_changes(there):
    batch = make_batch(there[0].registry, name="第二批")
    ask(batch, there[0], CHANGED, reason="编号有误", number="SP-9")
    released(batch)
    page = Client().get(f"/registry/brands/{there[0].code}/").content.decode()
    assert "SP-9" in page
    assert "<del>SP-1</del>" in page


def test_a_unit_changes_what_it_brought_in_and_the_owner_everything(there):
    association = make_unit("某协会")
    batch = make_batch(there[0].registry, name="协会批次", unit=association)
    with pytest.raises(Problem, match="本单位"):
        ask(batch, there[0], SUSPENDED)
    own = make_released("协会带来的", registry=there[0].registry, name="协会首批", unit=association)[0]
    ask(batch, own, SUSPENDED)


def test_what_is_reviewed_is_fixed(there):
    batch = make_batch(there[0].registry, name="第二批")
    made = ask(batch, there[0], SUSPENDED)
    batches.submit(batch=batch, by=PREPARER)
    for verb in (lambda: ask(batch, there[1], SUSPENDED), lambda: amending.take_out(amendment=made, by=PREPARER)):
        with pytest.raises(Problem):
            verb()
    assert Amendment.objects.count() == 1
