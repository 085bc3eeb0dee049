from datetime import date

import pytest
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff, make_unit

from worldday.base import audit
from worldday.base.scope import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
PAGES = ["", "calendar/", "gantt/", "calendar.ics", "feed.rss", "feed.json", "pattern.svg", "units/", "by/unit/"]


@pytest.fixture(autouse=True)
def _by_day(on_day):
    """Not within a minute of midnight, when pages are kept shorter (`test_moments`)."""
    on_day(date(2020, 10, 14))


def test_a_cache_may_keep_a_page_a_minute_and_one_without_news_serve_while_it_asks_again(client):
    campaign = make_campaign()
    for path in ["/", "/archive/", *(f"/{campaign.slug}/{page}" for page in PAGES)]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        late = ", stale-while-revalidate=600" if path in ("/archive/", f"/{campaign.slug}/pattern.svg") else ""
        assert answer["Cache-Control"] == f"public, max-age=60{late}", path
        assert answer.get("Vary", "") in ("", "Accept-Encoding"), path  # the address alone says the language
        assert not answer.cookies, path
        assert answer["ETag"], path


@pytest.mark.parametrize("page", PAGES)
def test_nothing_has_changed_is_said_in_at_most_three_queries(client, django_assert_max_num_queries, page):
    campaign = make_campaign()
    make_activity(campaign)
    etag = client.get(f"/{campaign.slug}/{page}")["ETag"]
    with django_assert_max_num_queries(3):
        answer = client.get(f"/{campaign.slug}/{page}", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    late = ", stale-while-revalidate=600" if page == "pattern.svg" else ""
    assert answer["Cache-Control"] == f"public, max-age=60{late}"
    assert not answer.content


def test_a_changed_or_removed_activity_changes_the_page(client):
    campaign = make_campaign()
    activity = make_activity(campaign)
    seen = [etag_of(client, campaign)]
    activity.name = "改名"
    activity.save()
    seen.append(etag_of(client, campaign))
    activity.delete()
    seen.append(etag_of(client, campaign))
    assert len(set(seen)) == 3


def test_whatever_a_verb_wrote_down_changes_the_authoritys_pages_and_no_other_authoritys(client):
    ours, theirs = make_unit("甲市"), make_unit("乙市")
    district = make_unit("某区", parent=ours)
    campaign, other = make_campaign(owner=ours), make_campaign(owner=theirs)
    before, others_before = etag_of(client, campaign), etag_of(client, other)
    audit.record(by=make_staff(), action="unit-changed", target=district, scope_path=district.path)
    assert etag_of(client, campaign) != before
    assert etag_of(client, other) == others_before


def test_tomorrow_is_another_page_and_so_is_the_other_language(client, on_day):
    campaign = make_campaign()
    on_day(date(2020, 10, 13))
    monday = etag_of(client, campaign)
    on_day(date(2020, 10, 14))
    assert etag_of(client, campaign) != monday
    assert etag_of(client, campaign) != client.get(f"/en/{campaign.slug}/")["ETag"]


def test_a_campaign_that_was_taken_back_is_gone_at_once(client):
    campaign = make_campaign()
    etag = etag_of(client, campaign)
    with everything("test"):
        type(campaign).objects.update(state="draft")
    assert client.get(f"/{campaign.slug}/", headers={"If-None-Match": etag}).status_code == 404


def test_a_demo_is_never_shared_between_visitors_but_may_be_asked_again(client, settings):
    settings.DEMO = True
    campaign = make_campaign()
    answer = client.get(f"/{campaign.slug}/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]
    client.cookies["worldday_day"] = "2020-06-09"
    again = client.get(f"/{campaign.slug}/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 200


def etag_of(client, campaign) -> str:
    return client.get(f"/{campaign.slug}/")["ETag"]
