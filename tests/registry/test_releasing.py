"""A batch is reviewed by a second person, becomes public as a whole, and nothing of it is seen before."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released, released
from tests.factories.units import make_unit

from worldday.base import clock, scope
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity
from worldday.registry.actions import batches, records, releasing
from worldday.registry.models import Batch, BatchState, Record
from worldday.registry.queries import look
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def owner():
    return make_unit("上海市市场监督管理局")


@pytest.fixture
def activity(owner, on_day):
    on_day(date(2020, 10, 14))
    return make_activity(
        make_campaign(owner=owner, slug="wsd"), units=[owner], kind="release", name="首批“上海标准”发布"
    )


def seen() -> list[str]:
    with scope.use(scope.Public()):
        return [record.name for record in Record.objects.order_by("pk")]


def test_whoever_put_something_in_does_not_review_it(owner):
    batch = make_batch(make_registry(owner=owner), entries=["甲公司"])
    batches.submit(batch=batch, by=PREPARER)
    with pytest.raises(Problem, match="他人审核"):
        batches.approve(batch=batch, by=PREPARER)
    assert batches.approve(batch=batch, by=REVIEWER).state == BatchState.APPROVED


def test_nothing_becomes_public_that_nobody_has_approved(owner):
    batch = make_batch(make_registry(owner=owner), entries=["甲公司"])
    for state in (BatchState.PREPARING, BatchState.IN_REVIEW):
        assert batch.state == state
        with pytest.raises(Problem):
            releasing.release(batch=batch, by=REVIEWER)
        batch = batches.submit(batch=batch, by=PREPARER) if state == BatchState.PREPARING else batch
    assert seen() == []


def test_what_is_under_review_or_public_is_not_changed_in_its_batch(owner):
    batch = make_batch(make_registry(owner=owner), entries=["甲公司"])
    record = Record.objects.get()
    batches.submit(batch=batch, by=PREPARER)
    for verb in (
        lambda: records.add_record(batch=batch, entry=Entry("乙公司"), by=PREPARER),
        lambda: records.rewrite(record=record, entry=Entry("丙公司"), by=PREPARER),
        lambda: records.remove(record=record, by=PREPARER),
    ):
        with pytest.raises(Problem):
            verb()
    assert Record.objects.get().name == "甲公司"


def test_a_returned_batch_says_why_and_can_be_changed(owner):
    batch = approved(make_batch(make_registry(owner=owner), entries=["甲公司"]))
    back = batches.send_back(batch=batch, reason="编号缺失", by=REVIEWER)
    assert (back.state, back.returned_for, back.reviewed_by) == (BatchState.PREPARING, "编号缺失", "")
    records.add_record(batch=back, entry=Entry("乙公司"), by=PREPARER)
    assert Batch.objects.get().size == 2


def test_all_of_it_becomes_public_at_once_and_twice_changes_nothing(owner):
    batch = approved(make_batch(make_registry(owner=owner), entries=[f"第{n}公司" for n in range(30)]))
    assert seen() == []
    first = releasing.release(batch=batch, by=REVIEWER)
    assert len(seen()) == 30
    assert releasing.release(batch=batch, by=PREPARER).released_at == first.released_at
    assert AuditEvent.objects.filter(action="batch-released").count() == 1


def test_the_moment_comes_by_itself_and_not_a_second_before(owner, settings):
    start = datetime(2020, 10, 14, 9, 59, tzinfo=clock.timezone.get_default_timezone())
    settings.CLOCK_SHIFT = start - clock.wall()
    batch = approved(make_batch(make_registry(owner=owner), entries=["甲公司"]))
    releasing.schedule(batch=batch, at=start + timedelta(minutes=1), announced=True, by=REVIEWER)
    assert releasing.release_due() == 0
    settings.CLOCK_SHIFT += timedelta(minutes=1)
    assert releasing.release_due() == 1
    assert releasing.release_due() == 0
    assert seen() == ["甲公司"]


def test_a_moment_that_has_passed_is_refused(owner):
    batch = approved(make_batch(make_registry(owner=owner), entries=["甲公司"]))
    with pytest.raises(Problem, match="已经过去"):
        releasing.schedule(batch=batch, at=clock.now() - timedelta(seconds=1), announced=False, by=REVIEWER)


def test_taking_it_back_takes_its_moment_away(owner):
    batch = approved(make_batch(make_registry(owner=owner), entries=["甲公司"]))
    releasing.schedule(batch=batch, at=clock.now() + timedelta(hours=1), announced=True, by=REVIEWER)
    back = batches.take_back(batch=batch, by=PREPARER)
    assert (back.release_at, back.announced, back.reviewed_by) == (None, False, "")


def test_the_theme_page_the_feed_and_the_figures_follow(activity, owner):
    client, feed = Client(), "/wsd/feed.json"
    batch = make_batch(make_registry("standards", owner=owner), entries=["监护型救护车配置规范"], activity=activity)
    assert kind_of(activity).evidence(activity) == []
    before = client.get(feed).content
    released(batch)
    activity = Activity.objects.select_related("campaign").get(pk=activity.pk)
    assert (activity.actual_start, activity.state) == (date(2020, 10, 14), "open")
    figure = kind_of(activity).evidence(activity)[0]
    assert (figure.value, batch.code in figure.source) == (1, True)
    assert client.get(feed).content != before
    page = client.get(f"/wsd/activities/{activity.code}/").content.decode()
    assert f"/wsd/activities/{activity.code}/release/" in page


def test_what_waits_is_said_with_who_can_do_something(activity, owner):
    kind = kind_of(activity)
    assert "还没有为它建立发布批次。" in [str(one.reason) for one in kind.readiness(activity)]
    made = kind.set_up(activity, by=PREPARER)
    assert [one.registry.ready for one in made] == ["standards"]
    assert kind.set_up(activity, by=PREPARER) == made
    assert "“首批“上海标准”发布”还没有记录。" in [str(one.reason) for one in kind.readiness(activity)]
    records.add_record(batch=made[0], entry=Entry("监护型救护车配置规范"), by=PREPARER)
    batches.submit(batch=made[0], by=PREPARER)
    assert "“首批“上海标准”发布”等待审核。" in [str(one.reason) for one in kind.readiness(activity)]


def test_a_row_that_speaks_of_members_and_experts_gets_a_batch_for_each(owner):
    activity = make_activity(
        make_campaign(owner=owner),
        kind="release",
        name="长三角标准国际化协作平台启动",
        content="公布长三角标准国际化协作平台成员单位、办法长三角区域国际标准化顾问专家证书",
    )
    made = kind_of(activity).set_up(activity, by=PREPARER)
    assert [one.registry.ready for one in made] == ["members", "experts"]


def test_a_closed_registry_shows_nothing_and_its_next_release_opens_it(owner):
    from worldday.registry.actions.registries import close_registry

    registry = make_released("甲公司", registry=make_registry(owner=owner))[0].registry
    assert seen() == ["甲公司"]
    close_registry(registry=registry, by=REVIEWER)
    assert seen() == []
    make_released("乙公司", registry=registry, name="第二批")
    assert seen() == ["甲公司", "乙公司"]


def test_an_announced_moment_says_when_and_nothing_else(activity, owner):
    batch = approved(
        make_batch(
            make_registry("standards", owner=owner), entries=["秘密的标准名"], activity=activity, name="秘密批次"
        )
    )
    with scope.use(scope.Public()):
        assert look.announced_for(activity) is None
    releasing.schedule(batch=batch, at=clock.now() + timedelta(minutes=30), announced=True, by=REVIEWER)
    for path in ("release/", "release/stage/", ""):
        page = Client().get(f"/wsd/activities/{activity.code}/{path}")
        assert page.status_code == 200
        assert "秘密" not in page.content.decode()
    assert "10:30" in Client().get(f"/wsd/activities/{activity.code}/release/").content.decode()


def test_unseen_records_leak_nowhere(owner):
    registry = make_registry("standards", owner=owner)
    make_released(Entry("已公开的标准", "DB31/T 1-2020"), registry=registry)
    make_batch(registry, entries=[Entry("秘密的标准名", "DB31/T 2-2020")], name="秘密批次")
    unseen, client = Record.objects.get(number="DB31/T 2-2020"), Client()
    slug = registry.slug
    for path in (
        *(
            "/registry/",
            "/registry/?q=秘密",
            f"/registry/{slug}/",
            f"/registry/{slug}/?q=2-2020",
            f"/registry/{slug}/data/",
        ),
        *(f"/registry/{slug}/data.csv", f"/registry/{slug}/data.json", "/registry/check/"),
    ):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert "秘密的标准名" not in body.decode()
        assert unseen.code not in body.decode()
    for tail in ("", "record.json", "qr.png"):
        assert client.get(f"/registry/{slug}/{unseen.code}/{tail}").status_code == 404
    checked = client.post(
        "/registry/check/", {"numbers": "DB31/T 2-2020\n秘密的标准名\nDB31/T 1-2020"}
    ).content.decode()
    assert (checked.count("未查到</"), "秘密批次" in checked, "查到1个" in checked) == (2, False, True)
