"""What districts do themselves: on their own part of the pages, never among the main list's numbers."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.campaigns.queries import districts, groups, programme, reach
from worldday.campaigns.queries.groups import By
from worldday.campaigns.queries.workplan import activities_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "_october")]
TODAY = date(2020, 10, 14)


@pytest.fixture
def _october(on_day):
    on_day(TODAY)


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def campaign(city):
    return make_campaign(owner=city)


@pytest.fixture
def talks(campaign, city):
    return make_activity(campaign, units=[city], name="系列讲座", kind="course", position=1)


def part(talks, district, name, **fields):
    unit = make_unit(f"{district}市场监管局", district=district)
    said = {"kind": "course", "position": 9, "district": district, "parent": talks, "from_plan": f"row-{name}"}
    return make_activity(talks.campaign, units=[unit], name=name, **(said | fields))


def days(month, first, last):
    return {"window_start": date(2020, month, first), "window_end": date(2020, month, last)}


def test_the_main_list_and_its_numbers_know_nothing_of_them(campaign, talks):
    part(talks, "乙区", "乙区讲座")
    index = programme.index_of(campaign)
    assert [line.id for line in index] == [talks.pk]
    found = programme.figures(campaign, index, TODAY)
    assert (found.activities, found.units, found.on_today) == (1, 1, 1)
    assert [a.name for a in reach.light_activities(campaign)] == ["系列讲座"]
    assert [a.name for a in reach.activities_with_units(campaign)] == ["系列讲座"]


@pytest.mark.parametrize("by", list(By))
def test_no_order_of_the_programme_shows_or_stumbles_over_them(campaign, talks, by):
    part(talks, "乙区", "乙区讲座")
    shown, _page = groups.page_of(campaign, programme.index_of(campaign), by=by, page=1, today=TODAY)
    assert [entry.activity.name for group in shown for entry in group.entries] == ["系列讲座"]


def test_a_district_stands_with_what_is_on_before_what_is_over(campaign, talks):
    part(talks, "丙区", "丙区讲座")
    part(talks, "乙区", "过去的", **days(9, 1, 2))
    part(talks, "乙区", "以后的", **days(11, 1, 2))
    part(talks, "乙区", "取消的", state="cancelled")
    found = districts.parts_of(talks, TODAY)
    assert [(one.name, [entry.activity.name for entry in one.entries]) for one in found] == [
        ("丙区", ["丙区讲座"]),
        ("乙区", ["以后的", "过去的"]),
    ]
    assert [one.count for one in found] == [1, 2]


def test_a_units_own_page_and_calendar_have_what_it_does(campaign, talks):
    one = part(talks, "乙区", "乙区讲座")
    unit = one.roles.get().unit
    assert [entry.activity for entry in programme.parts_of(campaign, unit, TODAY)] == [one]
    assert [a.name for a in reach.activities_with_units(campaign, unit=unit)] == ["乙区讲座"]


def test_neighbours_are_those_of_the_same_rank(campaign, talks):
    other = make_activity(campaign, name="展览", position=2)
    one = part(talks, "乙区", "乙区讲座", position=10)
    two = part(talks, "丙区", "丙区讲座", position=11)
    assert programme.neighbours(talks) == (None, other)
    assert programme.neighbours(one) == (None, two)


def test_a_row_that_stands_by_itself_is_an_ordinary_activity_at_the_end(campaign, talks):
    alone = part(talks, "乙区", "乙区自办", parent=None)
    assert [line.id for line in programme.index_of(campaign)] == [talks.pk, alone.pk]


def test_in_the_workplan_they_stand_below_their_activity(campaign, talks):
    make_activity(campaign, name="展览", position=2)
    part(talks, "乙区", "乙区讲座")
    assert [a.name for a in activities_of(campaign)] == ["系列讲座", "乙区讲座", "展览"]


# --- pages ---


def test_the_theme_page_has_them_by_district_and_the_activity_page_too(client, campaign, talks):
    for n in range(4):
        part(talks, "乙区", f"乙区第{n}场") if n == 0 else make_activity(
            campaign,
            name=f"乙区第{n}场",
            parent=talks,
            district="乙区",
            from_plan=f"r{n}",
            units=[campaign.activities.get(name="乙区第0场").roles.get().unit],
        )
    theme = client.get(reverse("public:theme", args=[campaign.slug])).content.decode()
    assert theme.count("乙区第") == 3
    assert '<small class="quiet">4' in theme
    activity = client.get(reverse("public:activity", args=[campaign.slug, talks.code])).content.decode()
    assert activity.count("乙区第") == 4


def test_its_own_page_leads_back_to_the_activity_it_is_part_of(client, campaign, talks):
    one = part(talks, "乙区", "乙区讲座")
    page = client.get(reverse("public:activity", args=[campaign.slug, one.code])).content.decode()
    assert reverse("public:activity", args=[campaign.slug, talks.code]) in page
    assert "系列讲座" in page


@pytest.mark.parametrize("where", ["theme", "activity"])
def test_more_of_them_cost_no_more_queries(client, campaign, talks, where, django_assert_max_num_queries):
    args = [campaign.slug] if where == "theme" else [campaign.slug, talks.code]
    counts = []
    for n in range(3):
        part(talks, f"第{n}区", f"第{n}场")
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse(f"public:{where}", args=args))
        counts.append(len(asked))
    assert counts[1] == counts[2]
