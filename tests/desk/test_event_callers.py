"""Somebody calls the unit: staff change the booking under the booker's own rules, renew its link, write down what was agreed to."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.visits import make_booking, make_visit

from worldday.base import scope
from worldday.base.models import AuditEvent
from worldday.events.actions.changing import renew_link
from worldday.events.models import Booking, Details, Event, Slot
from worldday.events.personal import briefing_digest
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db
MAIL = {"email": "a@example.org"}


@pytest.fixture
def visit(client):
    with scope.everything("test"):
        visit = make_visit(slots=2, places=10, pupils_per_adult=5)
        visit.first, visit.second = visit.slots.all()
        visit.family = make_booking(visit.first, "张三", adults=2, phone="13900005678", person=MAIL)
    client.force_login(visit.staff)
    return visit


def address(visit, name="booking"):
    return reverse(f"desk_events:{name}", args=[visit.activity.code, visit.family.code])


def said(visit, **more):
    return {"slot": visit.first.pk, "adults": 2, "minors": 0} | more


def taken(visit):
    return tuple(visit.slots.order_by("pk").values_list("taken", flat=True))


def test_a_caller_moves_to_another_sitting_with_more_people_and_is_told(client, visit):
    assert client.get(address(visit)).content.decode().count("余8个名额") == 1
    answer = client.post(address(visit, "change"), said(visit, slot=visit.second.pk, adults=3, minors=1, guardian="on"))
    assert (answer.status_code, answer.url) == (302, address(visit))
    assert taken(visit) == (0, 4)
    row = AuditEvent.objects.get(action="booking-changed")
    assert (row.actor, row.target) == (visit.staff.actor_ref, visit.family.code)
    assert Message.objects.filter(occasion="event-changed", about=visit.family.code, channel="email").count() == 1


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"adults": 6}, "一次最多预约5人"),
        ({"adults": 0, "minors": 2, "guardian": "on"}, "请至少增加1名成人"),
        ({"adults": 1, "minors": 1}, "监护人"),
        ({"adults": "x"}, "整数"),
        ({"slot": 999}, "999"),
    ],
)
def test_the_rules_of_the_booker_hold_for_the_clerk_and_what_was_typed_stays(client, visit, wanted, says):
    page = client.post(address(visit, "change"), said(visit, **wanted))
    assert (page.status_code, says in page.content.decode(), taken(visit)) == (422, True, (2, 0))
    assert AuditEvent.objects.filter(action="booking-changed").count() == 0


def test_a_full_sitting_refuses_the_clerk_as_well_and_the_old_places_stay(client, visit):
    Slot.objects.filter(pk=visit.second.pk).update(taken=9)
    page = client.post(address(visit, "change"), said(visit, slot=visit.second.pk))
    assert (page.status_code, "名额不够" in page.content.decode(), taken(visit)) == (422, True, (2, 9))


def test_an_ended_booking_is_not_changed(client, visit):
    client.post(address(visit, "cancel"))
    page = client.post(address(visit, "change"), said(visit, adults=1))
    assert (page.status_code, "这条预约已经结束" in page.content.decode()) == (422, True)


def test_a_stranger_changes_nothing(client, visit):
    from tests.factories.units import make_staff, make_unit

    with scope.everything("test"):
        stranger = make_staff("外人", unit=make_unit("乙市计量院"), role="organiser", email="x@example.org")
    client.force_login(stranger)
    for name in ("change", "renew_link", "brief", "photos"):
        assert client.post(address(visit, name), said(visit)).status_code == 404


def test_a_new_link_kills_the_old_one_at_once_and_goes_to_the_person_only(client, visit):
    with scope.everything("test"):
        old = renew_link(booking=visit.family, by=visit.staff)
    page = reverse("public:booking", args=[visit.family.code, old])
    assert client.get(page).status_code == 200
    answer = client.post(address(visit, "renew_link"), follow=True)
    new = Details.objects.get(booking=visit.family).person["link"]
    assert client.get(page).status_code == 404
    assert client.get(reverse("public:booking", args=[visit.family.code, new])).status_code == 200
    assert new not in answer.content.decode()
    assert new in Message.objects.filter(occasion="event-link", channel="email").latest("pk").link
    assert AuditEvent.objects.filter(action="booking-link-renewed", actor=visit.staff.actor_ref).count() == 2


def test_what_is_agreed_to_at_the_door_stands_in_the_booking_and_the_list(client, visit):
    with scope.everything("test"):
        Event.objects.update(briefing="请佩戴护目镜。", photos=True, meal=True)
        event = Event.objects.get()
        Details.objects.filter(booking=visit.family).update(photos=True)
        Booking.objects.filter(pk=visit.family.pk).update(adults=1, minors=1)
    assert "尚未签收" in client.get(address(visit)).content.decode()
    client.post(address(visit, "brief"), {"text": briefing_digest(event)})
    client.post(address(visit, "photos"), {"photos": "no"})
    sheet = load_workbook(
        BytesIO(client.get(reverse("desk_events:attendance_list", args=[visit.activity.code])).content)
    )
    rows = list(sheet.worksheets[0].iter_rows(values_only=True))
    line = dict(zip(rows[0], rows[1], strict=True))
    assert (line["监护人同意"], line["照片"], line["安全须知（须确认）"]) == ("否", "不拍照", "已签收")
    assert "过敏" in "".join(str(cell) for cell in rows[0])


def test_the_list_has_no_column_for_what_the_event_does_not_ask(client, visit):
    sheet = load_workbook(
        BytesIO(client.get(reverse("desk_events:attendance_list", args=[visit.activity.code])).content)
    )
    headings = [cell.value for cell in sheet.worksheets[0][1]]
    assert {"过敏情况", "照片", "安全须知（须确认）"} & set(headings) == set()
    assert "监护人同意" in headings


def test_a_clerk_is_told_of_names_that_need_a_font_before_anything_is_printed(client, visit):
    odd = chr(0x2A6D6)
    with scope.everything("test"):
        make_booking(visit.first, f"李{odd}", phone="13900009999")
    badges = reverse("desk_events:badges", args=[visit.activity.code])
    page = client.get(badges)
    assert (page.status_code, page["Content-Type"][:9], f"李{odd}" in page.content.decode()) == (200, "text/html", True)
    assert f"{odd} U+2A6D6" in page.content.decode()
    assert AuditEvent.objects.filter(action="event-list-taken").count() == 0
    assert client.get(f"{badges}?anyway=1").content[:5] == b"%PDF-"
    assert client.get(f"{badges}?slot={visit.second.pk}").status_code == 422


def test_slips_for_people_without_a_booking_are_printed_and_written_down(client, visit):
    slips = reverse("desk_events:slips", args=[visit.activity.code])
    printed = client.post(slips, {"number": "13"})
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert AuditEvent.objects.get(action="event-slips-made").after == {"slips": 13}
    assert client.post(slips, {"number": "many"}).status_code == 422
    after = reverse("desk_events:after", args=[visit.activity.code])
    assert "已制作13张，作答0张；现场入场计数0人" in client.get(after).content.decode()


def test_the_survey_is_opened_closed_and_opened_again_where_its_figures_stand(client, visit):
    def press(name):
        return client.post(reverse(f"desk_events:{name}", args=[visit.activity.code]))

    assert press("close_survey").status_code == 422
    assert press("open_survey").status_code == 422
    client.post(address(visit, "enter"))
    assert press("open_survey").url == reverse("desk_events:sent", args=[visit.activity.code])
    after = reverse("desk_events:after", args=[visit.activity.code])
    assert "立即结束" in client.get(after).content.decode()
    press("close_survey")
    page = client.get(after).content.decode()
    assert "重新开放" in page and "立即结束" not in page
    press("open_survey")
    assert "立即结束" in client.get(after).content.decode()
