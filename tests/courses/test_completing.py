"""Completing: at once after the last step, by the worker for what happens elsewhere, once, and with its certificate."""

from datetime import date

import pytest
from tests.factories.at_once import at_once
from tests.factories.courses import lessons_of, make_cohort, make_course_activity, make_design, make_enrolment
from tests.factories.events import make_event, make_slot
from tests.factories.quizzes import BY, make_attempt, make_quiz

from worldday.base import clock
from worldday.certificates.models import Certificate
from worldday.courses import following
from worldday.courses.actions.completing import certify, settle
from worldday.courses.actions.correcting import Printed, correct_name
from worldday.courses.actions.enrolling import withdraw
from worldday.courses.actions.progress import InOrder, Over, attend, finish
from worldday.courses.models import Course, Enrolment, Lesson, Progress
from worldday.events.models import Booking, BookingState
from worldday.quizzes import actions as quizzes
from worldday.quizzes.models import Attempt


@pytest.fixture(autouse=True)
def _day(on_day, everything):
    on_day(date(2020, 10, 14))


def fresh(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_related("cohort__course", "cohort__design", "cohort__activity__campaign__owner")
    return rows.get(pk=enrolment.pk)


def with_design(cohort):
    cohort.design = make_design(cohort.course.owner)
    cohort.save()
    return cohort


def with_exam(cohort):
    """Of 100 points; the course asks for 60."""
    quiz = make_quiz(activity=cohort.activity, identity="phone", classes=True, in_all=3)
    quizzes.freeze(quiz=quiz, by=BY)
    Lesson.objects.filter(chapter__course=cohort.course, sort="exam").update(quiz=quiz)
    return quiz


@pytest.mark.django_db
class TestByReading:
    def test_the_last_lesson_completes_the_course_and_brings_one_certificate(self):
        cohort = with_design(make_cohort(sorts=("text", "text")))
        learner, [one, other] = make_enrolment(cohort, unit_name="某公司"), lessons_of(cohort.course)
        finish(enrolment=learner, lesson=one)
        assert (fresh(learner).state, fresh(learner).percent) == ("enrolled", 50)
        finish(enrolment=learner, lesson=other)
        finish(enrolment=learner, lesson=other)
        done = fresh(learner)
        certificate = Certificate.objects.get()
        assert (done.state, done.percent, done.minutes, done.certificate) == ("completed", 100, 60, certificate.number)
        assert certificate.reason_ref == f"course:{learner.code}"
        assert ("课程", "标准编写基础") in [tuple(pair) for pair in certificate.said] or "标准编写基础" in str(
            certificate.said
        )

    def test_the_certificate_names_the_cohort_where_its_design_asks(self):
        cohort = make_cohort(name="第二期")
        words = {"title": "学习证明", "body": "{name}完成了“{课程}”{班次}的学习。", "body_en": "{hours} h, {cohort}."}
        cohort.design = make_design(cohort.course.owner, words=words)
        cohort.save()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        finish(enrolment=fresh(learner), lesson=lesson)
        said = dict(Certificate.objects.get().said)
        assert (said["body"], said["body_en"]) == ("王晓明完成了“标准编写基础”第二期的学习。", "0.5 h, 第二期.")

    def test_a_lesson_counts_only_in_its_turn_where_the_rule_says_so(self):
        cohort = make_cohort(sorts=("text", "text"))
        Course.objects.filter(pk=cohort.course_id).update(rule={"in_order": True})
        learner, [one, other] = make_enrolment(cohort), lessons_of(cohort.course)
        with pytest.raises(InOrder):
            finish(enrolment=learner, lesson=other)
        finish(enrolment=learner, lesson=one)
        assert finish(enrolment=learner, lesson=other).done_at

    def test_after_the_last_day_nothing_more_counts(self, on_day):
        cohort = make_cohort()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        on_day(date(2020, 11, 1))
        with pytest.raises(Over):
            finish(enrolment=learner, lesson=lesson)
        assert fresh(learner).state == "enrolled"

    def test_without_a_design_there_is_no_certificate(self):
        cohort = make_cohort()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        finish(enrolment=learner, lesson=lesson)
        assert certify(enrolment=fresh(learner)) == ""

    def test_a_certificate_that_could_not_be_issued_comes_later_by_itself(self):
        cohort = with_design(make_cohort())
        cohort.design.active = False
        cohort.design.save()
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        finish(enrolment=fresh(learner), lesson=lesson)
        assert (fresh(learner).state, fresh(learner).certificate) == ("completed", "")
        cohort.design.active = True
        cohort.design.save()
        assert following.award_missing() == 1
        assert fresh(learner).certificate == Certificate.objects.get().number
        assert following.award_missing() == 0

    def test_a_name_is_corrected_until_it_is_printed(self):
        cohort = with_design(make_cohort())
        learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
        correct_name(enrolment=learner, name="王晓名", latin="", unit_name="", by=BY)
        finish(enrolment=fresh(learner), lesson=lesson)
        assert Certificate.objects.get().holder_name == "王晓名"
        with pytest.raises(Printed):
            correct_name(enrolment=learner, name="王小明", latin="", unit_name="", by=BY)


@pytest.mark.django_db
class TestByExam:
    def examined(self):
        cohort = with_design(make_cohort(activity=make_course_activity(), sorts=("exam",)))
        return with_exam(cohort), make_enrolment(cohort)

    def test_the_best_counted_attempt_decides(self):
        quiz, learner = self.examined()
        make_attempt(quiz, learner.learner, score=50)
        assert settle(enrolment=fresh(learner)).state == "enrolled"
        assert Progress.objects.get().score == 50
        make_attempt(quiz, learner.learner, score=90)
        make_attempt(quiz, learner.learner, score=10)
        assert settle(enrolment=fresh(learner)).state == "completed"
        assert Progress.objects.get().score == 90

    def test_a_void_attempt_and_somebody_elses_count_nothing(self):
        quiz, learner = self.examined()
        make_attempt(quiz, learner.learner, score=100, void=True)
        make_attempt(quiz, learner.learner + 1, score=100)
        assert settle(enrolment=fresh(learner)).state == "enrolled"

    def test_the_worker_sees_it_without_the_learner_coming_back(self):
        quiz, learner = self.examined()
        make_attempt(quiz, learner.learner, score=100)
        following.follow()
        assert fresh(learner).certificate
        assert following.follow_exams() == 0

    def test_a_hall_that_sits_the_exam_within_a_minute_is_followed_to_its_last_learner(self, monkeypatch):
        monkeypatch.setattr(following, "MOST", 3)
        quiz, first = self.examined()
        learners = [first, *(make_enrolment(first.cohort, name=f"学员{n}") for n in range(9))]
        for n, learner in enumerate(learners):
            make_attempt(quiz, learner.learner, score=100, seconds=30 + n)
        turns = [following.follow_exams() for _turn in range(5)]
        assert Enrolment.objects.filter(state="completed").count() == 10
        assert turns == [3, 3, 3, 1, 0]

    def test_an_attempt_after_the_last_day_comes_too_late(self):
        quiz, learner = self.examined()
        make_attempt(quiz, learner.learner, score=100)
        cohort = learner.cohort
        cohort.ends_on = date(2020, 10, 10)
        cohort.starts_on = date(2020, 10, 1)
        cohort.save()
        assert settle(enrolment=fresh(learner)).state == "enrolled"
        assert Attempt.objects.count() == 1


@pytest.mark.django_db
class TestOnSite:
    def test_who_was_checked_in_has_attended(self):
        cohort, event = make_cohort(sorts=("onsite",)), make_event()
        Lesson.objects.filter(chapter__course=cohort.course).update(onsite=event.activity)
        learner = make_enrolment(cohort)
        Booking.objects.create(
            id=1, key=1, event=event, slot=make_slot(event), booker=learner.learner, size=1, adults=1,
            state=BookingState.CAME, made_at=clock.now(), settled_at=clock.now(),
        )  # fmt: skip
        following.follow_days()
        assert fresh(learner).state == "completed"

    def test_of_a_full_hall_everybody_is_seen_turn_by_turn(self, monkeypatch):
        monkeypatch.setattr(following, "MOST", 3)
        cohort, event = make_cohort(sorts=("onsite",)), make_event()
        Lesson.objects.filter(chapter__course=cohort.course).update(onsite=event.activity)
        slot = make_slot(event)
        for n in range(7):
            learner = make_enrolment(cohort, name=f"学员{n}")
            Booking.objects.create(
                id=n + 1, key=n + 1, event=event, slot=slot, booker=learner.learner, size=1, adults=1,
                state=BookingState.CAME, made_at=clock.now(), settled_at=clock.now(),
            )  # fmt: skip
        done = []
        for _turn in range(3):
            following.follow_days()
            done.append(Enrolment.objects.filter(state="completed").count())
        assert done == [3, 6, 7]

    def test_the_teachers_roll_counts_and_can_be_taken_back_before_the_end(self):
        cohort = make_cohort(sorts=("onsite", "text"))
        learner, [lesson, _text] = make_enrolment(cohort), lessons_of(cohort.course)
        attend(enrolment=learner, lesson=lesson, by=BY)
        assert fresh(learner).percent == 50
        attend(enrolment=learner, lesson=lesson, by=BY, present=False)
        assert fresh(learner).percent == 0


@pytest.mark.django_db(transaction=True)
def test_seen_by_learner_and_worker_at_once_there_is_one_completion_and_one_certificate():
    cohort = with_design(make_cohort(sorts=("text",)))
    learner, [lesson] = make_enrolment(cohort), lessons_of(cohort.course)
    Progress.objects.create(
        enrolment=learner, lesson=lesson, opened_at=clock.now(), last_at=clock.now(), done_at=clock.now(), percent=100
    )
    found = at_once(lambda _n: settle(enrolment=fresh(learner)), 5)
    assert {one.state for one in found} == {"completed"}
    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_somebody_who_left_completes_nothing():
    cohort = make_cohort()
    learner = make_enrolment(cohort)
    withdraw(enrolment=learner, by=BY)
    assert settle(enrolment=fresh(learner)).state == "withdrawn"
