from datetime import date, timedelta

import pytest
from icalendar import Calendar
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.campaigns.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def fetch(client, campaign, path="calendar.ics", language=""):
    answer = client.get(f"{language}/{campaign.slug}/{path}")
    assert answer.status_code == 200
    return answer


def events(answer) -> dict[str, object]:
    calendar = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_second_and_last_ten_days_of_october_are_11_october_to_1_november_exclusive(client):
    campaign = make_campaign(starts_on=None, ends_on=None)
    make_activity(campaign, name="发布仪式", window_text="10月中下旬", window_end=date(2020, 10, 31))
    answer = fetch(client, campaign)
    event = events(answer)["发布仪式"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2020, 10, 11), date(2020, 11, 1))
    assert b"DTSTART;VALUE=DATE:20201011\r\n" in answer.content
    assert b"DTEND;VALUE=DATE:20201101\r\n" in answer.content
    assert b"VTIMEZONE" not in answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_campaigns_own_day_is_one_day_with_the_theme(client):
    campaign = make_campaign()
    Theme.objects.create(campaign=campaign, text="用标准保护地球", text_en="Protecting the planet with standards")
    day = events(fetch(client, campaign))["世界标准日"]
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2020, 10, 14), date(2020, 10, 15))
    assert str(day["description"]) == "用标准保护地球"
    english = events(fetch(client, campaign, language="/en"))["世界标准日"]
    assert str(english["description"]) == "Protecting the planet with standards"


def test_no_line_is_longer_than_75_octets_and_chinese_survives_the_folding(client):
    name = "举办GB/T 1.1—2020《标准化工作导则》编写与标准化认知能力升级训练营，" * 5
    campaign = make_campaign()
    make_activity(campaign, name=name, content="一；二，三\\四\n五", units_text="某某协会、某某研究院" * 20)
    answer = fetch(client, campaign)
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    answer.content.decode()  # no character was cut in the middle of a stored line either
    event = events(answer)[name]
    assert str(event["description"]).startswith("一；二，三\\四\n五\n")


def test_an_identity_outlives_changes_and_languages_and_the_sequence_rises(client):
    campaign = make_campaign()
    activity = make_activity(campaign, name="竞答", name_en="Quiz")
    before = events(fetch(client, campaign))["竞答"]
    type(activity).objects.filter(pk=activity.pk).update(
        window_end=date(2020, 10, 25), updated_at=activity.updated_at + timedelta(minutes=5)
    )
    campaign.save()  # what a verb does by its audit row; here it only moves the page's ETag
    after = events(fetch(client, campaign, language="/en"))["Quiz"]
    assert before["uid"] == after["uid"] == f"activity-{activity.code}@worldday"
    assert after["sequence"] == before["sequence"] + 5
    assert after.decoded("last-modified") > before.decoded("last-modified")
    assert after.decoded("dtend") == date(2020, 10, 26)


def test_cancelled_open_and_undated_activities(client):
    campaign = make_campaign()
    make_activity(campaign, name="取消的", state="cancelled")
    make_activity(campaign, name="即日起", window_end=None, window_text="即日起")
    make_activity(campaign, name="截止的", window_start=None)
    undated = make_activity(campaign, name="未定的", window_start=None, window_end=None)
    found = events(fetch(client, campaign))
    assert set(found) == {"世界标准日", "取消的", "即日起", "截止：截止的"}
    assert found["取消的"]["status"] == "CANCELLED"
    assert "dtend" not in found["即日起"]
    assert found["截止：截止的"].decoded("dtstart") == date(2020, 10, 20)
    assert client.get(f"/{campaign.slug}/activities/{undated.code}/calendar.ics").status_code == 404


def test_what_really_happened_replaces_the_plan(client):
    campaign = make_campaign()
    make_activity(campaign, name="竞答", actual_start=date(2020, 10, 12), actual_end=date(2020, 10, 13))
    event = events(fetch(client, campaign))["竞答"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2020, 10, 12), date(2020, 10, 14))


def test_a_unit_has_its_own_calendar_and_an_activity_its_own_file_with_place_and_contact(client, settings):
    settings.PUBLIC_URL = "https://day.example.org"
    unit = make_unit("某协会", contact="021-00000000（办公室）")
    campaign = make_campaign()
    mine = make_activity(campaign, name="我们的", units=[unit], place="会展中心", district="浦东新区")
    make_activity(campaign, name="别人的", units=[make_unit("另一家")])
    assert set(events(fetch(client, campaign, f"units/{unit.code}/calendar.ics"))) == {"世界标准日", "我们的"}
    [event] = events(fetch(client, campaign, f"activities/{mine.code}/calendar.ics")).values()
    assert str(event["contact"]) == "某协会 021-00000000（办公室）"
    assert str(event["location"]) == "浦东新区 会展中心"
    assert str(event["url"]) == f"https://day.example.org/{campaign.slug}/activities/{mine.code}/"
    assert "organizer" not in event


def test_the_same_rows_give_the_same_bytes(client):
    campaign = make_campaign()
    make_activity(campaign)
    assert fetch(client, campaign).content == fetch(client, campaign).content


@pytest.mark.parametrize("number", [1, 3])
def test_a_calendar_costs_the_same_queries_whatever_the_number(client, django_assert_max_num_queries, number):
    campaign = make_campaign()
    for n in range(number):
        make_activity(campaign, name=f"活动{n}", units=[make_unit(f"单位{n}")])
    with django_assert_max_num_queries(7):  # one of them asks when the page will next say something else
        fetch(client, campaign)


def test_a_draft_has_no_calendar(client):
    assert client.get(f"/{make_campaign(state='draft').slug}/calendar.ics").status_code == 404
