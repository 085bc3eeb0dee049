"""Many doors at the same moment, on real connections: nobody counted twice, no place given that is not there."""

import pytest
from tests.factories.at_once import at_once
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock
from worldday.events.actions.changing import cancel
from worldday.events.actions.checking_in import Entry, Report, check_in, take_report
from worldday.events.actions.doors import open_door
from worldday.events.actions.walking_in import Walk
from worldday.events.attendance import attendance
from worldday.events.models import Arrival, Booking, Scan, Slot, SurveyAnswer, WalkIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


@pytest.fixture
def visit():
    return make_visit(places=40)


def doors_of(visit, number=6):
    return [open_door(event=visit, name=f"门 {n}", by=visit.staff)[0] for n in range(number)]


def test_six_doors_that_scan_one_class_at_once_let_thirty_in(visit):
    school = make_booking(visit.slots.get(), adults=3, minors=27)
    doors, now = doors_of(visit), clock.now()

    def scan(n):
        return take_report(door=doors[n], report=Report(f"phone-{n}", [Entry(1, school.code, now, persons=30)]))

    assert at_once(scan) == [[1]] * 6
    assert (Scan.objects.count(), Arrival.objects.count(), attendance(visit).inside) == (6, 1, 30)


def test_one_phone_that_sends_its_records_six_times_at_once_is_heard_once(visit):
    slot = visit.slots.get()
    families = [make_booking(slot, f"家庭 {n}", adults=2) for n in range(4)]
    door, now = doors_of(visit, 1)[0], clock.now()
    entries = [Entry(n, one.code, now, persons=2) for n, one in enumerate(families, 1)]
    report = Report("phone", entries, [Walk(9, slot.pk, now, persons=3)])
    assert at_once(lambda _n: take_report(door=door, report=report)) == [[1, 2, 3, 4, 9]] * 6
    assert (Scan.objects.count(), WalkIn.objects.count(), attendance(visit).inside) == (4, 1, 11)


def test_doors_that_hold_many_bookings_in_different_order_never_wait_for_each_other_for_ever(visit):
    slot = visit.slots.get()
    families = [make_booking(slot, f"家庭 {n}", adults=1) for n in range(8)]
    doors, now = doors_of(visit), clock.now()

    def scan(n):
        order = families if n % 2 else families[::-1]
        entries = [Entry(at, one.code, now) for at, one in enumerate(order, 1)]
        return take_report(door=doors[n], report=Report(f"phone-{n}", entries, [Walk(20 + n, slot.pk, now)]))

    assert [type(one) for one in at_once(scan)] == [list] * 6
    assert (Arrival.objects.count(), attendance(visit).inside) == (8, 14)


def test_people_without_a_booking_at_six_doors_take_no_place_twice(visit):
    slot = visit.slots.get()
    make_booking(slot, adults=35)
    doors, now = doors_of(visit), clock.now()
    at_once(lambda n: take_report(door=doors[n], report=Report("phone", walks=[Walk(1, slot.pk, now, persons=2)])))
    assert (Slot.objects.get().taken, sum(WalkIn.objects.values_list("took", flat=True))) == (40, 5)
    assert attendance(visit).inside == 12


def test_cancelling_and_checking_in_at_once_leave_one_true_story(visit):
    slot = visit.slots.get()
    family = make_booking(slot, adults=4)

    def both(n):
        return cancel(booking=family, by=visit.staff) if n % 2 else check_in(booking=family, persons=4, by=visit.staff)

    at_once(both)
    family = Booking.objects.get()
    came = Arrival.objects.count()
    assert (family.state, came, Slot.objects.get().taken) in {("came", 1, 4), ("cancelled", 1, 0)}


def test_one_link_to_the_survey_pressed_six_times_at_once_gives_one_answer(visit):
    from worldday.events.actions.surveying import Answered, answer, open_survey

    family = make_booking(visit.slots.get(), adults=2)
    check_in(booking=family, persons=2, by=visit.staff)
    open_survey(event=visit, by=visit.staff)
    made = at_once(lambda _n: answer(booking=family, said={"satisfaction": "4"}))
    assert sorted(type(one).__name__ for one in made) == sorted([SurveyAnswer.__name__, *[Answered.__name__] * 5])
    assert SurveyAnswer.objects.count() == 1


def test_one_slip_pressed_six_times_at_once_gives_one_answer(visit):
    from worldday.events.actions.surveying import Answered, answer_slip, make_slips, open_survey

    check_in(booking=make_booking(visit.slots.get()), persons=1, by=visit.staff)
    (slip,) = make_slips(event=visit, number=1, by=visit.staff)
    open_survey(event=visit, by=visit.staff)
    slip.survey.refresh_from_db()
    made = at_once(lambda _n: answer_slip(slip=slip, said={"satisfaction": "4"}))
    assert sorted(type(one).__name__ for one in made) == sorted([SurveyAnswer.__name__, *[Answered.__name__] * 5])
    assert SurveyAnswer.objects.count() == 1
