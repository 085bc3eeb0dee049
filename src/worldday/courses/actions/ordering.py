"""The order of chapters and lessons."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from worldday.base.audit import Actor
from worldday.courses.models import Chapter, Lesson

from .editing import held
from .record import record

UP, DOWN = "up", "down"


@transaction.atomic
def move_chapter(*, chapter: Chapter, way: str, by: Actor) -> None:
    """One place up or down; at the end it stays where it is."""
    course = held(chapter.course)
    rows = list(course.chapters.all())
    _swap(rows, [row.pk for row in rows].index(chapter.pk), way)
    _number(Chapter, rows)
    record("chapter-moved", course, by, after={"chapter": chapter.name})


@transaction.atomic
def move_lesson(*, lesson: Lesson, way: str, by: Actor) -> None:
    """One place up or down; from the end of a chapter into the next one."""
    course = held(lesson.chapter.course)
    chapters = list(course.chapters.prefetch_related("lessons"))
    lessons = [list(chapter.lessons.all()) for chapter in chapters]
    at = next(number for number, chapter in enumerate(chapters) if chapter.pk == lesson.chapter_id)
    place = [row.pk for row in lessons[at]].index(lesson.pk)
    leaves = place == 0 if way == UP else place == len(lessons[at]) - 1
    other = at + (-1 if way == UP else 1)
    if not leaves:
        _swap(lessons[at], place, way)
    elif 0 <= other < len(chapters):
        row = lessons[at].pop(place)
        row.chapter = chapters[other]
        lessons[other].insert(len(lessons[other]) if way == UP else 0, row)
    for group in lessons:
        _number(Lesson, group, "chapter")
    record("lesson-moved", course, by, after={"lesson": lesson.name})


def _swap(rows: list[Any], at: int, way: str) -> None:
    other = at + (-1 if way == UP else 1)
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]


def _number(model: Any, rows: list[Any], *fields: str) -> None:
    for position, row in enumerate(rows):
        row.position = position
    model.objects.bulk_update(rows, ["position", *fields])
