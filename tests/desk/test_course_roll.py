"""The roll of a day on site, called on one page."""

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.courses import lessons_of, make_cohort, make_enrolment
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.courses.models import Progress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def day(client):
    bureau = make_unit("甲市市场监管局")
    client.force_login(make_staff(unit=bureau, role="organiser"))
    activity = make_activity(make_campaign(owner=bureau), units=[bureau], kind="course", name="标准编写培训")
    cohort = make_cohort(activity=activity, sorts=("text", "onsite"))
    cohort.learners = [make_enrolment(cohort, name=name) for name in ("甲", "乙", "丙")]
    cohort.page = reverse("desk_courses:roll", args=[cohort.code, lessons_of(cohort.course)[1].code])
    return cohort


def there(day) -> list[str]:
    rows = Progress.objects.filter(lesson__sort="onsite", percent=100)
    return sorted(rows.values_list("enrolment__name", flat=True))


def call(client, day, present, shown=None):
    shown = day.learners if shown is None else shown
    return client.post(day.page, {"shown": [one.code for one in shown], "present": [one.code for one in present]})


def test_everybody_is_ticked_on_one_page_and_only_changes_are_written(client, day):
    first, second, third = day.learners
    call(client, day, [first, second])
    assert there(day) == sorted(["甲", "乙"])
    call(client, day, [first, third])
    assert there(day) == sorted(["甲", "丙"])
    assert AuditEvent.objects.filter(action="learner-attended").count() == 4
    assert client.get(day.page).content.decode().count(" checked") == 2


def test_who_was_not_on_the_teachers_page_is_left_alone(client, day):
    first, second, third = day.learners
    call(client, day, [third])
    call(client, day, [first], shown=[first, second])
    assert there(day) == sorted(["甲", "丙"])


def test_completing_is_not_taken_back_by_the_roll(client, day):
    first = day.learners[0]
    call(client, day, [first])
    type(first)._base_manager.filter(pk=first.pk).update(state="completed", completed_at=clock.now())
    call(client, day, [])
    assert there(day) == ["甲"]


def test_the_page_costs_the_same_few_queries_however_many_learn(client, day, django_assert_max_num_queries):
    for n in range(30):
        make_enrolment(day, name=f"学员{n}")
    with django_assert_max_num_queries(25):
        assert client.get(day.page).status_code == 200


def test_only_a_day_on_site_has_a_roll(client, day):
    text = reverse("desk_courses:roll", args=[day.code, lessons_of(day.course)[0].code])
    assert client.get(text).status_code == 404
