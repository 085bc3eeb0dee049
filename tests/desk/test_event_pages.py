"""An event run from the desk: who has booked, who is told, who is in; with the bad day."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.events import tell_all
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock, scope
from worldday.base.models import AuditEvent
from worldday.certificates.models import Certificate, Design
from worldday.events.actions.mailing import turn
from worldday.events.models import Arrival, Booking, Door, Event, Mailing, Slot, WalkIn
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db
MAIL = {"email": "a@example.org"}


@pytest.fixture
def visit(client):
    with scope.everything("test"):
        visit = make_visit(slots=2, places=60, online_text="线上参观：看录像。")
        visit.first, visit.second = visit.slots.all()
        visit.school = make_booking(
            visit.first, "王老师", adults=3, minors=27, sort="group", person=MAIL | {"organisation": "示例小学"}
        )
        visit.family = make_booking(visit.second, "=HYPERLINK(1)", adults=2, phone="13900005678", person=MAIL)
    client.force_login(visit.staff)
    return visit


def path(visit, name, **more):
    return reverse(f"desk_events:{name}", kwargs={"code": visit.activity.code} | more)


def shown(client, visit, name, query="", **more) -> str:
    return client.get(f"{path(visit, name, **more)}{query}").content.decode()


def pressed(client, visit, name, data=None, **more):
    return client.post(path(visit, name, **more), data or {})


@pytest.mark.parametrize(
    ("query", "found"),
    [("", "both"), ("?q=王老", "school"), ("?q=示例小学", "school"), ("?q=13900005678", "family"), ("?q=5678", "family"),
     ("?groups=on", "school"), ("?state=came", "none"), ("?q=查无此人", "none"), ("?slot=999999999999999999999", "both"),
     ("?state=nonsense&slot=x", "both"), ("?p=999", "both")],
)  # fmt: skip
def test_a_booking_is_found_by_code_phone_name_and_sort(client, visit, query, found):
    said = shown(client, visit, "bookings", query)
    seen = {"school": visit.school.code in said, "family": visit.family.code in said}
    assert seen == {"school": found in ("both", "school"), "family": found in ("both", "family")}


def test_a_code_is_found_as_it_is_read_from_paper(client, visit):
    said = shown(client, visit, "bookings", f"?q={visit.school.code[:4].upper()}-{visit.school.code[4:]}")
    assert (visit.school.code in said, visit.family.code in said) == (True, False)


def test_the_list_costs_as_many_queries_for_many_as_for_two(client, visit, django_assert_max_num_queries):
    with scope.everything("test"):
        for n in range(5):
            make_booking(visit.second, f"家庭 {n}", phone=f"1390000{n}111")
    with django_assert_max_num_queries(25):
        assert "家庭 4" in shown(client, visit, "bookings")


def test_a_list_for_the_hall_computes_nothing_and_is_written_down(client, visit):
    book = load_workbook(BytesIO(client.get(path(visit, "attendance_list")).content))
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert AuditEvent.objects.get(action="event-list-taken").after == {"what": "attendance", "rows": 2}


def test_a_message_is_seen_before_it_is_sent_and_sent_once(client, visit):
    said = {"whom": "booked", "text": "请走北门。"}
    page = pressed(client, visit, "message", said).content.decode()
    assert "将通知 2 个预约" in page
    assert "请走北门。" in page
    assert Message.objects.count() == 0
    for _press in range(2):
        answer = pressed(client, visit, "message", said | {"send": "1"})
    assert (answer.url, Message.objects.count()) == (path(visit, "sent"), 0)  # the press is over; the background tells
    assert client.get(answer.url).headers["Refresh"] == "5"
    for mailing in Mailing.objects.all():
        assert turn(mailing.code) is False
    assert "已通知2个预约" in shown(client, visit, "sent")
    assert Message.objects.filter(occasion="event-message", channel="email").count() == 2
    assert pressed(client, visit, "message", {"whom": "booked", "text": "长" * 301, "send": "1"}).status_code == 422


def test_the_switch_says_how_many_will_be_told_and_asks_why(client, visit):
    assert "共有 2 个预约或候补" in shown(client, visit, "condition")
    refused = pressed(client, visit, "condition", {"switch": "online", "reason": " "})
    assert (refused.status_code, Message.objects.count()) == (422, 0)
    pressed(client, visit, "condition", {"switch": "online", "reason": "场地检修"})
    with scope.everything("test"):
        assert Event.objects.get().state == "moved-online"
        tell_all()
    assert Message.objects.filter(occasion="event-moved-online", channel="email").count() == 2
    pressed(client, visit, "condition", {"switch": "back"})
    with scope.everything("test"):
        assert Event.objects.get().state == "open"


def test_cancelling_a_sitting_needs_a_reason_and_says_how_many(client, visit):
    assert "已有 1 个预约" in shown(client, visit, "cancel_slot", pk=visit.first.pk)
    assert pressed(client, visit, "cancel_slot", {"reason": ""}, pk=visit.first.pk).status_code == 422
    answer = pressed(client, visit, "cancel_slot", {"reason": "停电"}, pk=visit.first.pk)
    assert (answer.status_code, answer.url) == (302, path(visit, "sent"))
    assert "场次取消" in shown(client, visit, "sent") and "已通知0个，共1个预约" in shown(client, visit, "sent")
    assert Slot.objects.get(pk=visit.first.pk).cancelled
    assert Booking.objects.get(pk=visit.school.pk).state == "cancelled"


def test_somebody_who_calls_is_cancelled_for_and_told(client, visit):
    pressed(client, visit, "cancel", booking=visit.family.code)
    assert Booking.objects.get(pk=visit.family.pk).state == "cancelled"
    assert Slot.objects.get(pk=visit.second.pk).taken == 0
    assert Message.objects.filter(occasion="event-cancelled", about=visit.family.code).exists()


def test_checking_in_taking_back_and_walk_ins_at_the_desk(client, visit):
    pressed(client, visit, "enter", {"persons": "29"}, booking=visit.school.code)
    assert Arrival.objects.get().persons == 29
    assert pressed(client, visit, "cancel", booking=visit.school.code).status_code == 422
    pressed(client, visit, "back", booking=visit.school.code)
    assert Arrival.objects.count() == 0
    pressed(client, visit, "walk_in", {"slot": visit.first.pk, "persons": "3"})
    walk = WalkIn.objects.get()
    assert (walk.persons, Slot.objects.get(pk=visit.first.pk).taken) == (3, 33)
    pressed(client, visit, "walk_back", pk=walk.pk)
    assert Slot.objects.get(pk=visit.first.pk).taken == 30
    assert pressed(client, visit, "walk_in", {"slot": "x", "persons": "-1"}).status_code == 404


def test_walk_ins_say_their_ages_where_the_event_asks(client, visit):
    assert 'name="age_0"' not in shown(client, visit, "bookings")
    with scope.everything("test"):
        Event.objects.update(ages=True)
    assert 'name="age_4"' in shown(client, visit, "bookings")
    said = {"slot": visit.first.pk, "persons": "3", "age_0": "2", "age_4": "1"}
    refused = pressed(client, visit, "walk_in", said | {"persons": "2"})
    assert (refused.status_code, WalkIn.objects.count()) == (422, 0)
    pressed(client, visit, "walk_in", said)
    assert WalkIn.objects.get().persons == 3
    sheet = load_workbook(BytesIO(client.get(path(visit, "attendance_list")).content)).worksheets[1]
    assert [cell.value for cell in sheet[2]][-5:] == [2, None, None, None, 1]


def test_a_moved_sitting_leads_to_how_far_the_telling_has_come(client, visit):
    slot = visit.first
    local = timezone.localtime(slot.starts_at + timedelta(days=1)).replace(second=0, microsecond=0)
    later = {"starts_at": f"{local:%Y-%m-%dT%H:%M}", "ends_at": f"{local + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    answer = pressed(client, visit, "slot", later | {"places": 60, "site": slot.site_id}, pk=slot.pk)
    assert (answer.status_code, answer.url) == (302, path(visit, "sent"))
    assert "时间或地点有变" in shown(client, visit, "sent")


def test_absent_peoples_places_are_given_away_only_once_it_has_begun(client, visit):
    assert pressed(client, visit, "release", pk=visit.first.pk).status_code == 422
    now = clock.now()
    Slot.objects.filter(pk=visit.first.pk).update(
        starts_at=now - timedelta(minutes=20), ends_at=now + timedelta(hours=1)
    )
    assert pressed(client, visit, "release", pk=visit.first.pk).status_code == 302
    assert (Booking.objects.get(pk=visit.school.pk).state, Slot.objects.get(pk=visit.first.pk).taken) == ("released", 0)


def test_a_series_is_shown_before_it_is_made_and_mistakes_say_where(client, visit):
    said = {
        "first": "2030-10-01",
        "last": "2030-10-31",
        "weekdays": ["5"],
        "hours": "9:30-10:30\n14:00-15:00",
        "places": 30,
    }
    page = pressed(client, visit, "series", said)
    assert (page.status_code, "将生成 8 个场次" in page.content.decode(), Slot.objects.count()) == (200, True, 2)
    for _press in range(2):
        pressed(client, visit, "series", said | {"make": "1"})
    assert Slot.objects.count() == 10
    wrong = pressed(client, visit, "series", said | {"hours": "九点半"}).content.decode()
    assert "无法识别时间“九点半”" in wrong
    assert pressed(client, visit, "series", said | {"last": "2030-09-01"}).status_code == 422


def test_texts_rules_agenda_and_sites_are_changed_where_they_stand(client, visit):
    pressed(client, visit, "rules", {**_rules(visit), "largest_party": "3", "release_minutes": "15"})
    pressed(client, visit, "texts", {"admission": "booking", "bring": "身份证件", "safety": "佩戴护目镜"})
    pressed(client, visit, "add_session", {"title": "参观计量实验室", "live_url": "https://example.org/live"})
    pressed(client, visit, "add_site", {"name": "西馆", "map_url": "https://example.org/map"})
    with scope.everything("test"):
        event = Event.objects.get()
        assert (event.largest_party, event.release_minutes, event.bring, event.safety) == (
            3,
            15,
            "身份证件",
            "佩戴护目镜",
        )
        assert [one.title for one in event.sessions.all()] == ["参观计量实验室"]
        assert [site.name for site in event.sites.all()] == ["东馆", "西馆"]
    used = visit.sites.first()
    assert pressed(client, visit, "remove_site", pk=used.pk).status_code == 422
    assert (
        pressed(
            client,
            visit,
            "add_session",
            {"title": "倒着", "starts_at": "2030-01-02T10:00", "ends_at": "2030-01-02T09:00"},
        ).status_code
        == 422
    )


def _rules(visit):
    names = (
        "largest_party",
        "largest_group",
        "pupils_per_adult",
        "bookings_each",
        "hold_minutes",
        "offer_hours",
        "remind_hours",
    )
    return {name: getattr(visit, name) for name in names}


def test_a_door_is_shown_once_and_taken_back(client, visit):
    made = pressed(client, visit, "doors", {"name": "南门"}).content.decode()
    door = Door.objects.get()
    assert f"/door/{door.code}/#" in made
    assert f"/door/{door.code}/#" not in shown(client, visit, "doors")
    pressed(client, visit, "close_door", door=door.code)
    assert Door.objects.get().revoked_at is not None
    here = pressed(client, visit, "door_here")
    assert here.headers["Location"].startswith("/door/")


def test_who_came_by_name_gets_one_certificate_and_pupils_none(client, visit):
    with scope.everything("test"):
        words = {"title": "参与证明", "body": "{name}于{日期}参加“{活动}”。", "issuer": "示例单位"}
        design = Design.objects.create(
            owner=visit.activity.campaign.owner, name="参与", sort="participation", words=words
        )
    assert pressed(client, visit, "certificates", {"design": design.code}).status_code == 422
    pressed(client, visit, "enter", {"persons": "30"}, booking=visit.school.code)
    for _press in range(2):
        assert pressed(client, visit, "certificates", {"design": design.code}).status_code == 302
    with scope.everything("test"):
        only = Certificate.objects.get()
    assert (only.holder_name, only.holder_unit, only.reason_ref) == (
        "王老师",
        "示例小学",
        f"event:{visit.school.code}:0",
    )
    assert any("实验室开放日" in text for _field, text in only.said)


def test_badges_are_printed_for_a_sitting_with_people(client, visit):
    printed = client.get(f"{path(visit, 'badges')}?slot={visit.first.pk}")
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"{path(visit, 'badges')}?state=came").status_code == 422


def test_announcing_says_what_is_missing(client, visit):
    with scope.everything("test"):
        bare = make_visit_without_sittings(visit)
    refused = client.post(reverse("desk_events:announce", args=[bare.activity.code]))
    assert refused.status_code == 422
    with scope.everything("test"):
        assert Event.objects.get(pk=bare.pk).state == "draft"


def make_visit_without_sittings(visit):
    from tests.factories.campaigns import make_activity

    activity = make_activity(visit.activity.campaign, units=[visit.activity.campaign.owner], kind="event", name="论坛")
    return Event.objects.create(activity=activity, state="draft")
