"""Experts on a course's page: the unit asks, the expert answers, and nothing but name and unit is ever shown."""

import pytest
from django.urls import reverse
from tests.factories.courses import make_cohort
from tests.factories.units import make_staff, make_unit
from tests.public.test_courses import course_url

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.courses.actions.experts import answer, name_experts
from worldday.courses.models import Cohort, CourseExpert
from worldday.courses.queries.experts import could_be_named, panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def city(cohort):
    return cohort.course.owner


@pytest.fixture
def expert(city):
    return make_staff("陈示例", unit=city, role="expert")


def test_those_can_be_named_who_may_mark_and_nobody_else(cohort, city, expert):
    office = make_unit("某处", parent=city)
    make_staff("下级专家", unit=office, role="expert")
    make_staff("经办人", unit=city, role="unit-staff")
    make_staff("外市专家", unit=make_unit("乙市市场监管局"), role="expert")
    assert could_be_named(cohort.course) == {expert: city.name}


def test_nobody_is_shown_before_they_agreed_themselves_nor_after_they_took_it_back(client, cohort, city, expert):
    name_experts(course=cohort.course, staff=[expert], by=make_staff(unit=city))
    assert "陈示例" not in client.get(course_url(cohort)).content.decode()
    client.force_login(expert)
    asked = CourseExpert.objects.get()
    assert "陈示例" not in str(panel(cohort.course))
    assert reverse("desk_marking:named", args=[asked.pk]) in client.get(reverse("desk_marking:list")).content.decode()
    client.post(reverse("desk_marking:named", args=[asked.pk]), {"answer": "yes"})
    client.logout()
    page = client.get(course_url(cohort)).content.decode()
    assert "陈示例" in page
    assert city.name in page
    assert expert.email not in page
    client.force_login(expert)
    client.post(reverse("desk_marking:named", args=[asked.pk]), {"answer": "no"})
    client.logout()
    assert "陈示例" not in client.get(course_url(cohort)).content.decode()


def test_only_the_expert_can_agree(client, cohort, city, expert):
    chief = make_staff(unit=city)
    name_experts(course=cohort.course, staff=[expert], by=chief)
    asked = CourseExpert.objects.get()
    with pytest.raises(Problem):
        answer(expert=asked, agrees=True, by=chief)
    client.force_login(chief)
    assert client.post(reverse("desk_marking:named", args=[asked.pk]), {"answer": "yes"}).status_code == 404
    assert panel(cohort.course) == []


def test_the_unit_chooses_on_the_courses_page_and_an_answer_is_kept(client, cohort, city, expert):
    client.force_login(make_staff(unit=city))
    url = reverse("desk_courses:experts", args=[cohort.course.code])
    client.post(url, {"staff": [expert.code]})
    answer(expert=CourseExpert.objects.get(), agrees=True, by=expert)
    client.post(url, {"staff": [expert.code]})
    assert [one.staff for one in panel(cohort.course)] == [expert]
    client.post(url, {"staff": []})
    assert CourseExpert.objects.count() == 0


def test_somebody_who_does_not_mark_here_is_not_asked(cohort, city):
    with pytest.raises(Problem):
        name_experts(course=cohort.course, staff=[make_staff("外人")], by=make_staff(unit=city))


def test_who_left_is_not_shown_any_more(cohort, city, expert):
    name_experts(course=cohort.course, staff=[expert], by=make_staff(unit=city))
    answer(expert=CourseExpert.objects.get(), agrees=True, by=expert)
    expert.is_active = False
    expert.save()
    assert panel(cohort.course) == []


def test_asking_and_answering_are_in_the_audit_trail(cohort, city, expert):
    name_experts(course=cohort.course, staff=[expert], by=make_staff(unit=city))
    answer(expert=CourseExpert.objects.get(), agrees=True, by=expert)
    rows = AuditEvent.objects.filter(action__startswith="course-expert").order_by("pk")
    assert [(row.action, row.actor_name) for row in rows] == [
        ("course-experts-asked", "王一"),
        ("course-expert-agreed", "陈示例"),
    ]
