import json
from datetime import date, datetime
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.feed_check import rss_items, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def channel(client, campaign, prefix=""):
    answer = client.get(f"{prefix}/{campaign.slug}/feed.rss")
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def feed(client, campaign, prefix=""):
    answer = client.get(f"{prefix}/{campaign.slug}/feed.json")
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(answer.content)


def test_rss_has_what_the_specification_requires(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign(summary="标准，让生活更美好 & <好>")
    activity = make_activity(campaign)
    found = channel(client, campaign)
    assert found.findtext("title") == "2020 世界标准日"
    assert found.findtext("link") == f"https://day.example.org/{campaign.slug}/"
    assert found.findtext("description") == "标准，让生活更美好 & <好>"
    assert found.findtext("language") == "zh-cn"
    parsedate_to_datetime(found.findtext("lastBuildDate"))
    here = found.find("{http://www.w3.org/2005/Atom}link")
    assert (here.get("rel"), here.get("href")) == ("self", f"https://day.example.org/{campaign.slug}/feed.rss")
    [item] = found.findall("item")
    assert item.findtext("title") == "标准化线上知识竞答"
    assert item.findtext("link") == f"https://day.example.org/{campaign.slug}/activities/{activity.code}/"
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None


def test_json_feed_has_what_version_1_1_requires(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    campaign = make_campaign()
    activity = make_activity(campaign)
    found = feed(client, campaign)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["title"] == "2020 世界标准日"
    assert found["feed_url"] == f"https://day.example.org/{campaign.slug}/feed.json"
    [item] = found["items"]
    assert item["id"].startswith(f"activity-{activity.code}-")
    assert item["url"] == f"https://day.example.org/{campaign.slug}/activities/{activity.code}/"
    assert "10月11日—20日" in item["content_text"]
    assert datetime.fromisoformat(item["date_modified"]).tzinfo is not None


def test_a_change_people_plan_by_is_news_and_a_spelling_is_not(client):
    notice = {"window": {"text": "10月中旬", "start": "2020-10-11", "end": "2020-10-20", "precision": "ten-day"}}
    campaign = make_campaign()
    activity = make_activity(campaign, from_notice=notice)
    [first] = feed(client, campaign)["items"]
    activity.content = "改了一个错字"
    activity.save()
    [second] = feed(client, campaign)["items"]
    assert second["id"] == first["id"]
    activity.window_end = date(2020, 10, 25)
    activity.save()
    [third] = feed(client, campaign)["items"]
    assert third["id"] != first["id"]
    assert third["title"] == "时间调整：标准化线上知识竞答"
    assert "通知原定：10月中旬" in third["content_text"]


def test_cancelled_and_finished_activities_say_so_and_the_newest_change_comes_first(client):
    campaign = make_campaign()
    make_activity(campaign, name="甲", state="done")
    make_activity(campaign, name="乙", state="cancelled")
    assert [item["title"] for item in feed(client, campaign)["items"]] == ["已取消：乙", "已结束：甲"]


def test_the_english_feed_speaks_english_where_it_can(client):
    campaign = make_campaign(name_en="World Standards Day")
    make_activity(campaign, name_en="Online quiz")
    found = feed(client, campaign, "/en")
    assert (found["title"], found["language"]) == ("2020 World Standards Day", "en")
    assert found["items"][0]["title"] == "Online quiz"
    assert channel(client, campaign, "/en").findtext("language") == "en"


def test_several_themes_are_parted_as_the_language_parts_them(client):
    campaign = make_campaign()
    for at, (text, text_en) in enumerate([("标准保护地球", "Protecting the planet"), ("标准，让生活更美好", "")]):
        campaign.themes.create(text=text, text_en=text_en, position=at)
    assert feed(client, campaign)["description"] == "标准保护地球；标准，让生活更美好"
    assert feed(client, campaign, "/en")["description"] == "Protecting the planet; 标准，让生活更美好"


def test_a_campaign_without_activities_has_empty_but_valid_feeds(client):
    campaign = make_campaign()
    assert feed(client, campaign)["items"] == []
    parsedate_to_datetime(channel(client, campaign).findtext("lastBuildDate"))


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_queries_whatever_the_number(client, django_assert_max_num_queries, number):
    campaign = make_campaign()
    for n in range(number):
        make_activity(campaign, name=f"活动{n}")
    with django_assert_max_num_queries(6):
        feed(client, campaign)


def test_a_description_is_markup_in_which_every_word_stands_as_it_was_written(client):
    campaign = make_campaign()
    make_activity(campaign, name="R&D <标准>", content="读<标准>&<b>粗</b>\n第二行 a < b\x07，完", place="A&B厅")
    [item] = rss_items(client.get(f"/{campaign.slug}/feed.rss").content)
    assert item.findtext("title") == "R&D <标准>"
    said = item.findtext("description")
    assert "&lt;标准&gt;&amp;&lt;b&gt;粗&lt;/b&gt;<br>第二行 a &lt; b，完<br>" in said
    lines = words_of(said).splitlines()
    assert [line for line in lines if "标准" in line or "第二行" in line or "A&B" in line] == [
        "A&B厅",
        "读<标准>&<b>粗</b>",
        "第二行 a < b，完",
    ]


def test_rss_is_in_order_with_many_entries_with_none_and_in_english(client):
    campaign = make_campaign(name_en="World Standards Day", summary="标准 & <好>")
    assert rss_items(client.get(f"/{campaign.slug}/feed.rss").content) == []
    for n in range(3):
        make_activity(campaign, name=f"活动{n}", state=["done", "cancelled", "planned"][n])
    assert len(rss_items(client.get(f"/{campaign.slug}/feed.rss").content)) == 3
    assert len(rss_items(client.get(f"/en/{campaign.slug}/feed.rss").content)) == 3
