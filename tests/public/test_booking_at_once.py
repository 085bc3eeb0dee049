"""A form like nearly all rests on what was read up to a second ago; nobody must notice but by the time it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.factories.events import BY, booked, make_event, make_slot, phone

from worldday.events import links
from worldday.events.actions.changing import cancel
from worldday.events.actions.conditions import move_online
from worldday.events.actions.setting_up import change_event
from worldday.events.models import Booking, Slot
from worldday.people import consent
from worldday.public.events import book as book_page
from worldday.public.events import lately

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _nobody_yet(monkeypatch):
    monkeypatch.setattr(book_page, "recent", book_page.Recent())
    with translation.override("zh-hans"):
        yield


def send(client, slot: Slot, n: int, **more):
    filled = {
        "key": links.new_key(), "consent": consent.version("booking"), "slot": slot.pk, "adults": 2, "minors": 0,
        "name": "张三", "phone": phone(n), "agree": "on",
    }  # fmt: skip
    activity = slot.event.activity
    return client.post(reverse("public:event_book", args=[activity.campaign.slug, activity.code]), filled | more)


def test_the_second_form_of_a_second_costs_six_queries(client):
    slot = make_slot()
    with CaptureQueriesContext(connection) as first:
        assert send(client, slot, 1).status_code == 302
    with CaptureQueriesContext(connection) as second:
        assert send(client, slot, 2).status_code == 302
    assert (len(first), len(second)) == (8, 6)  # of these two begin and commit; the first reads event and sittings


def test_the_next_form_after_the_switch_is_not_booked_and_reads_why(client):
    slot = make_slot(make_event(online_text="线上参观"))
    assert send(client, slot, 1).status_code == 302
    move_online(event=slot.event, reason="暴雨", by=BY)
    answer = send(client, slot, 2)
    assert answer.status_code == 422 and Booking.objects.count() == 1
    assert "目前没有可以预约的场次" in answer.content.decode()


def test_places_that_come_free_within_the_second_are_given(client):
    slot = make_slot(places=2)
    first = booked(slot, 9)
    assert send(client, slot, 1).status_code == 422
    cancel(booking=first)
    assert send(client, slot, 2).status_code == 302


def test_a_form_sent_again_leads_to_its_booking_and_counts_once_for_its_network(client, monkeypatch):
    monkeypatch.setattr(book_page, "recent", book_page.Recent(busy=3))
    slot, key = make_slot(), links.new_key()
    answers = [send(client, slot, 1, key=key) for _n in range(5)]
    assert {answer.status_code for answer in answers} == {302} and len({answer.url for answer in answers}) == 1
    assert send(client, slot, 2).status_code == send(client, slot, 3).status_code == 302
    assert send(client, slot, 4).status_code == 422  # now the network has three


def test_what_the_event_asks_is_asked_a_second_later_at_the_latest(client, monkeypatch):
    slot = make_slot()
    assert send(client, slot, 1).status_code == 302
    change_event(event=slot.event, changes={"briefing": "实验室内不得饮食。"}, by=BY)
    later = lately.time.monotonic() + lately.KEPT_S
    monkeypatch.setattr(lately.time, "monotonic", lambda: later + 0.1)
    answer = send(client, slot, 2)
    assert answer.status_code == 422 and "实验室内不得饮食。" in answer.content.decode()


def test_only_so_many_events_are_remembered(client, monkeypatch):
    monkeypatch.setattr(lately, "MOST", 2)
    monkeypatch.setattr(lately, "_kept", {})
    for n in range(3):
        assert send(client, make_slot(), n).status_code == 302
    assert len(lately._kept) == 1


def test_an_event_nobody_announced_is_not_found_and_not_remembered(client):
    slot = make_slot(make_event(state="draft"))
    kept = len(lately._kept)
    assert send(client, slot, 1).status_code == 404 and len(lately._kept) == kept
