"""Many at the same moment, on real connections: never a place too many, never a booking twice, never a queue that loses its turn."""

import time
from threading import Event as Signal

import pytest
from django.db import transaction
from django.db.models import Sum
from tests.factories.at_once import at_once
from tests.factories.events import BY, booked, family, make_event, make_slot, tell_all

from worldday.events import links
from worldday.events.actions.booking import AlreadyBooked, Full, book, book_at_once
from worldday.events.actions.changing import Wanted, cancel, change
from worldday.events.actions.conditions import move_online
from worldday.events.actions.holding import hold
from worldday.events.actions.lapsing import lapse_overdue
from worldday.events.actions.waiting import accept, join
from worldday.events.models import TAKING, Booking, Event, Slot, WaitingParty
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


def fresh(slot: Slot) -> Slot:
    return Slot.objects.select_related("event__activity__campaign__owner", "site").get(pk=slot.pk)


def in_bookings(slot: Slot) -> int:
    return Booking.objects.filter(slot=slot, state__in=TAKING).aggregate(n=Sum("size"))["n"] or 0


def test_twenty_families_on_the_last_five_pairs_of_places_leave_ten_taken_and_five_booked():
    slot = make_slot(places=11)
    held = fresh(slot)
    made = at_once(lambda n: book(slot=held, party=family(n), key=links.new_key()), people=20)
    assert {type(one) for one in made} == {Booking, Full}, made
    slot.refresh_from_db()
    assert (slot.taken, in_bookings(slot), Booking.objects.count()) == (10, 10, 5)


def test_a_double_click_is_one_booking():
    slot, key = make_slot(), links.new_key()
    held = fresh(slot)
    made = at_once(lambda _n: book(slot=held, party=family(1), key=key))
    assert len({one.pk for one in made}) == 1, made
    assert (Booking.objects.count(), fresh(slot).taken) == (1, 2)


def test_one_person_on_six_phones_books_one_sitting_of_an_event():
    event = make_event()
    slots = [fresh(make_slot(event)) for _n in range(6)]
    made = at_once(lambda n: book(slot=slots[n], party=family(1), key=links.new_key()))
    assert sorted(type(one).__name__ for one in made) == ["AlreadyBooked"] * 5 + ["Booking"], made
    assert sum(fresh(slot).taken for slot in slots) == 2
    assert AlreadyBooked


def test_cancelling_booking_holding_and_lapsing_at_once_keeps_the_count_true():
    slot = make_slot(places=12)
    here = [booked(slot, n) for n in range(5)]
    held = fresh(slot)

    def something(n: int):
        if n % 4 == 0:
            return cancel(booking=here[n // 4])
        if n % 4 == 1:
            return book(slot=held, party=family(100 + n), key=links.new_key())
        if n % 4 == 2:
            return hold(slot=held, party=family(200 + n), key=links.new_key())
        return lapse_overdue()

    made = at_once(something, people=16)
    assert {type(one).__name__ for one in made} <= {"Booking", "Full", "int"}, made
    assert fresh(slot).taken == in_bookings(slot) <= 12


def test_two_who_swap_sittings_at_once_never_wait_for_each_other_for_ever():
    event = make_event(bookings_each=2)
    one, other = make_slot(event, places=6), make_slot(event, places=6)
    first, second = booked(one, 1), booked(other, 2)
    swaps = {0: (first, other), 1: (second, one)}
    made = at_once(lambda n: change(booking=swaps[n % 2][0], wanted=Wanted(swaps[n % 2][1], 2, 0)))
    assert {type(each) for each in made} == {Booking}, made
    assert (fresh(one).taken, fresh(other).taken) == (2, 2)


def test_six_who_wait_and_six_who_leave_at_once_lose_nobodys_turn():
    slot = make_slot(places=12)
    here = [booked(slot, n) for n in range(6)]
    held = fresh(slot)

    def either(n: int):
        return cancel(booking=here[n // 2]) if n % 2 else join(slot=held, party=family(50 + n), key=links.new_key())

    made = at_once(either, people=12)
    assert {type(one) for one in made} == {Booking}, made
    slot.refresh_from_db()
    joined = Booking.objects.filter(state__in=("booked", "offered", "waiting"))
    assert (joined.count(), in_bookings(slot), slot.taken, slot.waiting) == (6, 12, 12, 0)
    assert WaitingParty.objects.count() == Booking.objects.filter(state="offered").count()


def test_an_offer_pressed_twice_is_accepted_once():
    slot = make_slot(places=2)
    first = booked(slot, 1)
    second = join(slot=fresh(slot), party=family(2, email="a@example.org"), key=links.new_key())
    cancel(booking=first)
    made = at_once(lambda _n: accept(booking=second))
    assert {one.state for one in made} == {"booked"}
    assert Message.objects.filter(about=second.code, occasion="event-booked").count() == 1
    assert fresh(slot).taken == 2


def test_everybody_who_books_while_the_visit_moves_online_is_told_and_nobody_books_afterwards(settings):
    settings.SMS_TELLS = True
    slot = make_slot(make_event(online_text="线上参观"), places=100)
    held = fresh(slot)

    def either(n: int):
        if n == 4:
            return move_online(event=held.event, reason="暴雨", by=BY)
        return book_at_once(slot=held, party=family(n), key=links.new_key())

    made = [one for one in at_once(either, people=16) if one is not None]
    assert {type(one) for one in made} <= {Booking, Event}, made
    tell_all()
    told = Message.objects.filter(occasion="event-moved-online").values_list("about", flat=True)
    assert sorted(told) == sorted(Booking.objects.values_list("code", flat=True))
    assert book_at_once(slot=held, party=family(50), key=links.new_key()) is None
    assert fresh(slot).taken == in_bookings(slot) == 2 * (len(made) - 1)


def test_a_form_that_comes_while_the_visit_is_being_moved_online_waits_and_is_not_booked():
    slot = make_slot(make_event(online_text="线上参观"))
    held, moving, coming = fresh(slot), Signal(), Signal()

    def either(n: int):
        if n:
            moving.wait(60)
            coming.set()
            return book_at_once(slot=held, party=family(1), key=links.new_key())
        with transaction.atomic():
            move_online(event=held.event, reason="暴雨", by=BY)
            moving.set()
            coming.wait(60)
            time.sleep(0.2)  # by now the form has met the event's row, or the database's one writer
        return "moved"

    assert at_once(either, people=2) == ["moved", None]
    assert (Booking.objects.count(), fresh(slot).taken) == (0, 0)
