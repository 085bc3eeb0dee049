"""A day on site, booked from the learner's own page: being let in counts, also for somebody with a personal link and no phone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.events import make_event, make_slot, phone
from tests.public.test_courses import hidden, learning

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.courses import following, forgetting
from worldday.courses.actions.booking_day import day_form
from worldday.courses.models import DayBooking, Enrolment, Lesson
from worldday.events.actions.changing import cancel
from worldday.events.actions.checking_in import check_in
from worldday.events.links import key_number
from worldday.events.models import Booking, EventState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture(autouse=True)
def _day(on_day):
    on_day(date(2020, 10, 14))


@pytest.fixture
def day():
    """A course of one day on site, its event with a sitting in an hour, and a learner with a personal link."""
    event, cohort = make_event(), make_cohort(sorts=("onsite",), recognition="link")
    make_slot(event, begins=timedelta(hours=1))
    Lesson.objects.filter(chapter__course=cohort.course).update(onsite=event.activity)
    learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
    learner.event, learner.lesson = event, lesson
    return learner


def press(learner: Enrolment, browser=None):
    """The button of the lesson's page."""
    return (browser or learning(learner)).post(reverse("public:lesson_day", args=[learner.code, learner.lesson.code]))


def book_there(learner: Enrolment, browser=None, n: int = 0) -> Booking:
    """Press, fill in the event's form, send it."""
    browser = browser or learning(learner)
    url = press(learner, browser).url
    page = browser.get(url)
    slot = learner.event.slots.get()
    said = {"key": hidden(page, "key"), "consent": hidden(page, "consent"), "slot": slot.pk, "adults": 1, "minors": 0}
    said |= {"name": "李老师", "phone": phone(n), "agree": "on"}
    assert browser.post(url, said).status_code == 302
    return Booking.objects.get(key=key_number(said["key"]))


def fresh(learner: Enrolment) -> Enrolment:
    return Enrolment.objects.get(pk=learner.pk)


def test_who_booked_from_their_own_page_and_was_let_in_has_attended(day):
    booking = book_there(day)
    following.follow_days()
    assert fresh(day).state == "enrolled"
    check_in(booking=booking, persons=1, by=BY)
    following.follow_days()
    assert fresh(day).state == "completed"


def test_a_booking_made_elsewhere_counts_for_nobody_with_a_link(day):
    other = make_enrolment(day.cohort)
    booking = book_there(day)
    check_in(booking=booking, persons=1, by=BY)
    following.follow_days()
    assert (fresh(day).state, fresh(other).state) == ("completed", "enrolled")


def test_pressing_again_opens_the_same_form_and_then_the_booking(day):
    browser = learning(day)
    first, second = press(day, browser).url, press(day, browser).url
    assert first == second
    booking = book_there(day, browser)
    assert press(day, browser).url.startswith(f"/bookings/{booking.code}/")
    assert DayBooking.objects.count() == 1


def test_after_cancelling_another_form_is_opened_and_its_booking_counts(day):
    browser = learning(day)
    cancel(booking=book_there(day, browser))
    again = book_there(day, browser)
    check_in(booking=again, persons=1, by=BY)
    following.follow_days()
    assert fresh(day).state == "completed"
    assert DayBooking.objects.count() == 2


def test_when_the_lesson_gets_another_event_the_old_booking_counts_no_more(day):
    browser = learning(day)
    booking = book_there(day, browser)
    check_in(booking=booking, persons=1, by=BY)
    day.event = make_event()
    make_slot(day.event, begins=timedelta(hours=1))
    Lesson.objects.filter(pk=day.lesson.pk).update(onsite=day.event.activity)
    following.follow_days()
    assert fresh(day).state == "enrolled"
    assert book_there(day, browser, n=1).event == day.event


def test_the_page_says_what_to_do_and_afterwards_that_it_is_booked(day):
    browser, url = learning(day), reverse("public:lesson", args=[day.code, day.lesson.code])
    assert "请从这里预约" in browser.get(url).content.decode()
    book_there(day, browser)
    page = browser.get(url).content.decode()
    assert "我的预约" in page
    assert "请从这里预约" not in page


def test_an_event_that_one_cannot_book_only_leads_to_its_page(day):
    day.event.state = EventState.CLOSED
    day.event.save()
    url = reverse("public:lesson", args=[day.code, day.lesson.code])
    assert "预约这一天" not in learning(day).get(url).content.decode()
    assert press(day).status_code == 404
    assert DayBooking.objects.count() == 0


def test_nobody_presses_for_somebody_else(client, day):
    assert press(day, client).url.startswith("/learn/?to=")
    assert press(day, learning(make_enrolment(make_cohort()))).url.startswith("/learn/?to=")
    assert DayBooking.objects.count() == 0


def test_once_forgotten_nothing_leads_from_the_booking_to_the_enrolment(day):
    book_there(day)
    forgetting.forget_me(day)
    assert DayBooking.objects.count() == 0


def test_the_audit_trail_names_the_learner_by_the_code(day):
    day_form(enrolment=day, lesson=day.lesson)
    row = AuditEvent.objects.get(action="learner-books-day")
    assert row.after == {"enrolment": day.code, "lesson": day.lesson.name}
