"""An event of an activity that is something else in the first place: a release with its ceremony."""

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_activity
from tests.factories.visits import make_visit

from worldday.base import scope
from worldday.events.models import Event

pytestmark = pytest.mark.django_db


def test_an_activity_of_another_kind_gets_an_event_once_and_leads_to_it(client):
    with scope.everything("test"):
        visit = make_visit()
        release = make_activity(
            visit.activity.campaign, kind="release", units=[visit.activity.campaign.owner], position=9
        )
    client.force_login(visit.staff)
    own, begin = (reverse(name, args=[release.code]) for name in ("desk_campaigns:activity", "desk_events:begin"))
    assert f'action="{begin}"' in client.get(own).content.decode()
    for _twice in range(2):
        assert client.post(begin)["Location"] == reverse("desk_events:event", args=[release.code])
    with scope.everything("test"):
        assert Event.objects.filter(activity=release).count() == 1
    said = client.get(own).content.decode()
    assert reverse("desk_events:event", args=[release.code]) in said and f'action="{begin}"' not in said
    assert client.get(reverse("desk_events:event", args=[release.code])).status_code == 200
