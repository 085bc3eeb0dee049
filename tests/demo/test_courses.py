"""The trainings of the two notices run in the demo, each lesson with its sources, and nobody invented."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from worldday.base.audit import System
from worldday.courses.models import Cohort, Enrolment, Handin, Lesson
from worldday.courses.packages import CoursePlan, read
from worldday.demo.campaigns import load_campaigns
from worldday.demo.courses import open_courses, package
from worldday.demo.questions import load_questions
from worldday.demo.units import load_units

DEMO = Path(__file__).resolve().parents[2] / "demo"
ROWS = json.loads((DEMO / "courses.json").read_text("utf8"))["courses"]
NAMES = [row["package"] for row in ROWS]


@pytest.fixture
def plan(request, tmp_path) -> CoursePlan:
    return read(package(request.param), tmp_path)


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_every_lesson_shows_its_sources_and_both_languages_of_its_name(plan):
    assert [lesson.title for lesson in plan.lessons() if not lesson.sources or not lesson.title_en] == []
    assert [one.text for lesson in plan.lessons() for one in lesson.sources if not one.text_en] == []
    assert "示例" in plan.summary


SHAPES = {"a heading": r"^#+ ", "a numbered item": r"^\d+\. ", "an item": r"^- ", "a row": r"^\|", "a slide": r"^---$"}


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_every_lesson_says_in_english_as_much_as_in_chinese(plan):
    assert plan.summary_en
    for lesson in plan.lessons():
        shape = {name: len(re.findall(pattern, lesson.body, re.MULTILINE)) for name, pattern in SHAPES.items()}
        there = {name: len(re.findall(pattern, lesson.body_en, re.MULTILINE)) for name, pattern in SHAPES.items()}
        assert (lesson.title, bool(lesson.body_en), there) == (lesson.title, True, shape)


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_what_could_not_be_confirmed_is_cited_without_an_article(plan):
    """Articles 9 and 10 of the Measures for Green Food Labels were found in words, not by number."""
    sources = [
        source.text for lesson in plan.lessons() for source in lesson.sources if "绿色食品标志管理办法" in source.text
    ]
    assert not any("第九条" in text or "第十条" in text for text in sources)


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_nothing_is_called_what_only_a_certification_body_may_issue(plan):
    texts = [plan.summary, *(f"{lesson.title}{lesson.body}{lesson.body_en}" for lesson in plan.lessons())]
    assert not any("认证证书" in text or "certification certificate" in text.lower() for text in texts)


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_a_table_of_a_lesson_has_as_many_cells_in_every_line(plan):
    for lesson in plan.lessons():
        for block in re.findall(r"(?:^\|.*\n?)+", f"{lesson.body}\n\n{lesson.body_en}", re.MULTILINE):
            assert len({line.count("|") for line in block.splitlines()}) == 1, lesson.title


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_seven_trainings_are_open_under_their_own_names_with_exams_fixed(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    by = System("demo")
    root = load_units(by=by)
    load_campaigns(owner=root, by=by)
    load_questions(owner=root, by=by)
    open_courses(root=root, by=by)
    found = Cohort.objects.filter(course__example=True).select_related("activity__campaign", "course", "design")
    assert {(one.activity.campaign.slug, one.activity.seq): (one.state, one.design.name) for one in found} == {
        (row["campaign"], row["seq"]): ("open", "学习证明（示例）") for row in ROWS
    }
    assert {one.teacher[-4:] for one in found} == {"（示例）"}  # a unit and no person
    assert {one.place[-4:] for one in found} == {"（示例）"}
    assert {text[-8:] for one in found for text in (one.place_en, one.teacher_en)} == {"(sample)"}
    _every_lesson_can_be_read_after_the_end(found)
    exams = Lesson.objects.filter(sort="exam").select_related("quiz")
    assert [lesson.name for lesson in exams if lesson.quiz is None or lesson.quiz.frozen_at is None] == []
    assert (exams.count(), Enrolment.objects.count(), Handin.objects.count()) == (4, 0, 0)
    before = list(Lesson.objects.values_list("pk", "updated_at"))
    open_courses(root=root, by=by)
    assert list(Lesson.objects.values_list("pk", "updated_at")) == before


def _every_lesson_can_be_read_after_the_end(cohorts) -> None:
    """Rows 10, 18, 20 and the cloud classroom are over on 14 October: their lessons are still there for everybody."""
    client, read = Client(), set()
    for cohort in cohorts:
        for lesson in Lesson.objects.filter(chapter__course=cohort.course):
            address = [cohort.activity.campaign.slug, cohort.activity.code, lesson.code]
            page = client.get(reverse("public:course_read", args=address))
            assert page.status_code == 200, lesson.name
            assert "示例" in page.content.decode()
            read.add(lesson.sort)
    assert read == {"text", "slides", "pdf", "video", "exam", "assignment", "onsite"}
