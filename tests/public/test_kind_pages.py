"""Pages of a kind belong to activities of that kind, and stay after the activity is over."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.events import make_event

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
