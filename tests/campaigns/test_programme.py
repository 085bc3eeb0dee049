from datetime import date

import pytest
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.base import scope
from worldday.campaigns.queries import groups, programme
from worldday.campaigns.queries.groups import By

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TODAY = date(2020, 10, 14)


def window(start, end):
    return {"window_start": start, "window_end": end}


@pytest.fixture
def campaign():
    """Five activities whose order by date, unit, district and kind all differ."""
    city = make_unit("某市市场监管局")
    pudong = make_unit("浦东新区市场监管局", parent=city, district="浦东新区")
    xuhui = make_unit("徐汇区市场监管局", parent=city, district="徐汇区")
    campaign = make_campaign(owner=city)
    make_activity(campaign, name="竞答", units=[city], position=0)
    make_activity(
        campaign,
        name="培训",
        kind="course",
        units=[pudong, xuhui],
        position=1,
        **window(date(2020, 9, 1), date(2020, 9, 30)),
    )
    make_activity(campaign, name="论坛", kind="event", units=[xuhui], position=2, **window(TODAY, TODAY))
    make_activity(
        campaign,
        name="评估",
        kind="evaluation",
        district="崇明区",
        position=3,
        **window(date(2020, 11, 2), date(2020, 11, 3)),
    )
    make_activity(campaign, name="待定", kind="course", position=4, **window(None, None))
    return campaign


def by(campaign, order, today=TODAY):
    index = programme.index_of(campaign)
    found, _page = groups.page_of(campaign, index, by=order, page=1, today=today)
    return {group.unit.name if group.unit else group.key: [e.activity.name for e in group.entries] for group in found}


def test_by_date_what_is_over_stands_last_while_something_is_still_to_come(campaign):
    assert list(by(campaign, By.DATE).items()) == [
        ("2020-10", ["竞答", "论坛"]),
        ("2020-11", ["评估"]),
        ("undated", ["待定"]),
        ("over", ["培训"]),
    ]


def test_by_date_a_programme_that_is_over_is_a_plain_calendar(campaign):
    campaign.activities.filter(name="待定").delete()
    assert list(by(campaign, By.DATE, date(2021, 1, 1))) == ["2020-09", "2020-10", "2020-11"]


def test_by_unit_an_activity_stands_with_each_of_its_units_and_orphans_last(campaign):
    found = by(campaign, By.UNIT)
    assert found["某市市场监管局"] == ["竞答"]
    assert found["浦东新区市场监管局"] == ["培训"]
    assert found["徐汇区市场监管局"] == ["培训", "论坛"]
    assert list(found.items())[-1] == ("none", ["评估", "待定"])


def test_by_district_the_whole_city_comes_first_and_its_own_district_outweighs_its_units(campaign):
    assert list(by(campaign, By.DISTRICT).items()) == [
        ("all", ["竞答", "待定"]),
        ("崇明区", ["评估"]),
        ("徐汇区", ["培训", "论坛"]),
        ("浦东新区", ["培训"]),
    ]


def test_by_kind_in_the_order_in_which_kinds_are_known(campaign):
    assert list(by(campaign, By.KIND).items()) == [
        ("quiz", ["竞答"]),
        ("course", ["培训", "待定"]),
        ("event", ["论坛"]),
        ("evaluation", ["评估"]),
    ]


def test_on_today_comes_the_most_particular_first_and_nothing_cancelled(campaign):
    make_activity(campaign, name="取消", state="cancelled", position=5)
    make_activity(campaign, name="整月", position=6, **window(date(2020, 10, 1), date(2020, 10, 31)))
    index = programme.index_of(campaign)
    names = dict(campaign.activities.values_list("id", "name"))
    assert [names[line.id] for line in programme.on_today(index, TODAY)] == ["论坛", "竞答", "整月"]
    assert [names[line.id] for line in programme.this_week(index, TODAY)] == ["论坛"]


def test_what_really_happened_outweighs_the_window(campaign):
    make_activity(campaign, name="提前", actual_start=date(2020, 10, 1), actual_end=date(2020, 10, 2), position=5)
    entry = next(
        e
        for e in programme.entries([x.id for x in programme.index_of(campaign)], TODAY).values()
        if e.activity.name == "提前"
    )
    assert (entry.days.start, entry.days.end, entry.finished) == (date(2020, 10, 1), date(2020, 10, 2), True)


def test_pages_are_cut_before_anything_is_loaded(campaign, django_assert_num_queries):
    for number in range(70):
        make_activity(campaign, name=f"活动{number}", position=10 + number)
    index = programme.index_of(campaign)
    with django_assert_num_queries(2):
        found, page = groups.page_of(campaign, index, by=By.DATE, page=2, today=TODAY)
    assert (page.number, page.paginator.num_pages) == (2, 3)
    assert sum(len(group.entries) for group in found) == groups.PAGE


def test_campaigns_are_ordered_by_their_nearness_to_today():
    days = {
        "past": date(2020, 6, 9),
        "long past": date(2019, 10, 14),
        "next": date(2020, 10, 20),
        "today": TODAY,
        "far": date(2021, 6, 9),
    }
    made = [make_campaign(name=name, starts_on=day, ends_on=day) for name, day in days.items()]
    made.append(make_campaign(name="undated", starts_on=None, ends_on=None))
    ordered = [campaign.name for campaign in programme.by_nearness(made, TODAY)]
    assert ordered == ["today", "next", "far", "past", "long past", "undated"]


def test_the_public_reads_no_draft():
    draft = make_campaign(state="draft")
    make_activity(draft)
    with scope.use(scope.Public()):
        assert list(programme.published()) == []
        assert programme.index_of(draft) == []
        assert not programme.activity_of(draft.slug, "any").exists()
