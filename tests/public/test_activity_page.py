from datetime import date

import pytest
from bs4 import BeautifulSoup
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.campaigns.models import ActivityUnit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def campaign(on_day):
    on_day(date(2020, 10, 14))
    return make_campaign(slug="wsd")


def read(client, activity, language=""):
    answer = client.get(f"{language}/wsd/activities/{activity.code}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def words(node):
    return " ".join(node.get_text(" ").split())


def facts(page):
    return {words(div.dt): words(div.dd) for div in page.select(".facts-list > div")}


def test_an_activity_answers_what_when_where_who_how_and_whom_to_ask(client, campaign):
    unit = make_unit("某区市场监管局", contact="市民服务热线12345")
    activity = make_activity(campaign, units=[unit], content="普及标准化知识", place="人民广场")
    page = read(client, activity)
    assert words(page.h1) == "标准化线上知识竞答"
    assert words(page.select_one(".prose")) == "普及标准化知识"
    found = facts(page)
    assert found["时间"].startswith("10月11日—20日 通知原文： 10月中旬 共 10 天")
    assert found["地点"] == "人民广场"
    assert found["单位"] == "负责 某区市场监管局"
    assert found["如何参加"] == "竞答开放期间，用手机即可作答。"
    assert found["咨询"] == "某区市场监管局：市民服务热线12345"


def test_there_is_one_action_and_none_once_it_is_over_or_cancelled(client, campaign, on_day):
    activity = make_activity(campaign, kind="event")
    buttons = read(client, activity).select("a.button")
    assert {(words(b), b["href"]) for b in buttons} == {("加入日历", f"/wsd/activities/{activity.code}/calendar.ics")}
    buttons = read(client, make_activity(campaign, code="answers", kind="quiz")).select("a.button")
    assert {(words(b), b["href"]) for b in buttons} == {("立即参加", "/wsd/activities/answers/quiz/")}
    cancelled = read(client, make_activity(campaign, state="cancelled"))
    assert cancelled.select("a.button") == []
    assert words(cancelled.select_one(".notice")) == "本项活动已取消。"
    on_day(date(2020, 10, 21))
    over = read(client, activity)
    assert over.select("a.button") == []
    assert facts(over)["如何参加"] == "活动已结束，感谢每一位参与者。"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2020, 10, 12), date(2020, 10, 16), "10月12日—16日 在计划时间内"),
        (date(2020, 10, 12), date(2020, 10, 23), "10月12日—23日 比计划晚 3 天"),
        (date(2020, 10, 12), None, "10月12日（周一）起"),
    ],
)
def test_what_really_happened_stands_beside_the_plan(client, campaign, start, end, said):
    found = facts(read(client, make_activity(campaign, actual_start=start, actual_end=end)))
    assert found["实际开展"] == said
    assert found["时间"].startswith("10月11日—20日")


def test_seventeen_units_behind_one_phrase_are_folded_under_it(client, campaign):
    activity = make_activity(campaign, units=[make_unit("某市市场监管局")], role="lead")
    for number in range(17):
        unit = make_unit(f"第{number}区市场监管局")
        ActivityUnit.objects.create(
            activity=activity, unit=unit, role="participate", phrase="各区市场监管局", position=1 + number
        )
    page = read(client, activity)
    lead, others = page.select(".party")
    assert words(lead) == "牵头 某市市场监管局"
    assert words(others.summary) == "各区市场监管局 （17 家）"
    assert len(others.select("details .chip")) == 17


def test_an_activity_without_units_shows_the_notices_own_words(client, campaign):
    found = facts(read(client, make_activity(campaign, units_text="各有关单位等", open_list=True)))
    assert found["单位"] == "各有关单位等 通知原文另有“等”字"


def test_a_window_that_is_not_known_is_said_to_be_announced(client, campaign):
    activity = make_activity(campaign, window_start=None, window_end=None, window_text="视疫情情况")
    assert facts(read(client, activity))["时间"] == "时间待定 通知原文： 视疫情情况"


def test_the_neighbours_in_the_notice_are_one_step_away(client, campaign):
    first, middle, last = (make_activity(campaign, name=name, position=n) for n, name in enumerate(["一", "二", "三"]))
    around = read(client, middle).select(".neighbours a")
    assert [(words(a), a["href"]) for a in around] == [
        ("一", f"/wsd/activities/{first.code}/"),
        ("三", f"/wsd/activities/{last.code}/"),
    ]


def test_the_english_page_keeps_the_notices_phrase_and_marks_it_as_chinese(client, campaign):
    page = read(
        client, make_activity(campaign, name_en="Online quiz", content="普及", content_en="Spread the word"), "/en"
    )
    assert words(page.h1) == "Online quiz"
    assert words(page.select_one(".prose")) == "Spread the word"
    assert page.select_one(".window q span")["lang"] == "zh-Hans"
    assert facts(page)["When"].startswith("11–20 October in the notice: 10月中旬 10 days in all")


def test_an_activity_is_found_only_under_its_own_published_campaign(client, campaign):
    activity = make_activity(campaign)
    hidden = make_activity(make_campaign(slug="draft", state="draft"))
    make_campaign(slug="other")
    assert client.get(f"/other/activities/{activity.code}/").status_code == 404
    assert client.get(f"/draft/activities/{hidden.code}/").status_code == 404
    assert client.get("/wsd/activities/nothing/").status_code == 404


def test_more_units_cost_no_more_queries(client, campaign, django_assert_max_num_queries):
    counts = []
    for number in (1, 3):
        activity = make_activity(
            campaign, units=[make_unit(f"单位{n}", contact="热线") for n in range(number)], position=number
        )
        with django_assert_max_num_queries(15) as asked:
            read(client, activity)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_english_page_says_in_english_what_it_is_and_what_it_belongs_to(client, campaign):
    whole = make_activity(campaign, name="实验室开放日", name_en="Laboratory open days")
    part = make_activity(campaign, content="普及知识", content_en="Knowledge for everyone", parent=whole)
    page = read(client, part, "/en")
    assert words(page.select_one(".prose")) == "Knowledge for everyone"
    assert "Knowledge for everyone" in page.select_one('meta[name="description"]')["content"]
    assert "Part of Laboratory open days" in words(page.select_one(".band"))
    assert "普及知识" not in str(page)
