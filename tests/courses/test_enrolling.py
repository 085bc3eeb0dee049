"""Seats, dates, prerequisites, and two at once."""

from datetime import date, datetime

import pytest
from django.utils.timezone import make_aware
from tests.factories.at_once import at_once
from tests.factories.courses import make_cohort, make_course, make_course_activity, make_enrolment

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid
from worldday.courses.actions.enrolling import ByRosterOnly, Full, NotBefore, NotOpen, enrol, renew_link, withdraw
from worldday.courses.learners import Person, number_by
from worldday.courses.links import note_of, noted, opened, token_of
from worldday.courses.models import Cohort, Enrolment, Prerequisite
from worldday.people.identity import attach, number_of, recognise

BY = System("test")


def come(cohort: Cohort, word: str = "a", name: str = "王晓明", **fields):
    return enrol(cohort=cohort, learner=number_by(word), strength="link", person=Person(name, **fields))


@pytest.fixture(autouse=True)
def _day(on_day, everything):
    on_day(date(2020, 9, 20))


@pytest.mark.django_db
class TestOneLearner:
    def test_takes_a_seat(self):
        cohort = make_cohort(seats=2)
        learner = come(cohort, name="  Ānna   Müller ", unit_name="上海某检测公司", phone="13800000000")
        cohort.refresh_from_db()
        assert (learner.name, learner.state, cohort.taken) == ("Ānna Müller", "enrolled", 1)
        assert learner.contact == {"phone": "13800000000"}

    def test_who_presses_twice_has_one_seat(self):
        cohort = make_cohort(seats=2)
        assert come(cohort) == come(cohort, name="王小明")
        cohort.refresh_from_db()
        assert (cohort.taken, Enrolment.objects.get().name) == (1, "王晓明")

    def test_without_a_name_is_told_so_and_no_seat_is_gone(self):
        cohort = make_cohort(seats=2)
        with pytest.raises(Invalid) as told:
            come(cohort, name="   ")
        cohort.refresh_from_db()
        assert list(told.value.errors) == ["name"]
        assert cohort.taken == 0

    def test_who_leaves_frees_the_seat_and_comes_back_to_what_was_learnt(self):
        cohort = make_cohort(seats=1)
        first = come(cohort)
        withdraw(enrolment=first, by=BY)
        withdraw(enrolment=first, by=BY)
        other = come(cohort, "b")
        withdraw(enrolment=other, by=BY)
        assert come(cohort).pk == first.pk
        cohort.refresh_from_db()
        assert cohort.taken == 1

    def test_known_by_phone_and_by_wechat_is_one_learner(self):
        cohort = make_cohort()
        phone = number_of("phone", "13800000000")
        first = enrol(cohort=cohort, learner=phone, strength="phone", person=Person("王晓明"))
        recognise(kind="phone", value="13800000000")
        person = attach(participant=recognise(kind="wechat", value="openid"), kind="phone", value="13800000000")
        again = enrol(cohort=cohort, learner=person.number, strength="wechat", person=Person("王晓明"))
        assert again == first

    def test_the_audit_trail_names_the_learner_by_code_only(self):
        come(make_cohort())
        row = AuditEvent.objects.get(action="learner-enrolled")
        assert "王晓明" not in f"{row.target_name}{row.after}{row.actor_name}"


@pytest.mark.django_db
class TestTheDoor:
    @pytest.mark.parametrize(
        "fields",
        [
            {"state": "draft"},
            {"state": "closed"},
            {"enrols_from": make_aware(datetime(2020, 9, 21))},
            {"enrols_until": make_aware(datetime(2020, 9, 20, 9))},
            {"ends_on": date(2020, 9, 19)},
        ],
    )
    def test_is_shut_outside_the_dates(self, fields):
        cohort = make_cohort(**fields)
        with pytest.raises(NotOpen):
            come(cohort)

    def test_opens_by_roster_only_where_the_cohort_says_so(self):
        cohort = make_cohort(admission="roster", state="draft")
        with pytest.raises((ByRosterOnly, NotOpen)):
            come(cohort)
        assert make_enrolment(cohort).from_roster

    def test_asks_for_what_must_come_first(self):
        activity = make_course_activity()
        basics = make_course(activity.campaign.owner, name="标准化基础")
        cohort = make_cohort(activity=activity)
        Prerequisite.objects.create(course=cohort.course, needs=basics)
        with pytest.raises(NotBefore) as told:
            come(cohort)
        assert "标准化基础" in str(told.value)
        done = come(make_cohort(activity=activity, course=basics))
        Enrolment.objects.filter(pk=done.pk).update(state="completed", completed_at=done.enrolled_at)
        assert come(cohort).cohort == cohort

    def test_is_shut_when_every_seat_is_taken(self):
        cohort = make_cohort(seats=1)
        come(cohort)
        with pytest.raises(Full):
            come(cohort, "b")


@pytest.mark.django_db
class TestPersonalLinks:
    def test_a_link_opens_one_enrolment_and_nothing_else(self):
        cohort = make_cohort()
        one, other = come(cohort), come(cohort, "b")
        assert opened(one.code, token_of(one)) == one
        assert opened(other.code, token_of(one)) is None
        assert opened("unknown", token_of(one)) is None

    def test_a_new_link_ends_the_old_one_on_every_device(self):
        learner = come(make_cohort())
        old, note = token_of(learner), note_of(learner)
        assert noted(note, days=30) == learner
        renewed = renew_link(enrolment=learner, by=BY)
        assert opened(learner.code, old) is None
        assert noted(note, days=30) is None
        assert opened(learner.code, token_of(renewed)) == learner

    def test_a_link_of_somebody_who_left_opens_nothing(self):
        learner = come(make_cohort())
        withdraw(enrolment=learner, by=BY)
        assert opened(learner.code, token_of(learner)) is None


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_never_one_seat_too_many(self):
        cohort = make_cohort(seats=3)
        found = at_once(lambda n: come(cohort, f"learner {n}"), 8)
        cohort.refresh_from_db()
        assert sum(isinstance(one, Enrolment) for one in found) == 3
        assert sum(isinstance(one, Full) for one in found) == 5
        assert (cohort.taken, Enrolment.objects.count()) == (3, 3)

    def test_a_double_press_is_one_enrolment(self):
        cohort = make_cohort(seats=3)
        found = at_once(lambda _n: come(cohort, "the same"), 6)
        cohort.refresh_from_db()
        assert len({one.pk for one in found}) == 1
        assert (cohort.taken, Enrolment.objects.count()) == (1, 1)
