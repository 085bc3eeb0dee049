"""Guests put on the list from the desk: looked at first, told once, wrong rows said by number."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from tests.factories.campaigns import make_activity
from tests.factories.visits import make_visit

from worldday.base import scope
from worldday.events.actions.setting_up import set_up_event
from worldday.events.models import Booking
from worldday.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    with scope.everything("test"):
        visit = make_visit(admission="invitation", places=10)
        visit.slot = visit.slots.get()
    client.force_login(visit.staff)
    return visit


def address(visit, name) -> str:
    return reverse(f"desk_events:{name}", args=[visit.activity.code])


def sheet(*rows) -> SimpleUploadedFile:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("来宾.xlsx", file.getvalue())


HEADINGS = ("姓名", "单位", "手机", "邮箱")


def test_one_guest_is_put_on_the_list_and_a_second_time_refused_in_words(client, visit):
    said = {"slot": visit.slot.pk, "name": "王代表", "organisation": "示例协会", "adults": "1"}
    assert client.post(address(visit, "add_guest"), said).status_code == 302
    again = client.post(address(visit, "add_guest"), said)
    assert again.status_code == 422 and "已在本活动的名单上" in again.content.decode()
    assert "王代表" in client.get(address(visit, "bookings")).content.decode()


def test_a_list_is_looked_at_first_and_wrong_rows_are_said_by_number(client, visit):
    file = sheet(
        HEADINGS,
        ("王代表", "示例协会", "13900001111", "a@example.org"),
        ("李代表", "示例研究院", "", ""),
        ("", "示例公司", "", ""),
        ("=1+1", "示例公司", "", ""),
        ("李代表", "示例研究院", "", ""),
        ("赵代表", "示例公司", "123", ""),
    )
    page = client.post(address(visit, "guest_list"), {"slot": visit.slot.pk, "file": file}).content.decode()
    assert [f"第 {row} 行" in page for row in (4, 5, 6, 7)] == [True] * 4
    with scope.everything("test"):
        assert (Booking.objects.count(), Message.objects.count()) == (0, 0)
    packed = re.search(r'name="list" value="([^"]+)"', page)[1]
    for _double_click in range(2):
        client.post(address(visit, "add_guest_list"), {"list": packed})
    with scope.everything("test"):
        assert Booking.objects.filter(state="booked").count() == 2
        assert Message.objects.filter(channel="email").count() == 1


def test_a_list_of_another_event_or_changed_on_the_way_adds_nobody(client, visit):
    with scope.everything("test"):
        campaign = visit.activity.campaign
        other = make_activity(campaign, kind="event", units=[campaign.owner], position=9)
        set_up_event(activity=other, by=visit.staff)
    file = sheet(HEADINGS, ("王代表", "", "", ""))
    page = client.post(address(visit, "guest_list"), {"slot": visit.slot.pk, "file": file}).content.decode()
    packed = re.search(r'name="list" value="([^"]+)"', page)[1]
    assert client.post(address(visit, "add_guest_list"), {"list": packed[:-1]}).status_code == 404
    theirs = reverse("desk_events:add_guest_list", args=[other.code])
    assert client.post(theirs, {"list": packed}).status_code == 404
    with scope.everything("test"):
        assert Booking.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("来宾.xlsx", b"nothing of the kind"), ".xlsx"),
        (sheet(("甲", "乙"), ("1", "2")), "表头"),
        (sheet(HEADINGS, *((f"来宾{n}", "", "", "") for n in range(501))), "500"),
    ],
)
def test_a_wrong_file_gets_one_sentence(client, visit, file, said):
    answer = client.post(address(visit, "guest_list"), {"slot": visit.slot.pk, "file": file})
    assert answer.status_code == 422 and said in answer.content.decode()
