"""Lessons that anyone may read: where the course allows it, after its end too, and nothing of it counts."""

from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.courses import lessons_of, make_cohort

from worldday.courses import files
from worldday.courses.models import Asset, Progress

SORTS = ("text", "slides", "pdf", "video", "exam", "assignment", "onsite")
BODIES = {"text": "一课的正文", "exam": "考试的正文", "assignment": "作业的正文"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _after_its_end(on_day):
    on_day(date(2020, 11, 20))


@pytest.fixture
def cohort():
    made = make_cohort(sorts=SORTS)
    made.course.readable = True
    made.course.save()
    for lesson in lessons_of(made.course):
        lesson.body = "第一张\n\n---\n\n第二张" if lesson.sort == "slides" else BODIES.get(lesson.sort, "正文")
        lesson.save()
    return made


def address(cohort, lesson, name: str = "course_read", *more) -> str:
    activity = cohort.activity
    return reverse(f"public:{name}", args=[activity.campaign.slug, activity.code, lesson.code, *more])


def test_after_the_end_every_lesson_is_read_in_its_order_and_nothing_is_counted(client, cohort):
    lessons = lessons_of(cohort.course)
    activity = cohort.activity
    outline = client.get(reverse("public:course", args=[activity.campaign.slug, activity.code])).content.decode()
    for lesson in lessons:
        assert f'href="{address(cohort, lesson)}"' in outline
    for here, after in pairwise(lessons):
        page = client.get(address(cohort, here))
        text = page.content.decode()
        assert page.status_code == 200, here.sort
        assert "未报名" in text
        assert f'href="{address(cohort, after)}"' in text
    assert not Progress.objects.exists()
    assert not client.cookies


def test_each_sort_shows_what_can_be_read_and_keeps_what_is_for_learners(client, cohort):
    said = {one.sort: client.get(address(cohort, one)).content.decode() for one in lessons_of(cohort.course)}
    assert "一课的正文" in said["text"]
    assert "第一张" in said["slides"] and "第二张" not in said["slides"]
    assert "/files/" in said["pdf"] and ".jpg" in said["pdf"]
    assert "<video" in said["video"] and "data-watched" not in said["video"]
    assert "考试的正文" not in said["exam"] and "data-begin" not in said["exam"]
    assert "作业的正文" in said["assignment"] and "<textarea" not in said["assignment"]
    slides = next(one for one in lessons_of(cohort.course) if one.sort == "slides")
    assert "第二张" in client.get(address(cohort, slides), {"page": "2"}).content.decode()


def test_files_come_in_parts_and_only_those_of_the_course(client, cohort, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lessons = {one.sort: one for one in lessons_of(cohort.course)}
    video = Asset.objects.get(lesson=lessons["video"])
    path = files.path_of(video.stored)
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(range(100)))
    part = client.get(
        address(cohort, lessons["video"], "course_read_file", video.code), headers={"range": "bytes=10-19"}
    )
    assert (part.status_code, b"".join(part.streaming_content)) == (206, bytes(range(10, 20)))
    assert part["Cache-Control"] == "public, max-age=300"
    other = make_cohort(sorts=("video",))
    strange = Asset.objects.get(lesson=lessons_of(other.course)[0])
    assert client.get(address(cohort, lessons["video"], "course_read_file", strange.code)).status_code == 404


@pytest.mark.parametrize("shut", ["not readable", "course a draft", "cohort a draft", "campaign a draft", "elsewhere"])
def test_nothing_is_read_that_was_not_opened_for_everybody(cohort, shut):
    lesson, client = lessons_of(cohort.course)[0], Client()
    here = address(cohort, lesson)
    assert client.get(here).status_code == 200
    if shut == "not readable":
        type(cohort.course).objects.update(readable=False)
    elif shut == "course a draft":
        type(cohort.course).objects.update(state="draft")
    elif shut == "cohort a draft":
        type(cohort).objects.update(state="draft")
    elif shut == "campaign a draft":
        type(cohort.activity.campaign).objects.update(state="draft")
    else:
        here = address(make_cohort(), lesson)
    assert client.get(here).status_code == 404
