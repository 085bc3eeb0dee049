"""Pages of a kind belong to activities of that kind, and stay after the activity is over."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.events import make_event
from tests.factories.registries import REVIEWER, approved, make_batch, make_registry

from worldday.registry.actions import releasing
from worldday.registry.models import Batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.mark.parametrize("page", ["course", "release", "event"])
def test_an_activity_of_another_kind_has_no_such_page(client, on_day, page):
    on_day(date(2020, 10, 14))
    activity = make_activity(make_campaign(), kind="showcase")
    here = reverse("public:activity", args=[activity.campaign.slug, activity.code])
    assert client.get(here).status_code == 200
    assert client.get(f"{here}{page}/").status_code == 404


def test_an_event_that_is_over_still_leads_to_what_it_left(client, on_day):
    event = make_event()
    on_day(date(2021, 5, 1))
    here = reverse("public:activity", args=[event.activity.campaign.slug, event.activity.code])
    page = client.get(here).content.decode()
    assert f'href="{here}event/"' in page
    assert "结果与资料" in page


def test_figures_lead_to_the_release_they_also_are_from_the_moment_it_is_announced(client, on_day):
    on_day(date(2020, 6, 1))
    activity = make_activity(make_campaign(), kind="statistics")
    here = reverse("public:activity", args=[activity.campaign.slug, activity.code])
    batch = make_batch(make_registry(owner=activity.campaign.owner), entries=["行业发展情况"], activity=activity)
    batch = approved(batch)
    assert f"{here}release/" not in client.get(here).content.decode()
    at = datetime(2020, 6, 9, 10, tzinfo=UTC)
    batch = releasing.schedule(batch=batch, at=at, announced=True, by=REVIEWER)
    page = client.get(here).content.decode()
    assert f'href="{here}release/"' in page
    assert "即将发布的内容" in page
    assert "行业发展情况" not in page
    releasing.release(batch=batch, by=REVIEWER)
    page = client.get(here).content.decode()
    assert page.count(f'href="{here}release/"') == 2  # the one action, beside the text and at the foot of a phone
    assert "行业发展情况" in client.get(f"{here}release/").content.decode()


class TestAMomentThatHasPassed:
    @pytest.fixture
    def here(self, on_day):
        on_day(date(2020, 10, 14))
        activity = make_activity(make_campaign(), kind="release")
        batch = approved(
            make_batch(make_registry(owner=activity.campaign.owner), entries=["甲标准"], activity=activity)
        )
        releasing.schedule(batch=batch, at=datetime(2020, 10, 20, 2, tzinfo=UTC), announced=True, by=REVIEWER)
        return reverse("public:release", args=[activity.campaign.slug, activity.code])

    @pytest.mark.parametrize("stage", ["", "stage/"])
    def test_nobody_counts_down_to_it(self, client, on_day, here, stage):
        assert "data-countdown" in client.get(here + stage).content.decode()
        on_day(date(2020, 10, 21))
        page = client.get(here + stage).content.decode()
        assert "data-countdown" not in page and "countdown.js" not in page
        assert "内容即将公开" in page and "甲标准" not in page

    @pytest.mark.parametrize("stage", ["", "stage/"])
    def test_a_visitor_of_a_demo_is_told_why_and_how_to_see_it(self, client, settings, here, stage):
        settings.DEMO = True
        client.cookies["worldday_day"] = "2020-12-25"
        page = client.get(here + stage).content.decode()
        assert "data-countdown" not in page
        assert "演示环境自身的时间还没有到" in page and "WORLDDAY_NOW=2020-10-20T10:00+0800 make run" in page

    def test_one_whose_moment_is_not_announced_says_it_in_a_demo_only(self, client, settings, on_day, here):
        batch = Batch.objects.get()
        releasing.schedule(batch=batch, at=batch.release_at, announced=False, by=REVIEWER)
        on_day(date(2020, 12, 25))
        assert "2020-10-20" not in client.get(here).content.decode()
        settings.DEMO = True
        assert "WORLDDAY_NOW=2020-10-20T10:00+0800" in client.get(here).content.decode()
