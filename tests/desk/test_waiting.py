"""The desk's first page shows what waits for this person and nothing of what waits for others."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff

from .test_notice_pages import make_notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 14))
    return make_authority()


def home_of(unit, role="organiser") -> str:
    client = Client()
    client.force_login(make_staff(unit=unit, role=role))
    return client.get("/desk/").content.decode()


def test_an_organiser_sees_the_drafts_to_check_and_every_late_activity(there):
    notice = make_notice(there.city)
    campaign = make_campaign(owner=there.city)
    make_activity(campaign, name="逾期的论坛", units=[there.jinshan], window_end=date(2020, 10, 12))
    make_activity(campaign, name="临近的竞答", window_end=date(2020, 10, 16))
    make_activity(campaign, name="还早的培训", window_start=date(2020, 11, 1), window_end=date(2020, 11, 9))
    page = home_of(there.city)
    assert notice.name in page
    assert page.index("逾期的论坛") < page.index("临近的竞答")
    assert "还早的培训" not in page


def test_a_clerk_sees_late_activities_of_their_own_unit_and_no_drafts(there):
    notice = make_notice(there.city)
    campaign = make_campaign(owner=there.city)
    make_activity(campaign, name="本区的论坛", units=[there.jinshan], window_end=date(2020, 10, 12))
    make_activity(campaign, name="别区的论坛", units=[there.jiading], window_end=date(2020, 10, 12))
    page = home_of(there.jinshan, role="unit-staff")
    assert "本区的论坛" in page
    assert "别区的论坛" not in page and notice.name not in page


def test_a_campaign_that_is_not_live_makes_nobody_late(there):
    make_activity(make_campaign(owner=there.city, state="draft"), name="草稿里的论坛", window_end=date(2020, 10, 12))
    assert "草稿里的论坛" not in home_of(there.city)


def test_three_late_activities_ask_no_more_questions_than_one(client, there):
    client.force_login(make_staff(unit=there.city))
    client.get("/desk/")
    campaign, counts = make_campaign(owner=there.city), []
    for more in (1, 2):
        for _n in range(more):
            make_activity(campaign, units=[there.jinshan], window_end=date(2020, 10, 12))
            make_notice(there.city)
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
