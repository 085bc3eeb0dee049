"""A lesson on site is the event of a day: chosen in the desk, and who is checked in there has attended."""

import pytest
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort
from tests.factories.visits import make_visit

from worldday.courses.models import Lesson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def day(client):
    visit = make_visit()
    cohort = make_cohort(activity=visit.activity, sorts=("text", "onsite"))
    client.force_login(visit.staff)
    cohort.visit, (cohort.text, cohort.onsite) = visit, lessons_of(cohort.course)
    return cohort


def said(lesson: Lesson, **more) -> dict[str, object]:
    return {"name": lesson.name, "minutes": "90", "required": "on", "body": "", "sources": ""} | more


def test_the_event_of_a_day_is_chosen_and_taken_away_again(client, day):
    page = reverse("desk_courses:lesson", args=[day.onsite.code])
    assert day.visit.activity.name in client.get(page).content.decode()
    assert client.post(page, said(day.onsite, onsite=day.visit.activity.pk)).status_code == 302
    assert Lesson.objects.get(pk=day.onsite.pk).onsite == day.visit.activity
    client.post(page, said(day.onsite, onsite=""))
    assert Lesson.objects.get(pk=day.onsite.pk).onsite is None


def test_an_event_of_another_campaign_and_a_text_have_no_such_choice(client, day):
    page = reverse("desk_courses:lesson", args=[day.onsite.code])
    assert client.post(page, said(day.onsite, onsite=999_999)).status_code == 422
    text = client.get(reverse("desk_courses:lesson", args=[day.text.code])).content.decode()
    assert 'name="onsite"' not in text
