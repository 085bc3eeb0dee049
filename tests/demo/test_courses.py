"""The trainings of the two notices run in the demo, each lesson with its sources, and nobody invented."""

import json
import re
from pathlib import Path

import pytest

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
    assert "示例" in plan.summary


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_nothing_is_called_what_only_a_certification_body_may_issue(plan):
    texts = [plan.summary, *(f"{lesson.title}{lesson.body}" for lesson in plan.lessons())]
    assert not any("认证证书" in text for text in texts)


@pytest.mark.parametrize("plan", NAMES, indirect=True)
def test_a_table_of_a_lesson_has_as_many_cells_in_every_line(plan):
    for lesson in plan.lessons():
        for block in re.findall(r"(?:^\|.*\n?)+", lesson.body, re.MULTILINE):
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
    exams = Lesson.objects.filter(sort="exam").select_related("quiz")
    assert [lesson.name for lesson in exams if lesson.quiz is None or lesson.quiz.frozen_at is None] == []
    assert (exams.count(), Enrolment.objects.count(), Handin.objects.count()) == (4, 0, 0)
    before = list(Lesson.objects.values_list("pk", "updated_at"))
    open_courses(root=root, by=by)
    assert list(Lesson.objects.values_list("pk", "updated_at")) == before
