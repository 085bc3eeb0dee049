"""Courses, cohorts and learners, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit
from worldday.base import clock, longwork, scope
from worldday.base.audit import System
from worldday.base.ids import new_code
from worldday.campaigns.models import Activity
from worldday.certificates.models import Design
from worldday.courses.actions import reading_rosters
from worldday.courses.actions.enrolling import enrol
from worldday.courses.learners import Person, number_by
from worldday.courses.models import Asset, AssetRole, Chapter, Cohort, Course, Enrolment, Lesson, Roster
from worldday.units.models import Unit


def make_course_activity(**fields: Any) -> Activity:
    city = make_unit("上海市市场监督管理局", contact="标准创新发展处")
    return make_activity(make_campaign(owner=city), units=[city], kind="course", **({"name": "标准编写培训"} | fields))


def make_course(owner: Unit, *, sorts: tuple[str, ...] = ("text",), **fields: Any) -> Course:
    """Published, one chapter, a lesson of half an hour for each of `sorts`."""
    with scope.everything("factory"):
        course = Course.objects.create(owner=owner, **({"name": "标准编写基础", "state": "published"} | fields))
        chapter = Chapter.objects.create(course=course, name="第一章")
        for at, sort in enumerate(sorts):
            make_lesson(chapter, sort, position=at)
    return course


def make_lesson(chapter: Chapter, sort: str, **fields: Any) -> Lesson:
    values = {"name": f"{sort} {fields.get('position', 0) + 1}", "minutes": 30, "body": f"# {sort}\n\n正文"}
    with scope.everything("factory"):
        lesson = Lesson.objects.create(chapter=chapter, sort=sort, **(values | fields))
        if sort == "video":
            make_asset(lesson, AssetRole.VIDEO, "video/mp4", name="课.mp4", seconds=600)
        if sort == "pdf":
            make_asset(lesson, AssetRole.DOCUMENT, "application/pdf", name="课.pdf", pages=4)
    return lesson


def make_asset(lesson: Lesson, role: str, mime: str, **fields: Any) -> Asset:
    values = {"stored": f"te/{new_code()}{new_code()}", "size": 1000, "digest": "0" * 64, "added_at": clock.now()}
    return Asset.objects.create(course=lesson.chapter.course, lesson=lesson, role=role, mime=mime, **(values | fields))


def lessons_of(course: Course) -> list[Lesson]:
    rows = Lesson.objects.select_related("chapter__course", "quiz").filter(chapter__course=course)
    with scope.everything("factory"):
        return list(rows.order_by("chapter__position", "position"))


def make_cohort(
    *, activity: Activity | None = None, course: Course | None = None, sorts: tuple[str, ...] = ("text",), **fields: Any
) -> Cohort:
    """Open over September and October 2020, for anybody, without seats to run out."""
    activity = activity or make_course_activity()
    with scope.everything("factory"):
        course = course or make_course(activity.campaign.owner, sorts=sorts)
        values = {"name": "第一期", "state": "open", "starts_on": date(2020, 9, 1), "ends_on": date(2020, 10, 31)}
        return Cohort.objects.create(activity=activity, course=course, **(values | fields))


def make_design(owner: Unit, **fields: Any) -> Design:
    words = {"title": "学习证明", "body": "{name}完成了“{课程}”的学习。"}
    with scope.everything("factory"):
        return Design.objects.create(owner=owner, **({"name": "学习证明", "sort": "learning", "words": words} | fields))


def make_enrolment(cohort: Cohort, *, name: str = "王晓明", word: str | None = None, **fields: Any) -> Enrolment:
    """By personal link, through the verb."""
    person = Person(name, **fields)
    return enrol(cohort=cohort, learner=number_by(word or new_code()), strength="link", person=person, from_roster=True)


def upload_roster(cohort: Cohort, lines: Sequence[Sequence[str]], headings: Sequence[str] = ("姓名", "手机")) -> Roster:
    """A sheet as a unit sends it, with every cell a text; not read yet."""
    book = Workbook()
    for row in (headings, *lines):
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else cell.data_type
    with TemporaryDirectory() as folder, scope.everything("factory"):
        at = Path(folder) / "upload"
        book.save(at)
        return reading_rosters.upload_roster(cohort=cohort, at=at, file_name="名单.xlsx", by=System("test"))


def make_roster(cohort: Cohort, lines: Sequence[Sequence[str]], headings: Sequence[str] = ("姓名", "手机")) -> Roster:
    """The same, and read."""
    roster = upload_roster(cohort, lines, headings)
    longwork.run.call(longwork.find(reading_rosters.WORK, roster.code).pk)
    with scope.everything("factory"):
        roster.refresh_from_db()
    return roster
