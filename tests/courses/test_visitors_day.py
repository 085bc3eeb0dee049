"""Seats, offers and exams of somebody who stands, in a demo, at a day of their own."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate, make_aware
from tests.courses.test_waiting import BY, come, counts, state
from tests.factories.courses import make_cohort, make_course_activity, make_design, make_enrolment
from tests.factories.quizzes import make_attempt, make_quiz

from worldday.base import clock
from worldday.certificates.models import Certificate
from worldday.courses import following
from worldday.courses.actions import seats
from worldday.courses.actions.enrolling import withdraw
from worldday.courses.models import Enrolment, Lesson
from worldday.quizzes import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
OCTOBER, JUNE = date(2020, 10, 14), date(2020, 6, 9)


@pytest.fixture(autouse=True)
def _demo(on_day, settings):
    settings.DEMO = True
    on_day(OCTOBER)


def test_an_offer_of_june_lapses_in_june_and_a_queue_of_june_lasts_until_its_cohort_ends_there(settings):
    with clock.standing_at(JUNE):
        cohort = make_cohort(seats=1, starts_on=JUNE, ends_on=date(2020, 6, 30))
        first, second, third = come(cohort, "a"), come(cohort, "b"), come(cohort, "c")
        withdraw(enrolment=first, by=BY)
    assert (state(second), state(third), counts(cohort)) == ("offered", "waiting", (1, 1))
    assert seats.lapse_overdue() == 0
    assert (state(second), state(third)) == ("offered", "waiting")
    with clock.standing_at(JUNE + timedelta(days=2)):
        assert seats.lapse_overdue() == 1
    assert (state(second), state(third)) == ("withdrawn", "offered")


def test_an_exam_sat_in_june_completes_the_course_of_june_although_the_worker_stands_in_october():
    with clock.standing_at(JUNE):
        cohort = make_cohort(
            activity=make_course_activity(), sorts=("exam",), starts_on=JUNE, ends_on=date(2020, 6, 30)
        )
        cohort.design = make_design(cohort.course.owner)
        cohort.save()
        hours = {name: make_aware(datetime(2020, 6, day, 9)) for name, day in (("opens_at", 10), ("closes_at", 30))}
        quiz = make_quiz(activity=cohort.activity, identity="phone", classes=True, in_all=3, **hours)
        actions.freeze(quiz=quiz, by=BY)
        Lesson.objects.filter(chapter__course=cohort.course, sort="exam").update(quiz=quiz)
        learner = make_enrolment(cohort)
        make_attempt(quiz, learner.learner, score=100, strength="seat", at=make_aware(datetime(2020, 6, 12, 10)))
    assert following.follow_exams() == 1
    done = Enrolment.objects.get(pk=learner.pk)
    assert (done.state, localdate(done.completed_at)) == ("completed", date(2020, 6, 12))
    assert Certificate.objects.get().issued_on == date(2020, 6, 12)
