from datetime import date

import pytest
from bs4 import BeautifulSoup
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
WAD, WSD = date(2020, 6, 9), date(2020, 10, 14)


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


def words(node):
    return " ".join(node.get_text(" ").split())


@pytest.fixture
def two_days():
    make_campaign(slug="wad", name="世界认可日", starts_on=WAD, ends_on=WAD)
    make_campaign(slug="wsd", name="世界标准日", starts_on=WSD, ends_on=WSD)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (WAD, ("世界认可日", "世界标准日")),
        (date(2020, 6, 10), ("世界标准日", "世界认可日")),
        (WSD, ("世界标准日", "世界认可日")),
    ],
)
def test_home_opens_with_the_day_that_is_or_comes_next(client, two_days, on_day, today, names):
    on_day(today)
    page = read(client, "/")
    assert words(page.h1) == names[0]
    assert [words(a) for a in page.select(".campaign a")] == [f"{names[1]} 2020"]


def test_home_without_a_campaign_says_what_will_be_there(client):
    assert "主办单位发布后，活动安排会出现在这里。" in words(read(client, "/").select_one(".empty"))


def test_the_archive_has_every_published_campaign_under_its_year(client, two_days):
    make_campaign(
        slug="old",
        name="世界标准日",
        year=2019,
        starts_on=date(2019, 10, 14),
        ends_on=date(2019, 10, 14),
        state="archived",
    )
    make_campaign(slug="draft", state="draft")
    years = {
        words(s.h2): [a["href"] for a in s.select(".campaign a")] for s in read(client, "/archive/").select("section")
    }
    assert years == {"2020": ["/wsd/", "/wad/"], "2019": ["/old/"]}
    assert words(read(client, "/").h1) == "世界标准日"
    assert "/old/" not in str(read(client, "/").main)


def test_units_stand_with_the_number_of_their_activities_those_with_most_first(client):
    campaign = make_campaign(slug="wsd")
    city, district = make_unit("某市市场监管局"), make_unit("某区市场监管局")
    make_activity(campaign, units=[city, district])
    make_activity(campaign, units=[district])
    assert [words(li) for li in read(client, "/wsd/units/").select(".unit-list li")] == [
        "某区市场监管局 2 项活动",
        "某市市场监管局 1 项活动",
    ]


def test_a_units_page_shows_its_own_activities_and_its_contact_only(client):
    campaign = make_campaign(slug="wsd")
    unit = make_unit("某区市场监管局", contact="市民服务热线12345", type="district", district="某区")
    make_activity(campaign, name="我们的", units=[unit])
    make_activity(campaign, name="他们的", units=[make_unit("别处")])
    page = read(client, f"/wsd/units/{unit.code}/")
    assert words(page.h1) == "某区市场监管局"
    assert [words(h) for h in page.select(".row h3")] == ["我们的"]
    assert "市民服务热线12345" in words(page.select_one(".rail"))


def test_a_unit_outside_the_campaign_has_no_page_in_it(client):
    make_campaign(slug="wsd")
    assert client.get(f"/wsd/units/{make_unit('别处').code}/").status_code == 404


def test_the_foot_shows_what_a_government_site_must_show(client, settings):
    settings.SITE_OPERATOR, settings.SITE_CODE, settings.SITE_FILING = (
        "某市市场监管局",
        "3100000000",
        "某ICP备00000000号",
    )
    foot = words(read(client, "/").select_one(".foot"))
    assert "主办单位 某市市场监管局" in foot
    assert "网站标识码 3100000000" in foot
    assert "备案号 某ICP备00000000号" in foot
