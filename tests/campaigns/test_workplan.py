from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.base import scope
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Activity, Campaign, Task
from worldday.campaigns.queries.workplan import activities_of, blockers_of, tasks_of
from worldday.notices.models import Notice
from worldday.units import rules

pytestmark = pytest.mark.django_db
JUNE = (date(2020, 6, 1), date(2020, 6, 30))
OCTOBER = (date(2020, 10, 1), date(2020, 10, 31))


@pytest.fixture
def there(everything):
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


def seen_by(staff):
    return scope.use(rules.scope_of(staff))


def test_activities_come_in_the_notices_order_with_light_and_units(there, campaign, on_day):
    on_day(date(2020, 10, 14))
    second = make_activity(campaign, position=2, name="论坛", units=[there.jinshan])
    first = make_activity(campaign, position=1, window_end=date(2020, 10, 15))
    found = activities_of(campaign)
    assert [(a, a.light) for a in found] == [(first, Light.AT_RISK), (second, Light.ON_TRACK)]


def test_each_filter_narrows(there, campaign, on_day):
    on_day(date(2020, 10, 14))
    quiz = make_activity(campaign, units=[there.jinshan])
    june = make_activity(campaign, kind="event", window_start=date(2020, 6, 9), window_end=date(2020, 6, 9))
    undated = make_activity(campaign, kind="event", window_start=None, window_end=None, district="嘉定区")
    openended = make_activity(campaign, kind="course", window_start=None, window_end=date(2020, 10, 5))
    assert activities_of(campaign, unit=there.jinshan) == [quiz]
    assert activities_of(campaign, kind="event") == [june, undated]
    assert activities_of(campaign, light=Light.OVERDUE) == [june, openended]
    assert activities_of(campaign, days=OCTOBER) == [quiz, openended]
    assert activities_of(campaign, days=JUNE) == [june, openended]
    assert activities_of(campaign, district="金山区") == [quiz]
    assert activities_of(campaign, district="嘉定区") == [undated]


def test_an_activity_of_three_districts_is_listed_once(there, campaign):
    activity = make_activity(campaign, units=there.districts)
    assert activities_of(campaign, district="金山区") == activities_of(campaign) == [activity]


def test_the_workplan_costs_two_queries_whatever_its_length(there, campaign, django_assert_num_queries):
    def look():
        for activity in activities_of(campaign):
            assert [role.unit.name for role in activity.roles.all()]
            assert activity.campaign.slug

    make_activity(campaign, units=there.districts)
    with django_assert_num_queries(2):
        look()
    for _time in range(2):
        make_activity(campaign, units=there.districts)
    with django_assert_num_queries(2):
        look()


def test_blockers_and_debts_cost_the_same_queries_at_one_and_three(there, campaign, django_assert_num_queries):
    for count in (1, 2):
        for unit in there.districts[:count]:
            make_activity(campaign, units=[unit])
            make_task(campaign, unit, what="plan", key=f"plan-{count}")
        with django_assert_num_queries(3):  # activities, roles, and the quizzes of all of them
            assert blockers_of(campaign)
        with django_assert_num_queries(1):
            assert [task.unit.name for task in tasks_of(campaign)]


def test_tasks_come_with_their_lights_and_filters(there, campaign, on_day):
    on_day(date(2020, 10, 21))
    soon = make_task(campaign, there.jinshan)
    late = make_task(campaign, there.jiading, what="plan", due=date(2020, 10, 5))
    assert [(t, t.light) for t in tasks_of(campaign)] == [(late, Light.OVERDUE), (soon, Light.AT_RISK)]
    assert tasks_of(campaign, unit=there.jinshan) == [soon]
    assert tasks_of(campaign, what="plan") == [late]
    assert tasks_of(campaign, light=Light.OVERDUE) == [late]


def test_a_district_clerk_sees_the_campaign_and_only_the_districts_own_tasks(there, campaign):
    mine = make_task(campaign, there.jinshan)
    make_task(campaign, there.jiading)
    make_activity(campaign, units=[there.jiading])
    clerk = make_staff(unit=there.jinshan, role="unit-staff")
    with seen_by(clerk):
        assert list(Campaign.objects.all()) == [campaign]
        assert len(activities_of(campaign)) == 1
        assert tasks_of(campaign) == list(Task.objects.all()) == [mine]
        assert not Notice.objects.exists()


def test_a_clerk_of_a_district_that_takes_no_part_sees_nothing_of_it(there, campaign):
    make_activity(campaign, units=[there.jiading])
    with seen_by(make_staff(unit=there.jinshan, role="unit-staff")):
        assert not Campaign.objects.exists()
        assert activities_of(campaign) == []


def test_another_authoritys_staff_see_nothing_at_all(there, campaign):
    make_activity(campaign, units=[there.jiading])
    make_task(campaign, there.jiading)
    with seen_by(make_staff(unit=make_unit("北京市市场监督管理局"))):
        counts = [model.objects.count() for model in (Campaign, Activity, Task, Notice)]
        assert counts == [0, 0, 0, 0]
        assert (activities_of(campaign), tasks_of(campaign), blockers_of(campaign)) == ([], [], [])


def test_the_public_sees_the_activities_of_a_live_campaign_and_no_task(there, campaign):
    make_activity(campaign, units=[there.jiading])
    make_task(campaign, there.jiading)
    make_activity(make_campaign(owner=there.city, state="draft"))
    with scope.use(scope.Public()):
        assert (Activity.objects.count(), Task.objects.count(), Notice.objects.count()) == (1, 0, 0)


def test_the_organiser_sees_every_units_tasks(there, campaign):
    for unit in there.districts:
        make_task(campaign, unit)
    with seen_by(make_staff(unit=there.city)):
        assert len(tasks_of(campaign)) == 3
