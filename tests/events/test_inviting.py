"""Guests on the list: told once, counted exactly, and never twice."""

import threading

import pytest
from django.db import connection
from tests.factories.visits import make_visit

from worldday.base.problems import Invalid
from worldday.events.actions.changing import cancel
from worldday.events.actions.inviting import Added, HallFull, NotComing, OnTheList, add_guest, add_guests
from worldday.events.models import Booking, Slot
from worldday.events.party import Party
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def guest(name: str = "王代表", **more) -> Party:
    return Party(**{"adults": 1, "name": name, "organisation": "示例协会"} | more)


def taken(visit) -> int:
    return Slot.objects.get(event=visit).taken


@pytest.fixture
def visit():
    visit = make_visit(admission="invitation", places=3)
    visit.slot = visit.slots.get()
    return visit


def test_a_guest_has_a_place_and_an_invitation_in_words(visit):
    made = add_guest(slot=visit.slot, party=guest(phone="13900001111", email="a@example.org"), by=visit.staff)
    assert (made.state, made.size, taken(visit)) == ("booked", 1, 1)
    assert made.details.person["name"] == "王代表"
    told = Message.objects.get(channel="email")
    assert (told.occasion, told.subject[:3]) == ("event-invited", "邀请：")
    assert made.code in told.link and "1 人" in told.text.replace("1人", "1 人")


def test_who_has_neither_phone_nor_mail_stands_on_the_list_and_is_told_by_nobody(visit):
    add_guest(slot=visit.slot, party=guest(), by=visit.staff)
    assert (taken(visit), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize("same", [{"phone": "13900001111"}, {"email": "A@example.org"}, {}])
def test_the_same_guest_stands_on_the_list_once_and_again_after_a_cancellation(visit, same):
    first = add_guest(slot=visit.slot, party=guest(**same), by=visit.staff)
    with pytest.raises(OnTheList):
        add_guest(slot=visit.slot, party=guest(**{name: value.lower() for name, value in same.items()}), by=visit.staff)
    cancel(booking=first, by=visit.staff)
    add_guest(slot=visit.slot, party=guest(**same), by=visit.staff)
    assert (taken(visit), Booking.objects.filter(state="booked").count()) == (1, 1)


def test_many_without_a_phone_do_not_stand_in_each_others_way(visit):
    visit.bookings_each = 2
    visit.save()
    for name in ("甲", "乙", "丙"):
        add_guest(slot=visit.slot, party=guest(name), by=visit.staff)
    assert taken(visit) == 3


def test_a_list_goes_in_as_far_as_there_are_places_and_says_the_rest_by_row(visit):
    add_guest(slot=visit.slot, party=guest("甲"), by=visit.staff)
    rows = [(2, guest("甲")), (3, guest("乙")), (4, guest("丙")), (5, guest("丁"))]
    assert add_guests(slot=Slot.objects.get(event=visit), guests=rows, by=visit.staff) == Added(2, (2,), (5,))
    assert taken(visit) == 3


def test_a_cancelled_sitting_and_an_event_that_is_not_announced_take_nobody(visit):
    Slot.objects.update(cancelled=True)
    with pytest.raises(NotComing):
        add_guest(slot=visit.slot, party=guest(), by=visit.staff)
    Slot.objects.update(cancelled=False)
    visit.state = "draft"
    visit.save()
    with pytest.raises(NotComing):
        add_guest(slot=visit.slot, party=guest(), by=visit.staff)
    assert (taken(visit), Booking.objects.count()) == (0, 0)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"phone": "12345"}, {"email": "nobody"}, {"adults": 0}, {"minors": 1}])
def test_what_is_wrong_is_said_and_nothing_is_written(visit, wrong):
    with pytest.raises(Invalid):
        add_guest(slot=visit.slot, party=guest(**wrong), by=visit.staff)
    assert Booking.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_clerks_with_the_last_place_give_it_to_one_guest(visit):
    Slot.objects.update(places=1)
    told: list[str] = []

    def add(name: str) -> None:
        from worldday.base import scope

        try:
            with scope.everything("test"):
                add_guest(slot=Slot.objects.select_related("event__activity").get(), party=guest(name), by=visit.staff)
            told.append("added")
        except HallFull:
            told.append("full")
        finally:
            connection.close()

    both = [threading.Thread(target=add, args=(name,)) for name in ("甲", "乙")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["added", "full"] and taken(visit) == 1
