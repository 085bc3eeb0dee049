from datetime import date

import pytest
from bs4 import BeautifulSoup
from tests.factories.campaigns import make_activity, make_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def test_the_gantt_is_a_table_of_names_and_days_with_a_silent_drawing(client, on_day):
    on_day(date(2020, 10, 14))
    campaign = make_campaign()
    make_activity(campaign, actual_start=date(2020, 10, 12), actual_end=date(2020, 10, 13))
    make_activity(
        campaign,
        name="未定的",
        window_start=None,
        window_end=None,
        window_text="世界认可日期间",
        window_precision="open",
    )
    found = page(client, f"/{campaign.slug}/gantt/")
    first, second = found.select(".gantt tbody tr")
    assert first.select("th a")[0].text == "标准化线上知识竞答"
    assert first.select(".gantt-when")[0].get_text() == "10月11日—20日实际：10月12日—13日"
    assert "世界认可日期间" in second.select(".gantt-when")[0].text
    assert len(first.select("rect.gantt-plan.gantt-soft")) == 1
    assert len(first.select("rect.gantt-actual")) == 1
    assert all(svg.get("aria-hidden") == "true" for svg in found.select(".gantt svg") if not svg.find_parent("svg"))
    assert len(found.select("line.gantt-today")) == 1


def test_no_chart_needs_a_style_attribute_since_the_policy_forbids_it(client):
    campaign = make_campaign()
    make_activity(campaign)
    for path in ("gantt/", "calendar/"):
        assert not page(client, f"/{campaign.slug}/{path}").select("main [style], main style")


def test_the_calendar_opens_at_todays_month_or_at_the_campaigns_own(client, on_day):
    campaign = make_campaign()
    make_activity(campaign, window_start=date(2020, 9, 1))
    on_day(date(2020, 9, 3))
    assert page(client, f"/{campaign.slug}/calendar/").select(".month-caption")[0].text == "2020年9月"
    on_day(date(2026, 1, 1))
    assert page(client, f"/{campaign.slug}/calendar/").select(".month-caption")[0].text == "2020年10月"
    english = page(client, f"/en/{campaign.slug}/calendar/2020-09/")
    assert english.select(".month-caption")[0].text == "September 2020"


def test_months_follow_each_other_and_end_with_the_campaign(client):
    campaign = make_campaign()
    make_activity(campaign, window_start=date(2020, 9, 1))
    september = page(client, f"/{campaign.slug}/calendar/2020-09/")
    assert [a.get("href") for a in september.select(".month-turn a")] == [f"/{campaign.slug}/calendar/2020-10/"]
    assert client.get(f"/{campaign.slug}/calendar/2020-08/").status_code == 404
    assert client.get(f"/{campaign.slug}/calendar/2020-13/").status_code == 404


def test_the_campaigns_day_is_marked_and_today_is_said(client, on_day):
    on_day(date(2020, 10, 13))
    campaign = make_campaign()
    found = page(client, f"/{campaign.slug}/calendar/")
    assert found.select(".month-marked time")[0].get("datetime") == "2020-10-14"
    assert found.select("[aria-current=date]")[0].text == "13"


def test_a_campaign_without_any_day_still_has_both_pages(client, on_day):
    on_day(date(2020, 10, 13))
    campaign = make_campaign(starts_on=None, ends_on=None)
    assert "还没有活动项目" in page(client, f"/{campaign.slug}/gantt/").get_text()
    assert page(client, f"/{campaign.slug}/calendar/").select(".month-caption")[0].text == "2020年10月"
    assert client.get(f"/{campaign.slug}/calendar.ics").content.startswith(b"BEGIN:VCALENDAR")


def test_english_pages_mark_names_that_are_chinese(client):
    campaign = make_campaign()
    make_activity(campaign, name="只有中文")
    make_activity(campaign, name="竞答", name_en="Quiz")
    first, second = page(client, f"/en/{campaign.slug}/gantt/").select(".gantt tbody th a")
    assert (first.text, first.get("lang")) == ("只有中文", "zh-Hans")
    assert (second.text, second.get("lang")) == ("Quiz", None)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["gantt/", "calendar/", "share/"])
def test_a_chart_costs_the_same_queries_whatever_the_number(client, django_assert_max_num_queries, number, path):
    campaign = make_campaign()
    for n in range(number):
        make_activity(campaign, name=f"活动{n}")
    with django_assert_max_num_queries(6):
        assert client.get(f"/{campaign.slug}/{path}").status_code == 200
