"""The clock passes the moment that was set: theme page, feeds, registry, files and figures follow at once."""

import time
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released
from tests.factories.units import make_unit

from worldday.base import clock, periodic
from worldday.campaigns.kinds import kind_of
from worldday.campaigns.models import Activity
from worldday.registry.actions import amending, releasing
from worldday.registry.amending import Asked, Why
from worldday.registry.models import Batch, BatchState, ChangeKind
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEN = datetime(2020, 10, 14, 10, 0, tzinfo=clock.timezone.get_default_timezone())
PAGES = ("/wsd/", "/wsd/feed.rss", "/wsd/feed.json", "/wsd/calendar.ics")


def body(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def figures(page: str) -> dict[str, str]:
    """Word → number of the theme page."""
    import re

    return dict(re.findall(r"<div><dt>([^<]+)</dt><dd>(\d+)</dd></div>", page))


@pytest.fixture
def batch(settings):
    """A new standard and the withdrawal of an old one, to be released at ten with an activity planned for the week after."""
    settings.CLOCK_SHIFT = TEN - timedelta(days=100) - clock.wall()
    owner = make_unit("上海市市场监督管理局")
    campaign = make_campaign(owner=owner, slug="wsd")
    activity = make_activity(
        campaign,
        units=[owner],
        kind="release",
        name="首批“上海标准”发布",
        window_start=date(2020, 10, 20),
        window_end=date(2020, 10, 25),
    )
    registry = make_registry("standards", owner=owner)
    old = make_released(Entry("被代替的标准", "DB31/T 1-2010"), registry=registry)[0]
    settings.CLOCK_SHIFT = TEN - timedelta(minutes=5) - clock.wall()
    made = make_batch(
        registry, entries=[Entry("监护型救护车配置规范", "DB31/T 2-2020")], activity=activity, name="首批"
    )
    asked = Asked(ChangeKind.WITHDRAWN, Why("由新标准代替"))
    amending.amend(batch=made, record=old, asked=asked, by=PREPARER)
    return releasing.schedule(batch=approved(made), at=TEN, announced=True, by=REVIEWER)


def test_everything_follows_when_the_clock_passes_the_moment(batch, settings):
    settings.CLOCK_SHIFT = TEN - timedelta(seconds=1.5) - clock.wall()
    jobs = [job for job in periodic.all_jobs() if job.name == "release-batches"]
    before = {path: Client().get(path) for path in PAGES}
    assert figures(before["/wsd/"].content.decode())["项今天进行中"] == "0"
    began, rounds = time.monotonic(), 0
    while Batch.objects.get(pk=batch.pk).state != BatchState.RELEASED:
        assert time.monotonic() - began < 60
        assert (clock.now() < TEN) or rounds < 3  # the worker looks every second
        for job in jobs:
            job.due = 0
        list(periodic.run_due(jobs))
        rounds += clock.now() >= TEN
        time.sleep(0.1)
    moment = Batch.objects.get(pk=batch.pk).released_at
    assert moment >= TEN
    # the theme page counts it, its feeds and calendar have it, and what a browser kept is out of date
    assert figures(body("/wsd/"))["项今天进行中"] == "1"
    for path, answer in before.items():
        again = Client().get(path, headers={"if-none-match": answer["ETag"]})
        assert (path, again.status_code) == (path, 200)
        assert again.content != answer.content, path
    # the registry, its feed, its files, its records and the figures have both halves of the release
    assert "监护型救护车" in body("/registry/standards/?q=救护")
    assert [
        one.text for one in ET.fromstring(body("/registry/standards/feed.atom")).iter() if one.tag.endswith("}title")
    ][1:3] == ["公开：首批", "已撤销：被代替的标准 DB31/T 1-2010"]
    assert "被代替的标准,withdrawn" in body("/registry/standards/data.csv")
    activity = Activity.objects.select_related("campaign").get(pk=batch.activity_id)
    assert (activity.actual_start, activity.state) == (date(2020, 10, 14), "open")
    assert [(str(one.name), one.value) for one in kind_of(activity).evidence(activity)] == [
        ("发布记录数", 1),
        ("变更记录数", 1),
    ]
    page = body(f"/wsd/activities/{activity.code}/release/")
    assert "由新标准代替" in page


def test_a_release_after_its_planned_days_ends_on_no_day_before_it_began(batch, settings):
    Activity.objects.filter(pk=batch.activity_id).update(window_start=date(2020, 9, 1), window_end=date(2020, 9, 5))
    releasing.release(batch=batch, by=REVIEWER)
    activity = Activity.objects.get(pk=batch.activity_id)
    assert (activity.actual_start, activity.actual_end) == (date(2020, 10, 14), date(2020, 10, 14))
