"""The ceremonies, forums and open days of the two notices in the demo: under their own names, and nothing pretended."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localtime

from worldday.base.audit import System
from worldday.campaigns.models import Activity
from worldday.demo.campaigns import load_campaigns
from worldday.demo.events import announce_events
from worldday.demo.units import load_units
from worldday.events.models import Booking, Event, Session, Site, Slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DEMO = json.loads((Path(__file__).resolve().parents[2] / "demo" / "events.json").read_text("utf8"))
NAMES = {
    ("world-standards-day-2020", "1"): "长三角标准国际化协作平台启动",
    ("world-standards-day-2020", "4"): "《上海市标准化条例释义》及《上海市标准化白皮书》发布仪式",
    ("world-standards-day-2020", "8"): "长三角地区林业标准化研讨会",
    ("world-standards-day-2020", "12"): "“标准引领推动绿色发展”标准宣贯交流会",
    ("world-standards-day-2020", "14"): "在线新经济行业标准化建设主题活动",
    ("world-standards-day-2020", "16"): "有机产品标准化工作论坛",
    ("world-accreditation-day-2020", "1"): "“6·9世界认可日”主题活动",
    ("world-accreditation-day-2020", "3"): "“上海品牌”认证圆桌对话",
    ("world-accreditation-day-2020", "6"): "实验室开放日活动",
}
PARTS = {"食品安全检验检测知识进校园", "食品安全检验检测主题夏令营"}  # of the open day, named in its text


@pytest.fixture
def demo(everything):
    by = System("demo")
    load_campaigns(owner=load_units(by=by), by=by)
    announce_events(by=by)
    announce_events(by=by)  # a second time nothing is doubled


@pytest.mark.usefixtures("demo")
def test_every_event_of_the_notices_is_announced_under_its_own_name_with_times_inside_its_window(client):
    events = Event.objects.select_related("activity__campaign").exclude(state="draft")
    assert {(e.activity.campaign.slug, e.activity.seq): e.activity.name for e in events if e.activity.seq} == NAMES
    assert {(e.activity.parent.seq, e.activity.name) for e in events if not e.activity.seq} == {("6", n) for n in PARTS}
    assert Slot.objects.count() == sum(len(row["slots"]) for row in DEMO["events"])
    assert Session.objects.count() == sum(len(row["sessions"]) for row in DEMO["events"])
    assert not Booking.objects.exists()  # nobody is invented
    for slot in Slot.objects.select_related("event__activity"):
        activity, day = slot.event.activity, localtime(slot.starts_at).date()
        assert (activity.window_start or day) <= day <= (activity.window_end or day), activity.name
    for event in events:
        page = client.get(f"/{event.activity.campaign.slug}/activities/{event.activity.code}/event/")
        assert page.status_code == 200
        assert "示例：本页的" in page.content.decode()


def test_every_event_of_the_demo_says_what_is_made_up_and_where_the_rest_comes_from():
    for row in DEMO["events"]:
        assert row["source"]
        assert row["values"]["announcement"].startswith("示例：") and "不是官方安排" in row["values"]["announcement"]
        assert row["values"]["announcement_en"].startswith("Sample: ")


@pytest.mark.usefixtures("demo")
def test_the_open_day_takes_classes_depends_on_conditions_and_asks_for_its_briefing():
    event = Activity.objects.get(campaign__slug="world-accreditation-day-2020", seq="6").event
    assert (event.largest_group, event.pupils_per_adult, event.conditional, event.photos) == (55, 10, True, True)
    assert (event.ages, event.phone_code) == (True, False)
    assert event.briefing and event.briefing_en and event.online_text
    assert event.online_url == "http://127.0.0.1:8000/samples/tour/"


@pytest.mark.usefixtures("demo")
def test_the_camp_serves_a_meal_over_three_days_and_asks_for_allergies(client, on_day):
    camp = Activity.objects.get(name="食品安全检验检测主题夏令营").event
    assert camp.meal and camp.conditional and camp.ages and camp.phone_code
    assert {(slot.ends_at - slot.starts_at).days for slot in camp.slots.all()} == {2}
    on_day(date(2020, 6, 9))
    here = f"/world-accreditation-day-2020/activities/{camp.activity.code}/event/"
    assert "过敏" in client.get(f"{here}book/").content.decode()
    whole = client.get(f"/world-accreditation-day-2020/activities/{camp.activity.parent.code}/").content.decode()
    assert "活动的各部分" in whole
    assert all(name in whole for name in PARTS)


@pytest.mark.usefixtures("demo")
def test_what_is_over_leaves_a_recording_of_our_own_and_a_handout_that_say_what_they_are(client, on_day, settings):
    on_day(date(2020, 10, 14))
    settings.DEMO = True
    for seq in ("12", "14", "16"):
        activity = Activity.objects.get(campaign__slug="world-standards-day-2020", seq=seq)
        page = client.get(f"/world-standards-day-2020/activities/{activity.code}/event/").content.decode()
        assert "录像和资料见下方" in page
        assert 'href="http://127.0.0.1:8000/samples/meeting/"' in page
        handout = activity.event.handouts.get()
        assert b"".join(client.get(f"/handouts/{handout.code}/").streaming_content).startswith(b"%PDF-")
    for name in ("meeting", "tour", "map"):
        assert "示例" in client.get(f"/samples/{name}/").content.decode()
    part = client.get("/samples/clip.mp4", headers={"range": "bytes=0-9"})
    assert (part.status_code, part["Content-Length"]) == (206, "10")
    settings.DEMO = False
    assert client.get("/samples/tour/").status_code == client.get("/samples/clip.mp4").status_code == 404


@pytest.mark.usefixtures("demo")
def test_links_to_the_demos_own_pages_follow_its_address(settings):
    settings.PUBLIC_URL = "https://demo.example.org"
    announce_events(by=System("demo"))
    shown = set(Session.objects.exclude(live_url="").values_list("live_url", flat=True))
    assert shown == {"https://demo.example.org/samples/meeting/"}
    assert set(Site.objects.values_list("map_url", flat=True)) == {"", "https://demo.example.org/samples/map/"}


@pytest.mark.usefixtures("demo")
def test_who_goes_somewhere_finds_a_map_and_a_place_that_is_made_up_has_one_that_says_so(client):
    for site in Site.objects.select_related("event__activity__campaign"):
        activity = site.event.activity
        page = client.get(f"/{activity.campaign.slug}/activities/{activity.code}/event/").content.decode()
        made_up = "示例" in site.name and "预约学校" not in site.name
        assert ("/samples/map/" in page) == made_up, site.name


def test_every_speaker_and_room_of_the_demo_is_a_role_marked_as_a_sample():
    for row in DEMO["events"]:
        for session in row["sessions"]:
            assert session["room"], session["title"]
            zh, en = ([session[f"room{tail}"], *session[f"speakers{tail}"].splitlines()] for tail in ("", "_en"))
            assert all(said.endswith("（示例）") for said in zh) and all(said.endswith("(sample)") for said in en)
            assert len(zh) == len(en)
