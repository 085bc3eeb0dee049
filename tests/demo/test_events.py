"""The ceremonies, forums and open days of the two notices in the demo: under their own names, and nothing pretended."""

import json
from pathlib import Path

import pytest
from django.utils.timezone import localtime

from worldday.base.audit import System
from worldday.campaigns.models import Activity
from worldday.demo.campaigns import load_campaigns
from worldday.demo.events import announce_events
from worldday.demo.units import load_units
from worldday.events.models import Booking, Event, Session, Slot

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


@pytest.fixture
def demo(everything):
    by = System("demo")
    load_campaigns(owner=load_units(by=by), by=by)
    announce_events(by=by)
    announce_events(by=by)  # a second time nothing is doubled


@pytest.mark.usefixtures("demo")
def test_every_event_of_the_notices_is_announced_under_its_own_name_with_times_inside_its_window(client):
    events = Event.objects.select_related("activity__campaign").exclude(state="draft")
    assert {(e.activity.campaign.slug, e.activity.seq): e.activity.name for e in events} == NAMES
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
    assert event.briefing and event.briefing_en and event.online_text
