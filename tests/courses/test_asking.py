"""Experts are told what is asked of them: to be named, to mark, to mark anew; in their language, with the address, once."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.units import make_staff, make_unit
from wagtail.users.models import UserProfile

from worldday.courses.actions import marking
from worldday.courses.actions.experts import name_experts
from worldday.courses.actions.handing_in import hand_in
from worldday.courses.models import Cohort, Course, Enrolment, Handin, Lesson
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
MARKING = "/desk/marking/"


@pytest.fixture(autouse=True)
def _day(on_day, settings, tmp_path):
    on_day(date(2020, 10, 14))
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cohort() -> Cohort:
    made = make_cohort(sorts=("assignment",), name_en="First cohort")
    Course.objects.filter(pk=made.course_id).update(name_en="Drafting standards")
    Lesson.objects.update(name="改一页草案", name_en="Mend a page")
    made.course.refresh_from_db()
    return made


@pytest.fixture
def city(cohort):
    return cohort.course.owner


@pytest.fixture
def expert(city):
    return make_staff("陈示例", unit=city, role="expert", email="chen@example.org")


def handed_in(learner: Enrolment, key: str = "a") -> Handin:
    lesson = lessons_of(learner.cohort.course)[0]
    made = hand_in(enrolment=learner, lesson=lesson, text="改错说明", given=[], key=key)
    made.lesson = lesson
    return made


def told(occasion: str) -> list[Message]:
    return list(Message.objects.filter(occasion=occasion).order_by("pk"))


def speaks_english(staff) -> None:
    UserProfile.objects.update_or_create(user=staff, defaults={"preferred_language": "en"})


def test_a_first_assignment_is_told_to_the_expert_by_note_and_mail_with_the_address(cohort, expert):
    handed_in(make_enrolment(cohort, phone="13800000001"))
    found = told("course-to-mark")
    assert {(one.channel, one.address, one.to) for one in found} == {
        ("note", "", expert.code),
        ("email", "chen@example.org", expert.code),
    }
    assert {one.subject for one in found} == {"作业待批改：标准编写基础"}
    assert {one.link for one in found} == {f"{MARKING}?cohort={cohort.code}"}
    assert "改一页草案" in found[0].text
    assert "王晓明" not in str([(one.subject, one.text) for one in found])


def test_each_is_told_in_their_own_language(cohort, city, expert):
    speaks_english(make_staff("Li", unit=city, role="expert"))
    handed_in(make_enrolment(cohort))
    texts = {one.language: one.text for one in told("course-to-mark")}
    assert texts["en"].startswith("Drafting standards, First cohort: “Mend a page” was handed in")
    assert texts["zh-hans"].startswith("“标准编写基础”第一期")


def test_a_class_that_hands_in_is_one_message_until_somebody_has_marked(cohort, city, expert):
    first, second, third = (handed_in(make_enrolment(cohort), key=key) for key in "abc")
    assert len(told("course-to-mark")) == 2  # a note and a mail
    for one in (first, second, third):
        marking.mark(handin=one, points=80, comment="", by=expert)
    handed_in(make_enrolment(cohort))
    assert len(told("course-to-mark")) == 4


def test_what_waits_for_more_than_a_week_does_not_keep_the_next_from_being_told(cohort, expert, on_day):
    handed_in(make_enrolment(cohort))
    on_day(date(2020, 10, 22))
    handed_in(make_enrolment(cohort))
    assert len(told("course-to-mark")) == 4


def test_handed_in_anew_it_comes_to_whoever_returned_it_and_to_nobody_else(cohort, city, expert):
    make_staff("别的专家", unit=city, role="expert")
    learner = make_enrolment(cohort)
    marking.give_back(handin=handed_in(learner), comment="请补充依据", by=expert)
    handed_in(make_enrolment(cohort), key="other")  # waits, and keeps nothing back
    again = handed_in(learner, key="b")
    found = told("course-anew")
    assert {one.to for one in found} == {expert.code}
    assert {one.link for one in found} == {reverse("desk_marking:handin", args=[again.code])}


def test_the_same_form_twice_tells_once(cohort, expert):
    learner = make_enrolment(cohort)
    handed_in(learner, key="a")
    handed_in(learner, key="a")
    assert len(told("course-to-mark")) == 2


def test_whoever_marked_before_and_has_left_is_not_told_but_the_others_are(cohort, city, expert):
    other = make_staff("别的专家", unit=city, role="expert")
    learner = make_enrolment(cohort)
    marking.give_back(handin=handed_in(learner), comment="请补充依据", by=expert)
    expert.is_active = False
    expert.save()
    Message.objects.all().delete()
    handed_in(learner, key="b")
    assert told("course-anew") == []
    assert {one.to for one in told("course-to-mark")} == {other.code}


def test_without_an_expert_the_staff_of_the_courses_own_unit_are_told(cohort, city):
    clerk = make_staff("经办人", unit=city, role="unit-staff")
    make_staff("外市专家", unit=make_unit("乙市市场监管局"), role="expert")
    handed_in(make_enrolment(cohort))
    assert {one.to for one in told("course-to-mark")} == {clerk.code}


def test_who_is_asked_to_be_named_gets_a_message_once(cohort, city, expert):
    chief = make_staff(unit=city)
    name_experts(course=cohort.course, staff=[expert], by=chief)
    name_experts(course=cohort.course, staff=[expert], by=chief)
    found = told("course-asked")
    assert {(one.channel, one.to, one.link) for one in found} == {
        ("note", expert.code, MARKING),
        ("email", expert.code, MARKING),
    }
    assert len(found) == 2
    assert f"“标准编写基础”的课程页可否显示您的姓名和单位（{city.name}）" in found[0].text


def test_asked_again_after_it_was_taken_back_is_told_again(cohort, city, expert, on_day):
    chief = make_staff(unit=city)
    for chosen in ([expert], [], [expert]):
        name_experts(course=cohort.course, staff=chosen, by=chief)
    assert len(told("course-asked")) == 4
