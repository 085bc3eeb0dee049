"""Each record of a phone once; each party inside once; what the desk and the doors say agrees."""

from datetime import timedelta

import pytest
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.events.actions.checking_in import Entry, Report, check_in, take_back, take_report
from worldday.events.actions.doors import close_door, door_with, open_door
from worldday.events.actions.walking_in import Walk, take_back_walk, walk_in
from worldday.events.attendance import attendance
from worldday.events.models import Arrival, Booking, BookingState, Scan, Slot, WalkIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def visit():
    return make_visit(places=40)


@pytest.fixture
def slot(visit):
    return visit.slots.get()


@pytest.fixture
def door(visit):
    return open_door(event=visit, name="南门", by=visit.staff)[0]


def sent(door, *entries, device="phone-a", walks=()):
    return take_report(door=door, report=Report(device, entries, walks))


def entry(booking, number=1, minute=0, **fields):
    return Entry(number, booking.code, clock.now() - timedelta(minutes=30 - minute), **fields)


def test_a_record_sent_twice_is_kept_once_and_acknowledged_twice(door, slot):
    school = make_booking(slot, "王老师", adults=3, minors=27)
    one = entry(school, persons=30)
    assert (sent(door, one), sent(door, one)) == ([1], [1])
    assert (Scan.objects.count(), Arrival.objects.get().persons) == (1, 30)
    assert Booking.objects.get().state == BookingState.CAME


def test_of_two_doors_that_had_no_line_the_first_by_time_counts(visit, door, slot):
    other = open_door(event=visit, name="北门", by=visit.staff)[0]
    school = make_booking(slot, adults=2, minors=28)
    sent(other, entry(school, minute=9, persons=30), device="phone-b")
    sent(door, entry(school, minute=4, persons=29))
    arrival = Arrival.objects.select_related("scan__door").get()
    assert (arrival.scan.door.name, arrival.persons) == ("南门", 29)
    assert attendance(visit).inside == 29


def test_a_mistake_taken_back_leaves_a_booking_that_may_still_come(visit, slot):
    family = make_booking(slot, adults=2)
    check_in(booking=family, persons=2, by=visit.staff)
    take_back(booking=family, by=visit.staff)
    family.refresh_from_db()
    assert (family.state, Arrival.objects.count()) == (BookingState.BOOKED, 0)
    check_in(booking=family, persons=1, by=visit.staff)
    assert Arrival.objects.get().persons == 1


def test_a_cancelled_party_that_was_let_in_counts_as_come_and_keeps_no_places(door, slot, visit):
    gone = make_booking(slot, state=BookingState.CANCELLED, ended=1)
    sent(door, entry(gone))
    gone.refresh_from_db()
    assert (gone.state, attendance(visit).inside, attendance(visit).total("booked")) == ("cancelled", 1, 0)
    assert Slot.objects.get().taken == 0


def test_a_record_about_another_events_booking_changes_nothing(door):
    elsewhere = Booking(code="zzzzzzzz")
    assert sent(door, entry(elsewhere)) == [1]
    assert Scan.objects.count() == 0


def test_a_moment_before_the_fortnight_or_in_the_future_is_drawn_in(door, slot):
    family = make_booking(slot)
    sent(door, Entry(1, family.code, clock.now() - timedelta(days=4000)))
    sent(door, Entry(2, family.code, clock.now() + timedelta(days=4000), entered=False))
    first, second = Scan.objects.order_by("pk")
    assert clock.now() - first.at < timedelta(days=14, minutes=1)
    assert second.at <= second.received_at


def test_people_without_a_booking_take_the_free_places_and_are_counted_beyond_them(door, slot, visit):
    make_booking(slot, adults=38)
    sent(door, walks=[Walk(1, slot.pk, clock.now(), persons=5)])
    sent(door, walks=[Walk(1, slot.pk, clock.now(), persons=5)])
    walk = WalkIn.objects.get()
    assert (walk.persons, walk.took, Slot.objects.get().taken, attendance(visit).inside) == (5, 2, 40, 5)
    take_back_walk(walk=walk, by=visit.staff)
    take_back_walk(walk=walk, by=visit.staff)
    assert (Slot.objects.get().taken, attendance(visit).inside) == (38, 0)


def test_people_without_a_booking_take_no_place_a_waiting_party_has_a_right_to(slot, visit):
    Slot.objects.filter(pk=slot.pk).update(waiting=1)
    assert walk_in(slot=slot, persons=3, by=visit.staff).took == 0


def test_a_door_opens_with_its_secret_until_it_is_taken_back(visit):
    door, secret = open_door(event=visit, name=" 南门  二号 ", by=visit.staff)
    assert (door.name, door_with(door.code, secret)) == ("南门 二号", door)
    assert [door_with(door.code, wrong) for wrong in ("", "x", door.token_digest)] == [None, None, None]
    close_door(door=door, by=visit.staff)
    assert door_with(door.code, secret) is None


def test_nobody_holds_the_link_of_the_desks_own_door(visit, slot):
    check_in(booking=make_booking(slot), persons=1, by=visit.staff)
    desk = visit.doors.get()
    assert [door_with(desk.code, secret) for secret in ("", desk.token_digest)] == [None, None]


def test_a_door_has_a_name(visit):
    with pytest.raises(Problem, match="签到点名称"):
        open_door(event=visit, name="  ", by=visit.staff)
    assert visit.doors.count() == 0


def test_the_audit_trail_says_which_door_took_in_how_many_records_and_names_nobody(door, slot):
    sent(door, entry(make_booking(slot, "欧阳锋")))
    row = AuditEvent.objects.get(action="event-checked-in")
    assert (row.actor, row.after["door"], row.after["records"]) == (f"door:{door.code}", "南门", 1)
    assert "欧阳锋" not in f"{row.before}{row.after}{row.target_name}"


def test_figures_cost_as_many_queries_for_many_sittings_as_for_one(django_assert_num_queries):
    visit = make_visit(slots=3)
    for slot in visit.slots.all():
        make_booking(slot, adults=2)
    with django_assert_num_queries(4):
        found = attendance(visit)
    assert [(one.places, one.booked, one.parties, one.left, one.missing) for one in found.sittings] == [
        (60, 2, 1, 58, 2)
    ] * 3
