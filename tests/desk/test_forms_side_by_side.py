"""Pages with several forms: a label belongs to one field, so no two fields have one id."""

import re
from collections import Counter
from datetime import date

import pytest
from django.urls import reverse
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff
from tests.factories.visits import make_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def twice(page: str) -> list[str]:
    return [name for name, times in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if times > 1]


def test_a_task_and_a_list_of_guests_give_no_id_twice(client, on_day):
    on_day(date(2020, 10, 10))
    there = make_authority()
    task = make_task(make_campaign(owner=there.city), there.jinshan, key="summary", due=date(2020, 10, 30))
    client.force_login(make_staff("王一", unit=there.city))
    assert twice(client.get(reverse("desk_campaigns:task", args=[task.code])).content.decode()) == []
    visit = make_visit(admission="invitation", places=10)
    client.force_login(visit.staff)
    assert twice(client.get(reverse("desk_events:guests", args=[visit.activity.code])).content.decode()) == []
