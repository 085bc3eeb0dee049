"""Starting next year's campaign in the desk: look, then create."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff

from worldday.base import clock
from worldday.campaigns.models import Campaign
from worldday.reports.models import Filing
from worldday.reports.queries.last_time import late_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def there(on_day):
    on_day(date(2021, 3, 1))
    return make_authority()


@pytest.fixture
def past(there):
    return make_campaign(owner=there.city, state="archived", slug="world-standards-day-2020", observance="世界标准日")


@pytest.fixture
def desk(there) -> Client:
    client = Client()
    client.force_login(make_staff("王一", unit=there.city))
    return client


def page_of(past) -> str:
    return reverse("desk_campaigns:next_year", args=[past.code])


def test_the_page_proposes_the_same_day_next_year_and_shows_what_it_would_be(desk, past, there):
    make_activity(
        past, name="2020年论坛", window_start=date(2020, 10, 3), window_end=date(2020, 10, 3), window_precision="day"
    )
    make_task(past, there.jinshan, key="summary")
    shown = desk.get(page_of(past)).context
    assert shown["moved"].starts_on == date(2021, 10, 14)
    [row], [task] = shown["moved"].activities, shown["tasks"]
    assert (row.window.start, row.first_day, row.says) == (date(2021, 10, 3), "holiday", ["2020"])
    assert (task.was, task.due, task.units) == (date(2020, 10, 23), date(2021, 10, 22), 1)
    assert Campaign.objects.count() == 1


def test_another_day_shows_another_table_and_creates_what_was_shown(desk, past, there):
    make_activity(past)
    said = {"name": "世界标准日", "theme": "新主题", "first_day": "2021-10-13"}
    shown = desk.get(page_of(past), said)
    assert shown.context["moved"].activities[0].window.start == date(2021, 10, 11)
    assert 'value="新主题"' in shown.content.decode()
    made = desk.post(page_of(past), said, follow=True)
    campaign = Campaign.objects.get(year=2021)
    assert made.redirect_chain == [(reverse("desk_campaigns:workplan", args=[campaign.code]), 302)]
    assert (campaign.starts_on, campaign.state, campaign.themes.get().text) == (date(2021, 10, 13), "draft", "新主题")


@pytest.mark.parametrize("said", [{"first_day": "2020-10-14"}, {"first_day": "morgen"}, {"name": ""}])
def test_what_cannot_be_is_said_and_nothing_is_made(desk, past, said):
    answer = desk.post(page_of(past), {"name": "世界标准日", "theme": "新主题", "first_day": "2021-10-14"} | said)
    assert answer.status_code == 422
    assert 'value="新主题"' in answer.content.decode()
    assert Campaign.objects.count() == 1


def test_a_second_press_makes_no_second_campaign(desk, past):
    said = {"name": "世界标准日", "first_day": "2021-10-14"}
    assert [desk.post(page_of(past), said).status_code for _press in range(2)] == [302, 422]
    assert Campaign.objects.count() == 2


def test_who_only_takes_part_starts_nothing(past, there):
    make_activity(past, units=[there.jinshan])
    clerk = Client()
    clerk.force_login(make_staff("李二", unit=there.jinshan, role="organiser"))
    assert clerk.get(page_of(past)).status_code in (302, 403)
    clerk.post(page_of(past), {"name": "世界标准日", "first_day": "2021-10-14"})
    assert Campaign.objects.count() == 1


def test_late_and_missing_tasks_are_told_apart_and_closed_units_never_count(past, there):
    late = make_task(past, there.jinshan, state="done", closed_on=date(2020, 10, 20))
    Filing.objects.create(task=late, state="accepted", versions=1, first_sent_at=clock.now(), late=True)
    in_time = make_task(past, there.jiading, state="done", closed_on=date(2020, 11, 20))  # returned, and sent again
    Filing.objects.create(task=in_time, state="accepted", versions=2, first_sent_at=clock.now(), late=False)
    on_paper = make_task(past, there.station, state="done", closed_on=date(2020, 10, 24))
    never = make_task(past, there.company)
    make_task(past, there.zhejiang, state="exempt", closed_on=date(2020, 10, 30))
    there.lingang.closed_on = date(2020, 11, 1)
    there.lingang.save()
    make_task(past, there.lingang)
    assert late_tasks(past) == {late.pk: "late", on_paper.pk: "late", never.pk: "never"}


def test_the_page_asks_as_many_questions_for_three_as_for_one(desk, past, there):
    desk.get(page_of(past))
    counts = []
    for units in (there.districts[:1], there.districts[1:]):
        for unit in units:
            make_activity(past, units=there.districts)
            make_task(past, unit)
        with CaptureQueriesContext(connection) as seen:
            desk.get(page_of(past))
        counts.append(len(seen))
    assert counts[0] == counts[1]
