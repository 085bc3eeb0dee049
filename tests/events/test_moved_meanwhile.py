"""Two hands on one booking: what the first did is seen by the second, and the count of places stays true in every sitting."""

import time
from datetime import timedelta
from threading import Event as Signal

import pytest
from django.db import transaction
from django.db.models import Sum
from tests.factories.at_once import at_once
from tests.factories.events import BY, booked, family, make_event, make_slot
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock
from worldday.events import links
from worldday.events.actions import waiting
from worldday.events.actions.changing import AcceptFirst, Wanted, cancel, change, renew_link
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.lapsing import lapse_overdue
from worldday.events.actions.releasing import release_absent
from worldday.events.actions.slots import cancel_slot
from worldday.events.actions.sparing import MOST_CHANGES, TooOften
from worldday.events.checking import NotOpen
from worldday.events.forgetting import forget
from worldday.events.models import TAKING, Booking, Slot
from worldday.events.queries import slot_to_book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


def taken() -> list[int]:
    """By sitting, as its counter says; it must be what the bookings add up to."""
    counted = list(Slot.objects.order_by("pk").values_list("taken", flat=True))
    rows = Booking.objects.filter(state__in=TAKING).order_by()
    sums = dict(rows.values_list("slot").annotate(n=Sum("size")))
    assert counted == [sums.get(pk, 0) for pk in Slot.objects.order_by("pk").values_list("pk", flat=True)]
    return counted


def moved() -> tuple[Booking, Booking]:
    """A booking as one clerk still has it before him, and as the other has moved it to the second sitting."""
    event = make_event()
    first, second = make_slot(event), make_slot(event)
    seen = booked(first, 1)
    now = change(booking=Booking.objects.get(pk=seen.pk), wanted=Wanted(second, 3), by=BY)
    assert taken() == [0, 3]
    return seen, now


def test_cancelling_what_was_moved_meanwhile_frees_the_places_where_they_are():
    seen, _now = moved()
    cancel(booking=seen, by=BY)
    assert taken() == [0, 0]


def test_changing_what_was_moved_meanwhile_moves_it_from_where_it_is():
    seen, now = moved()
    third = make_slot(now.event)
    change(booking=seen, wanted=Wanted(third, 4), by=BY)
    assert taken() == [0, 0, 4]
    change(booking=seen, wanted=Wanted(Slot.objects.get(pk=now.slot_id), 2), by=BY)
    assert taken() == [0, 2, 0]


def test_a_link_is_renewed_whatever_was_moved():
    seen, _now = moved()
    assert renew_link(booking=seen, by=BY)
    assert taken() == [0, 3]


def test_six_clerks_who_change_one_party_at_once_leave_one_of_their_numbers():
    event = make_event()
    slots = [make_slot(event, places=30) for _n in range(3)]
    one = booked(slots[0], 1)
    made = at_once(lambda n: change(booking=one, wanted=Wanted(slots[n % 3], n % 5 + 1), by=BY), people=6)
    assert {type(each) for each in made} == {Booking}, made
    last = Booking.objects.get()
    assert (last.slot_id, last.size) in {(slots[n % 3].pk, n % 5 + 1) for n in range(6)}
    assert taken() == [last.size if slot.pk == last.slot_id else 0 for slot in slots]


@pytest.mark.parametrize("_again", range(4))  # the gap is narrow
def test_cancelling_and_moving_at_once_leave_no_place_behind(_again):
    event = make_event()
    slots = [make_slot(event, places=30) for _n in range(3)]
    here = [booked(slots[0], n) for n in range(3)]

    def either(n: int):
        mine = here[n // 2]
        return cancel(booking=mine) if n % 2 else change(booking=mine, wanted=Wanted(slots[1 + n % 2], 2, 0))

    made = at_once(either, people=6)
    assert {type(each).__name__ for each in made} <= {"Booking", "Ended"}, made
    assert [one.state for one in Booking.objects.all()] == ["cancelled"] * 3
    assert taken() == [0, 0, 0]


def test_a_sitting_is_held_again_when_the_booking_left_it_while_its_row_was_waited_for():
    event = make_event()
    first, second = make_slot(event), make_slot(event)
    one, read, moving = booked(first, 1), Signal(), Signal()

    def either(n: int):
        if n:
            moving.wait(60)
            read.set()
            return cancel(booking=one).state
        with transaction.atomic():
            change(booking=one, wanted=Wanted(second, 2), by=BY)
            moving.set()
            read.wait(60)
            time.sleep(0.3)  # by now the other one waits for the first sitting, or for the database's one writer
        return "moved"

    assert at_once(either, people=2) == ["moved", "cancelled"]
    assert taken() == [0, 0]


def test_who_is_let_in_while_absent_parties_are_released_keeps_the_place():
    visit = make_visit(places=40, starts=clock.now() - timedelta(minutes=20))
    slot, inside, counting = visit.slots.get(), Signal(), Signal()
    here, absent = make_booking(slot, adults=4), make_booking(slot, adults=3)

    def either(n: int):
        if n:
            inside.wait(60)
            counting.set()
            return release_absent(slot=slot, by=visit.staff)
        with transaction.atomic():
            check_in(booking=here, persons=4, by=visit.staff)
            inside.set()
            counting.wait(60)
            time.sleep(0.3)
        return "inside"

    assert at_once(either, people=2) == ["inside", 1]
    here.refresh_from_db()
    absent.refresh_from_db()
    assert (here.state, absent.state, taken()) == ("came", "released", [4])


def test_checking_in_releasing_and_cancelling_at_once_count_each_party_once():
    visit = make_visit(places=60, starts=clock.now() - timedelta(minutes=20))
    slot = visit.slots.get()
    parties = [make_booking(slot, f"家庭 {n}", adults=2) for n in range(9)]

    def something(n: int):
        if n % 3 == 0:
            return check_in(booking=parties[n // 3], persons=2, by=visit.staff)
        if n % 3 == 1:
            return cancel(booking=parties[3 + n // 3], by=visit.staff)
        return release_absent(slot=slot, by=visit.staff)

    made = at_once(something, people=9)
    assert not [one for one in made if isinstance(one, Exception)], made
    states = list(Booking.objects.values_list("state", flat=True))
    assert taken() == [2 * states.count("came")]
    assert "booked" not in states


def test_who_is_let_in_while_asking_to_be_forgotten_has_come_and_is_forgotten():
    visit = make_visit(places=40)
    seen = make_booking(visit.slots.get(), "张三", adults=2)
    check_in(booking=Booking.objects.get(pk=seen.pk), persons=2, by=visit.staff)
    forget(booking=seen)
    now = Booking.objects.select_related("details").get()
    assert (now.state, now.booker, now.details.person, taken()) == ("came", None, {}, [2])


def test_accepting_and_lapsing_an_offer_at_once_give_the_places_to_one_party():
    slot = make_slot(places=2)
    first = booked(slot, 1)
    offered, behind = (waiting.join(slot=slot_to_book(slot.pk), party=family(n), key=links.new_key()) for n in (2, 3))
    cancel(booking=first)
    Booking.objects.filter(pk=offered.pk).update(held_until=clock.now() - timedelta(seconds=1))
    made = at_once(lambda n: lapse_overdue() if n % 2 else waiting.accept(booking=offered), people=6)
    assert {type(one).__name__ for one in made} <= {"int", "OfferOver"}, made
    assert [Booking.objects.get(pk=one.pk).state for one in (offered, behind)] == ["lapsed", "offered"]
    assert taken() == [2]


def test_nobody_joins_the_list_of_a_sitting_that_was_cancelled_meanwhile():
    slot = make_slot(places=2)
    booked(slot, 1)
    seen = slot_to_book(slot.pk)
    cancel_slot(slot=slot, reason="停电", by=BY)
    with pytest.raises(NotOpen):
        waiting.join(slot=seen, party=family(2), key=links.new_key())
    assert (Booking.objects.count(), Slot.objects.get().waiting) == (1, 0)


def test_joining_while_the_sitting_is_being_cancelled_waits_and_is_refused():
    slot = make_slot(places=2)
    booked(slot, 1)
    seen, cancelling, coming = slot_to_book(slot.pk), Signal(), Signal()

    def either(n: int):
        if n:
            cancelling.wait(60)
            coming.set()
            return waiting.join(slot=seen, party=family(2), key=links.new_key())
        with transaction.atomic():
            cancel_slot(slot=slot, reason="停电", by=BY)
            cancelling.set()
            coming.wait(60)
            time.sleep(0.3)
        return "cancelled"

    first, second = at_once(either, people=2)
    assert (first, type(second)) == ("cancelled", NotOpen)
    assert (Booking.objects.count(), Slot.objects.get().waiting) == (1, 0)


def test_an_offer_is_accepted_before_the_party_is_changed():
    slot = make_slot(places=2)
    first = booked(slot, 1)
    offered = waiting.join(slot=slot_to_book(slot.pk), party=family(2), key=links.new_key())
    cancel(booking=first)
    with pytest.raises(AcceptFirst):
        change(booking=offered, wanted=Wanted(slot, 1))


def test_the_link_changes_a_booking_so_often_and_staff_as_often_as_they_like(settings):
    settings.SMS_TELLS = True
    one = booked(make_slot(), 1)
    for n in range(MOST_CHANGES):
        change(booking=one, wanted=Wanted(one.slot, 2 + n % 2 + 1))
    with pytest.raises(TooOften):
        change(booking=one, wanted=Wanted(one.slot, 1))
    assert change(booking=one, wanted=Wanted(one.slot, 1), by=BY).size == 1
