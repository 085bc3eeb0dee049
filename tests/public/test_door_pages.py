"""What a door's link opens, without a browser: only its own list, as little of each person as a door needs, and only while it is open."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock, scope
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.doors import close_door, open_door
from worldday.events.models import Arrival, Event, Scan, WalkAge, WalkIn
from worldday.people.ages import BANDS

pytestmark = pytest.mark.django_db


def test_ages_of_walk_ins_come_with_the_record_and_a_mistake_in_them_refuses_nothing(client, visit):
    with scope.everything("test"):
        assert ask(client, visit).json()["bands"] == []
        Event.objects.update(ages=True)
        assert [band for band, _said in ask(client, visit).json()["bands"]] == list(BANDS)
    slot, now = visit.slots.get().pk, int(clock.now().timestamp() * 1000)
    walk = {"walk": True, "slot": str(slot), "at": now, "persons": 3}
    tell(client, visit, [walk | {"number": 1, "ages": {"under-14": 2, "nonsense": 1}}])
    kept = tell(client, visit, [walk | {"number": 2, "ages": {"60-": 9}}]).json()["kept"]
    assert (kept, list(WalkAge.objects.values_list("band", "persons"))) == ([2], [("under-14", 2)])
    assert WalkIn.objects.count() == 2
    assert tell(client, visit, [walk | {"number": 3, "ages": [1]}]).status_code == 400


@pytest.fixture
def visit():
    with scope.everything("test"):
        visit = make_visit(photos=True, briefing="请佩戴护目镜。")
        visit.school = make_booking(
            visit.slots.get(), "王老师", adults=3, minors=27, photos=False,
            person={"organisation": "示例小学", "class_name": "四（2）班", "email": "wang@example.org"},
        )  # fmt: skip
        visit.door, secret = open_door(event=visit, name="南门", by=visit.staff)
        visit.headers = {"Authorization": f"Door {secret}"}
        return visit


def ask(client, visit, name="door_list", **headers):
    return client.get(reverse(f"public:{name}", args=[visit.door.code]), headers=headers or visit.headers)


def tell(client, visit, records, **more):
    now = int(clock.now().timestamp() * 1000)
    body = {"device": "phone", "sent_at": now, "since": "", "records": records} | more
    path = reverse("public:door_sync", args=[visit.door.code])
    return client.post(
        path, body if isinstance(body, str) else json.dumps(body), "application/json", headers=visit.headers
    )


def record(visit, number=1, **more):
    now = int(clock.now().timestamp() * 1000)
    return {"number": number, "booking": visit.school.code, "entered": True, "persons": 30, "at": now} | more


def test_the_list_holds_what_a_door_needs_and_no_more(client, visit):
    with scope.everything("test"):
        gone = make_booking(visit.slots.get(), "取消的人", state="cancelled", ended=5)
    said = ask(client, visit).json()
    assert said["bookings"][0] == {
        "code": visit.school.code,
        "slot": str(visit.slots.get().pk),
        "name": "王老师",
        "group": "示例小学 四（2）班",
        "tail": "1234",
        "party": 30,
        "state": "booked",
        "note": "不拍照；安全须知尚未签收",
    }
    assert client.get(f"/en{reverse('public:door_list', args=[visit.door.code])}", headers=visit.headers).json()["bookings"][0]["note"] == "no photos; safety briefing not signed off yet"  # fmt: skip
    assert said["bookings"][1] == {"code": gone.code, "slot": str(visit.slots.get().pk), "name": "", "group": "", "tail": "", "party": 1, "state": "over", "note": ""}  # fmt: skip
    assert "wang@example.org" not in json.dumps(said)
    assert "13900001234" not in json.dumps(said)


def test_two_days_after_the_last_sitting_no_phone_is_told_a_name(client, visit):
    now = clock.now()
    assert ask(client, visit).json()["lasts_ms"] > 2 * 86_400_000
    visit.slots.update(starts_at=now - timedelta(hours=50), ends_at=now - timedelta(hours=49))
    said = ask(client, visit).json()
    assert (said["lasts_ms"], said["bookings"]) == (0, [])


def test_nothing_opens_without_the_secret_or_after_the_link_was_taken_back(client, visit):
    for headers in ({"Authorization": "Door wrong"}, {"Authorization": "Bearer x"}, {"X-Nothing": "1"}):
        assert ask(client, visit, **headers).status_code == 401
    with scope.everything("test"):
        close_door(door=visit.door, by=visit.staff)
    assert (ask(client, visit).status_code, tell(client, visit, []).status_code) == (401, 401)


def test_one_doors_secret_opens_no_other_event(client, visit):
    with scope.everything("test"):
        other = make_visit(slug="other")
        visit.door = open_door(event=other, name="别处", by=other.staff)[0]
    assert ask(client, visit).status_code == 401


def test_what_a_phone_tells_is_kept_and_what_others_saw_comes_back(client, visit, everything):
    with scope.everything("test"):
        family = make_booking(visit.slots.get(), adults=2, phone="13900005678")
        check_in(booking=family, persons=2, by=visit.staff)
    answer = tell(
        client,
        visit,
        [
            record(visit),
            {
                "number": 2,
                "walk": True,
                "slot": str(visit.slots.get().pk),
                "persons": 3,
                "at": record(visit)["at"],
                "district": "嘉定区",
            },
        ],
    )
    said = answer.json()
    assert said["kept"] == [1, 2]
    assert said["arrivals"][visit.school.code]["by"] == "phone/1"
    assert (said["arrivals"][family.code]["persons"], said["arrivals"][family.code]["where"]) == (2, "工作台")
    assert said["walked"] == {str(visit.slots.get().pk): 3}
    assert WalkIn.objects.get().district == "嘉定区"
    again = tell(client, visit, [record(visit, 3, entered=False, persons=1)], since=said["since"]).json()
    assert again["arrivals"][visit.school.code] is None


def test_a_clock_that_is_a_day_off_changes_no_hour(client, visit, everything):
    day = 86_400_000
    now = int(clock.now().timestamp() * 1000)
    tell(client, visit, [record(visit, at=now - day - 60_000)], sent_at=now - day)
    assert 59 <= (Scan.objects.get().received_at - Scan.objects.get().at).total_seconds() <= 61


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", '{"records": 3}', '{"device": "x", "sent_at": "soon", "records": []}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1}]}', '{"device": "x", "sent_at": 1, "records": [[]]}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1e400, "persons": 1, "at": 1, "booking": "y", "entered": true}]}',
     '{"device": "x", "sent_at": 1, "since": "2020", "records": []}',
     '{"device": "a\\u0000b", "sent_at": 1, "records": []}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1, "persons": 1, "at": 1, "walk": true, "slot": 9e99}]}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1, "persons": 1, "at": 1, "walk": true, "slot": 99999999999999999999}]}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1, "persons": 1, "at": 1, "booking": "\\u0000", "entered": true}]}',
     '{"device": "x", "sent_at": 1, "records": [{"number": 1, "persons": 1, "at": -1e30, "booking": "y", "entered": true}]}',
     '{"device": "x", "sent_at": 1, "records": [{"number": -1, "persons": 1, "at": 1, "booking": "y", "entered": true}]}'],
)  # fmt: skip
def test_a_body_made_by_hand_is_refused_and_writes_nothing(client, visit, everything, body):
    path = reverse("public:door_sync", args=[visit.door.code])
    assert client.post(path, body, "application/json", headers=visit.headers).status_code == 400
    assert (Scan.objects.count(), Arrival.objects.count()) == (0, 0)


def test_the_page_may_use_the_camera_and_its_worker_answers_for_nothing_else(client, visit):
    page = ask(client, visit, "door", **{"X-Nothing": "1"})
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "王老师" not in page.content.decode()
    worker = client.get("/door/worker.js")
    assert (worker["Service-Worker-Allowed"], worker["Content-Type"]) == ("/door/", "text/javascript; charset=utf-8")
    manifest = client.get(reverse("public:door_manifest", args=[visit.door.code])).json()
    assert (manifest["scope"], manifest["display"]) == ("/door/", "standalone")
    assert "camera=()" in client.get("/")["Permissions-Policy"]


def test_a_list_of_many_costs_as_many_queries_as_a_list_of_one(client, visit, django_assert_max_num_queries):
    with scope.everything("test"):
        for n in range(4):
            make_booking(visit.slots.get(), f"家庭 {n}", phone=f"1390000{n}000")
    with django_assert_max_num_queries(6):
        assert len(ask(client, visit).json()["bookings"]) == 5
