from datetime import date

import pytest
from bs4 import BeautifulSoup
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.campaigns.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DAY = date(2020, 10, 14)


@pytest.fixture
def campaign(on_day):
    on_day(DAY)
    campaign = make_campaign(slug="wsd", name_en="World Standards Day", ordinal=51, hue=155)
    Theme.objects.create(
        campaign=campaign, scope="international", text="标准保护地球", text_en="Protecting the planet with standards"
    )
    make_activity(campaign, units=[make_unit("嘉定区市场监管局", district="嘉定区")])
    return campaign


def read(client, path, **headers):
    answer = client.get(path, **headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def words(node):
    return " ".join(node.get_text(" ").split())


def test_the_poster_says_name_day_ordinal_and_theme_in_both_languages(client, campaign):
    poster = read(client, "/wsd/").select_one(".poster")
    assert words(poster.select_one("h1")) == "世界标准日 World Standards Day"
    assert words(poster.select_one(".poster-date .away")) == "2020年10月14日（周三）"
    assert words(poster.select_one(".poster-date b")) == "14"
    assert words(poster.select_one(".poster-kicker")).startswith("第51届")
    assert words(poster.select_one(".poster-themes")) == "国际主题 标准保护地球 Protecting the planet with standards"
    assert poster.select_one("img")["src"] == "/wsd/pattern.svg"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2020, 10, 2), ("还有 12 天", "12 days to go")),
        (date(2020, 10, 13), ("还有 1 天", "1 day to go")),
        (DAY, ("今天", "Today")),
        (date(2020, 10, 15), ("已过去 1 天", "1 day ago")),
    ],
)
def test_the_countdown_counts_days_to_the_day_and_after_it(client, campaign, on_day, today, said):
    on_day(today)
    pages = [read(client, path) for path in ("/wsd/", "/en/wsd/")]
    assert tuple(words(page.select_one(".poster-count")) for page in pages) == said


def test_a_week_says_which_of_its_days_it_is(client, on_day):
    on_day(date(2020, 10, 16))
    make_campaign(slug="week", starts_on=DAY, ends_on=date(2020, 10, 20))
    poster = read(client, "/week/").select_one(".poster")
    assert words(poster.select_one(".poster-count")) == "第 3 天，共 7 天"
    assert words(poster.select_one(".poster-date b")) == "14–20"


def test_a_campaign_without_a_day_shows_its_year_and_counts_nothing(client):
    make_campaign(slug="undated", starts_on=None, ends_on=None)
    poster = read(client, "/undated/").select_one(".poster")
    assert words(poster.select_one(".poster-date b")) == "2020"
    assert poster.select_one(".poster-count") is None


def test_a_row_says_what_when_as_printed_who_and_how_it_stands(client, campaign):
    [row] = read(client, "/wsd/").select("#programme .row")
    assert words(row.select_one("h4 a")) == "标准化线上知识竞答"
    assert words(row.select_one(".row-units")) == "嘉定区市场监管局"
    assert words(row.select_one(".row-facts")) == "知识竞答 进行中 通知原文： 10月中旬 10月11日—20日"


def test_today_and_this_week_stand_above_the_programme_only_when_there_is_something(client, campaign, on_day):
    assert words(read(client, "/wsd/").select_one("section:has(#now) .card h3")) == "标准化线上知识竞答"
    on_day(date(2020, 10, 5))
    page = read(client, "/wsd/")
    assert page.select_one("#now") is None
    assert words(page.select_one("section:has(#week) .card h3")) == "标准化线上知识竞答"
    on_day(date(2020, 9, 1))
    assert read(client, "/wsd/").select_one("#week") is None


def test_an_english_page_is_english_but_for_official_names_which_are_marked_as_chinese(client, campaign):
    page = read(client, "/en/wsd/")
    assert page.html["lang"] == "en"
    assert words(page.select_one("h1")) == "World Standards Day 世界标准日"
    for marked in page.select("[lang=zh-Hans], [data-look-switch]"):
        marked.extract()
    assert [text for text in page.body.stripped_strings if any("\u4e00" <= c <= "\u9fff" for c in text)] == []


def test_english_names_are_used_where_the_organiser_gave_them(client, campaign):
    make_activity(campaign, name_en="Online quiz on standards", position=1)
    names = [words(a) for a in read(client, "/en/wsd/").select("#programme .row h4 a")]
    assert names == ["标准化线上知识竞答", "Online quiz on standards"]


def test_the_language_switch_keeps_the_page(client, campaign):
    assert read(client, "/wsd/by/unit/").select_one(".mast a[hreflang=en]")["href"] == "/en/wsd/by/unit/"
    assert read(client, "/en/wsd/by/unit/").select_one(".mast a[hreflang=zh-Hans]")["href"] == "/wsd/by/unit/"


def test_the_language_of_the_browser_changes_nothing_so_that_caches_may_keep_the_page(client, campaign):
    assert read(client, "/wsd/", headers={"Accept-Language": "en"}).html["lang"] == "zh-Hans"


@pytest.mark.parametrize("order", ["date", "unit", "district", "kind"])
def test_every_order_of_the_programme_shows_every_activity_and_marks_its_tab(client, campaign, order):
    page = read(client, f"/wsd/by/{order}/")
    assert [words(a) for a in page.select(".row h4 a")] == ["标准化线上知识竞答"]
    [current] = page.select(".tabs a[aria-current]")
    assert words(current) == {"date": "按日期", "unit": "按单位", "district": "按区域", "kind": "按类型"}[order]


def test_a_long_programme_has_pages_and_no_page_after_the_last(client, campaign):
    for number in range(40):
        make_activity(campaign, name=f"活动{number}", position=number)
    assert read(client, "/wsd/").select_one(".pages a[rel=next]")["href"] == "/wsd/by/date/2/"
    assert len(read(client, "/wsd/by/date/2/").select(".row")) == 11
    assert client.get("/wsd/by/date/3/").status_code == 404
    assert client.get("/wsd/by/colour/").status_code == 404


def test_a_campaign_without_activities_says_what_will_stand_there(client):
    make_campaign(slug="empty")
    assert "主办单位发布后会出现在这里。" in words(read(client, "/empty/").select_one(".empty"))


def test_a_draft_has_no_page(client):
    make_campaign(slug="draft", state="draft")
    for path in ("/draft/", "/draft/by/unit/", "/draft/units/", "/draft/pattern.svg"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/wsd/", "/wsd/by/unit/", "/wsd/by/district/", "/en/wsd/by/kind/", "/wsd/units/", "/"]
)
def test_no_page_asks_more_often_for_more_activities(client, campaign, path, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        while campaign.activities.count() < number:
            make_activity(campaign, units=[make_unit(f"单位{number}"), make_unit(f"协会{number}")])
        with django_assert_max_num_queries(15) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_pattern_is_the_campaigns_own_and_always_the_same(client, campaign):
    make_campaign(slug="other", hue=25)
    first, again, other = (client.get(f"/{slug}/pattern.svg") for slug in ("wsd", "wsd", "other"))
    assert first["Content-Type"] == "image/svg+xml"
    assert first.content == again.content != other.content
