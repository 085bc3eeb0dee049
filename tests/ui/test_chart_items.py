from datetime import date

import pytest
from django.utils import translation
from tests.factories.campaigns import make_activity, make_campaign

from worldday.campaigns.lights import Light
from worldday.ui.chart_items import for_desk, for_public

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DAY = date(2020, 10, 19)  # the second last of 11–20 October


def test_the_public_sees_the_phase_and_the_page_where_people_take_part():
    campaign = make_campaign()
    activity = make_activity(campaign)
    [item] = for_public([activity], DAY)
    assert (item.light, item.light_label) == ("at-risk", "即将结束")
    assert item.url == f"/{campaign.slug}/activities/{activity.code}/quiz/"
    assert (item.start, item.end, item.precision) == (date(2020, 10, 11), date(2020, 10, 20), "ten-day")
    assert item.kind_label == "知识竞答"


@pytest.mark.parametrize(
    ("fields", "light"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "done"}, "done"),
        ({"window_start": None, "window_end": None}, "not-started"),
        ({"window_start": date(2020, 10, 25), "window_end": date(2020, 10, 30)}, "not-started"),
        ({"window_start": date(2020, 10, 1), "window_end": date(2020, 10, 31)}, "on-track"),
    ],
)
def test_each_phase_has_the_shape_that_stands_for_it(fields, light):
    [item] = for_public([make_activity(make_campaign(), **fields)], DAY)
    assert item.light == light


def test_the_desk_sees_the_workplans_light_and_its_own_pages():
    activity = make_activity(make_campaign())
    activity.light = Light.OVERDUE
    [item] = for_desk([activity], page=lambda one: f"/desk/{one.code}")
    assert (item.light, item.light_label, item.url) == ("overdue", "逾期", f"/desk/{activity.code}")


def test_an_english_chart_names_what_has_an_english_name_and_marks_the_rest():
    campaign = make_campaign()
    with translation.override("en"):
        named, unnamed = for_public([make_activity(campaign, name_en="Quiz"), make_activity(campaign)], DAY)
    assert (named.label, named.language) == ("Quiz", "")
    assert (unnamed.label, unnamed.language) == ("标准化线上知识竞答", "zh-Hans")
