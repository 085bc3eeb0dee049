"""No cache shows a page beyond the moment that changes it: what it is told around the minute of a release, of an enrolment, of midnight."""

from datetime import datetime, timedelta

import pytest
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.courses import make_cohort
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released
from tests.factories.units import make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.public import moments
from worldday.registry.actions import batches, releasing
from worldday.registry.models import Batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEN = datetime(2020, 10, 14, 10, 0, tzinfo=clock.timezone.get_default_timezone())
NEWS = ("/wsd/", "/wsd/by/unit/", "/wsd/feed.rss", "/wsd/feed.json", "/wsd/calendar.ics", "/en/wsd/")


@pytest.fixture
def stand(settings, monkeypatch):
    """`stand(at)`: every clock shows that moment and stays there, however long a busy machine takes for a page."""
    held = clock.wall()
    for name in ("wall", "_asked"):  # this machine's, the database's
        monkeypatch.setattr(clock, name, lambda: held)
    monkeypatch.setattr(moments, "monotonic", lambda: 0.0)

    def at(moment: datetime) -> None:
        settings.CLOCK_SHIFT = moment - held

    at(TEN - timedelta(hours=1))
    return at


@pytest.fixture
def batch(stand):
    owner = make_unit("上海市市场监督管理局")
    activity = make_activity(make_campaign(owner=owner, slug="wsd"), units=[owner], kind="release")
    registry = make_registry("standards", owner=owner)
    make_released("已公开的标准", registry=registry)
    return make_batch(registry, entries=["新标准"], activity=activity, name="第二批")


def scheduled(batch: Batch) -> Batch:
    return releasing.schedule(batch=approved(batch), at=TEN, announced=True, by=REVIEWER)


def rule(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer["Cache-Control"]


def before(seconds: float) -> datetime:
    return TEN - timedelta(seconds=seconds)


@pytest.mark.parametrize("path", NEWS)
def test_a_page_is_kept_a_minute_and_no_longer_than_to_the_release(client, batch, stand, path):
    scheduled(batch)
    for seconds, kept in ((300, 60), (61, 60), (60, 60), (59, 59), (30, 30), (1, 1)):
        stand(before(seconds))
        assert (seconds, rule(client, path)) == (seconds, f"public, max-age={kept}")
    for at in (TEN - timedelta(seconds=0.8), TEN, TEN + timedelta(seconds=20)):  # due, and not yet done
        stand(at)
        assert rule(client, path) == "public, max-age=0, must-revalidate"
    assert releasing.release_due() == 1
    assert rule(client, path) == "public, max-age=60"


def test_what_anyone_may_look_up_is_kept_five_seconds_and_no_longer_than_to_the_release(client, batch, stand):
    code = batch.registry.records.get(name="已公开的标准").code
    pages = ["/registry/", "/registry/standards/", f"/registry/standards/{code}/", "/registry/standards/feed.atom"]
    pages += [f"/registry/standards/{code}/record.json", "/registry/standards/data/"]
    pages.append(f"/wsd/activities/{batch.activity.code}/release/")
    scheduled(batch)
    for path in pages:
        for seconds, kept in ((300, 5), (6, 5), (4, 4), (1, 1)):
            stand(before(seconds))
            assert (path, seconds, rule(client, path)) == (path, seconds, f"public, max-age={kept}")
        stand(TEN)
        assert (path, rule(client, path)) == (path, "public, max-age=0, must-revalidate")
    releasing.release_due()
    assert [rule(client, path) for path in pages] == ["public, max-age=5"] * len(pages)


def test_what_a_press_may_make_public_is_kept_five_seconds(client, batch):
    assert rule(client, "/wsd/") == "public, max-age=60"
    batches.submit(batch=batch, by=PREPARER)
    assert rule(client, "/wsd/") == "public, max-age=5"
    batches.approve(batch=batch, by=REVIEWER)
    assert rule(client, "/wsd/") == "public, max-age=5"
    assert rule(client, "/wsd/share/") == "public, max-age=5"
    releasing.release(batch=batch, by=REVIEWER)
    assert rule(client, "/wsd/") == "public, max-age=60"


def test_a_release_that_did_not_come_costs_the_cache_only_its_minute(client, batch, stand):
    scheduled(batch)
    stand(TEN + timedelta(seconds=61))
    assert rule(client, "/wsd/") == "public, max-age=5"


def test_another_campaigns_release_changes_nothing_here(client, batch, stand):
    make_campaign(slug="other", owner=batch.registry.owner)
    scheduled(batch)
    stand(before(30))
    assert (rule(client, "/other/"), rule(client, "/wsd/"), rule(client, "/")) == (
        "public, max-age=60",
        "public, max-age=30",
        "public, max-age=30",
    )


def test_only_pages_without_news_may_be_late_and_none_beyond_the_moment(client, batch, stand):
    assert rule(client, "/wsd/pattern.svg") == "public, max-age=60, stale-while-revalidate=600"
    scheduled(batch)
    stand(before(300))
    assert rule(client, "/wsd/pattern.svg") == "public, max-age=60, stale-while-revalidate=240"
    stand(before(59))
    assert rule(client, "/wsd/pattern.svg") == "public, max-age=59"


def test_a_release_while_the_page_is_made_leaves_no_old_page_in_a_cache(client, batch, stand, monkeypatch):
    from worldday.public.views import theme

    scheduled(batch)
    stand(before(2))

    def slow(*args, **kwargs):
        stand(TEN + timedelta(seconds=1))
        monkeypatch.setattr(moments, "monotonic", lambda: 3.0)
        assert releasing.release_due() == 1
        return render(*args, **kwargs)

    render = theme.render
    with monkeypatch.context() as patch:
        patch.setattr(theme, "render", slow)
        answer = client.get("/wsd/")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/wsd/", headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_midnight_makes_another_page(client, batch, stand):
    stand(datetime(2020, 10, 14, 23, 59, 30, tzinfo=TEN.tzinfo))
    assert rule(client, "/wsd/") == "public, max-age=30"
    stand(datetime(2020, 10, 15, 0, 0, 1, tzinfo=TEN.tzinfo))
    assert rule(client, "/wsd/") == "public, max-age=60"


def test_an_enrolment_opens_although_nobody_writes_anything(client, stand):
    cohort = make_cohort(enrols_from=TEN)
    path = f"/{cohort.activity.campaign.slug}/activities/{cohort.activity.code}/course/"
    stand(before(30))
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=30"
    stand(TEN + timedelta(seconds=1))
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (200, "public, max-age=60")
    assert again.content != first.content
    assert client.get(path, headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_of_two_transactions_the_one_that_began_first_and_ended_last_changes_the_page(client, batch):
    path = batch.registry.owner.path
    row = {"at": clock.wall(), "actor": "a", "actor_name": "a", "target_kind": "x", "target": "x", "target_name": "x"}
    newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
    AuditEvent.objects.create(pk=newest + 2, action="ended-first", scope_path=path, **row)
    etag = client.get("/wsd/")["ETag"]
    AuditEvent.objects.create(pk=newest + 1, action="ended-last", scope_path=path, **row)
    assert client.get("/wsd/", headers={"If-None-Match": etag}).status_code == 200
