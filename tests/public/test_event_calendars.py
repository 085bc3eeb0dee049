"""What a calendar says of a sitting that may not take place, and of a party that may not come: it is not certain."""

import pytest
from django.urls import reverse
from icalendar import Calendar
from tests.factories.events import BY, booked, family, make_event, make_slot, secret_of

from worldday.events import links
from worldday.events.actions.conditions import move_back, move_online
from worldday.events.actions.waiting import join
from worldday.events.models import Booking, Slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def entry(client, address: str):
    return next(iter(Calendar.from_ical(client.get(address).content).walk("VEVENT")))


def own(client, booking: Booking):
    return entry(client, reverse("public:booking_ics", args=[booking.code, secret_of(booking)]))


def anybodys(client, slot: Slot):
    activity = slot.event.activity
    return entry(client, reverse("public:event_ics", args=[activity.campaign.slug, activity.code, slot.pk]))


def test_while_the_visit_is_online_no_calendar_sends_anybody_to_the_door(client):
    slot = make_slot(make_event(online_url="https://tour.example.org/", bring="平底鞋"))
    booking = booked(slot, 1)
    move_online(event=slot.event, reason="暴雨", by=BY)
    for said in (own(client, booking), anybodys(client, slot)):
        assert said["STATUS"] == "TENTATIVE"
        assert "线上参观" in said["DESCRIPTION"]
    move_back(event=slot.event, by=BY)
    for said in (own(client, booking), anybodys(client, slot)):
        assert said["STATUS"] == "CONFIRMED"
        assert "线上参观" not in said.get("DESCRIPTION", "")


def test_a_party_that_waits_has_no_certain_hour(client):
    slot = make_slot(places=2)
    booked(slot, 1)
    waiting = join(slot=slot, party=family(2), key=links.new_key())
    assert own(client, waiting)["STATUS"] == "TENTATIVE"
