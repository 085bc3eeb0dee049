import pytest
from tests.campaigns.test_at_once import at_once
from tests.factories.authority import make_authority
from tests.factories.readings import make_reading

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.campaigns.models import Campaign
from worldday.notices import actions
from worldday.notices.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _reader(monkeypatch):
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: make_reading())


def test_two_clicks_on_upload_keep_one_notice():
    city = make_authority().city
    taken = at_once(lambda n: actions.take_in(owner=city, file=None, text="通知", by=System(f"person-{n}")))
    assert {type(one) for one in taken} == {Notice}, taken
    assert Notice.objects.count() == 1


def test_people_who_confirm_one_draft_at_once_all_reach_its_one_campaign():
    draft = actions.take_in(owner=make_authority().city, file=None, text="通知", by=System("test")).draft
    made = at_once(lambda n: actions.confirm(draft=draft, version=1, by=System(f"person-{n}")))
    assert {type(one) for one in made} == {Campaign}, made
    assert Campaign.objects.count() == len({campaign.pk for campaign in made}) == 1
    assert AuditEvent.objects.filter(action="draft-confirmed").count() == 1


def test_people_who_confirm_two_drafts_of_one_day_at_once_make_one_campaign():
    city = make_authority().city
    drafts = [actions.take_in(owner=city, file=None, text=f"通知{n}", by=System("test")).draft for n in range(6)]
    made = at_once(lambda n: actions.confirm(draft=drafts[n], version=1, by=System(f"person-{n}")))
    assert {type(one) for one in made} == {Campaign}, made
    assert Campaign.objects.count() == 1
    assert set(Notice.objects.values_list("campaign", flat=True)) == {made[0].pk}
