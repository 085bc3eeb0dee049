"""The desk's first page: how much of each campaign this person's units still owe."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff

from worldday.campaigns.models import TaskState
from worldday.desk.home import MyCampaigns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def owed(staff) -> list[tuple[str, int]]:
    page = Client()
    page.force_login(staff)
    assert page.get("/desk/").status_code == 200
    return [(campaign.name, campaign.owed) for campaign, _state in MyCampaigns(staff).get_context_data({})["campaigns"]]


def test_a_clerk_counts_what_the_own_units_owe_and_an_organiser_what_all_do(on_day):
    on_day(date(2020, 10, 12))
    there = make_authority()
    campaign = make_campaign(owner=there.city)
    for unit in there.districts:
        make_task(campaign, unit)
    make_task(campaign, there.station, state=TaskState.DONE, closed_on=date(2020, 10, 1))
    clerk = make_staff("李二", unit=there.jinshan, role="unit-staff")
    both = make_staff("王五", unit=there.jinshan, role="unit-staff")
    both.memberships.create(unit=there.jiading, role="unit-staff")
    assert owed(clerk) == [("世界标准日", 1)]
    assert owed(both) == [("世界标准日", 2)]
    assert owed(make_staff("赵一", unit=there.city)) == [("世界标准日", 3)]
