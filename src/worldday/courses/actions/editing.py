"""What people do to a course by hand: its words, its chapters and lessons, their order, when it counts as completed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check
from worldday.base.problems import Problem
from worldday.courses.completion.rule import BadRule, rule_from
from worldday.courses.models import Chapter, Course, CourseState, Handin, Lesson, LessonSort, Prerequisite, Progress

from .record import record

COURSE_FIELDS = ("name", "name_en", "summary", "summary_en", "audience", "audience_en", "example", "readable")
CHAPTER_FIELDS = ("name", "name_en")
LESSON_FIELDS = ("name", "name_en", "body", "body_en", "sources", "minutes", "required", "onsite", "quiz")
MOST_LESSONS = 500


class Learnt(Problem):
    sentence = _(
        "People have learnt in this lesson, so it stays. Mark it as optional instead; then it changes nothing about completion."
    )


@transaction.atomic
def change_course(*, course: Course, changes: Values, by: Actor) -> Course:
    """Its name and what is said about it. Raises `Invalid`."""
    row = held(course)
    before, after = change(row, changes, allowed=COURSE_FIELDS)
    if after:
        row.save()
        record("course-changed", row, by, before=before, after=after)
    return row


@transaction.atomic
def set_rule(*, course: Course, changes: Values, by: Actor) -> Course:
    """When it counts as completed. Who has completed it stays so. Raises `Problem` for what is no rule."""
    row = held(course)
    try:
        rule = rule_from(row.rule | changes).as_json()
    except BadRule:
        raise Problem(_("Each percentage lies between 1 and 100. Nothing was changed.")) from None
    if rule != row.rule:
        before, row.rule = row.rule, rule
        row.save(update_fields=["rule", "updated_at"])
        record("course-rule-set", row, by, before=before, after=rule)
    return row


@transaction.atomic
def set_state(*, course: Course, state: str, by: Actor) -> Course:
    """Publish it, close it, or take it back to be worked on. A course without a lesson is not published."""
    row = held(course)
    if state == CourseState.PUBLISHED and not Lesson.objects.filter(chapter__course=row).exists():
        raise Problem(_("A course without a lesson cannot be published; add one first."))
    before, after = change(row, {"state": state}, allowed=("state",))
    if after:
        row.save(update_fields=["state", "updated_at"])
        record("course-changed", row, by, before=before, after=after)
    return row


@transaction.atomic
def set_prerequisites(*, course: Course, needs: list[Course], by: Actor) -> None:
    """Which courses come first. Raises `Problem` for a circle."""
    row = held(course)
    if any(one.pk == row.pk or _needs(one, row) for one in needs):
        raise Problem(_("These courses would wait for each other; nothing was changed."))
    had = {one.needs_id for one in row.prerequisites.all()}
    wanted = {one.pk for one in needs}
    row.prerequisites.filter(needs__in=had - wanted).delete()
    Prerequisite.objects.bulk_create([Prerequisite(course=row, needs_id=pk) for pk in sorted(wanted - had)])
    if had != wanted:
        record("course-prerequisites-set", row, by, after={"needs": [one.name for one in needs]})


def _needs(course: Course, other: Course) -> bool:
    """Whether `other` comes somewhere before `course`."""
    seen: set[int] = set()
    waiting = {course.pk}
    while waiting:
        seen |= waiting
        waiting = set(Prerequisite.objects.filter(course__in=waiting).values_list("needs", flat=True)) - seen
    return other.pk in seen


@transaction.atomic
def add_chapter(*, course: Course, name: str, by: Actor, name_en: str = "") -> Chapter:
    """A chapter after the others. Raises `Invalid`."""
    row = held(course)
    last = row.chapters.aggregate(last=Max("position"))["last"]
    chapter = Chapter(course=row, position=0 if last is None else last + 1, name=name.strip(), name_en=name_en.strip())
    check(chapter, CHAPTER_FIELDS)
    chapter.save()
    record("chapter-added", row, by, after={"chapter": chapter.name})
    return chapter


@transaction.atomic
def change_chapter(*, chapter: Chapter, changes: Values, by: Actor) -> Chapter:
    """Raises `Invalid`."""
    course = held(chapter.course)
    row = Chapter.objects.get(pk=chapter.pk)
    before, after = change(row, changes, allowed=CHAPTER_FIELDS)
    if after:
        row.save()
        record("chapter-changed", course, by, before=before, after=after)
    return row


@transaction.atomic
def remove_chapter(*, chapter: Chapter, by: Actor) -> None:
    """An empty one. Raises `Problem` while lessons stand in it."""
    course = held(chapter.course)
    if chapter.lessons.exists():
        raise Problem(_("Lessons stand in this chapter; move or remove them first."))
    Chapter.objects.filter(pk=chapter.pk).delete()
    record("chapter-removed", course, by, before={"chapter": chapter.name})


@transaction.atomic
def add_lesson(*, chapter: Chapter, sort: str, name: str, by: Actor, **fields: Any) -> Lesson:
    """A lesson at the end of the chapter. Raises `Invalid`, `Problem` for a course that is too long."""
    course = held(chapter.course)
    if sort not in LessonSort.values:
        raise Problem
    if Lesson.objects.filter(chapter__course=course).count() >= MOST_LESSONS:
        raise Problem(_("A course has at most 500 lessons; please begin another one."))
    last = chapter.lessons.aggregate(last=Max("position"))["last"]
    lesson = Lesson(chapter=chapter, sort=sort, position=0 if last is None else last + 1)
    change(lesson, {"name": name, **fields}, allowed=LESSON_FIELDS)
    lesson.key = lesson.code
    lesson.save()
    record("lesson-added", course, by, after={"lesson": lesson.name, "sort": sort})
    return lesson


@transaction.atomic
def change_lesson(*, lesson: Lesson, changes: Values, by: Actor) -> Lesson:
    """What stands in it and what it counts for; what learners have done stays. Raises `Invalid`."""
    course = held(lesson.chapter.course)
    row = Lesson.objects.select_related("quiz", "onsite").get(pk=lesson.pk)
    before, after = change(row, changes, allowed=LESSON_FIELDS)
    if after:
        row.save()
        record("lesson-changed", course, by, before={"lesson": row.name} | _short(before), after=_short(after))
    return row


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: Actor) -> None:
    """One in which nobody has learnt yet. Raises `Learnt`."""
    course = held(lesson.chapter.course)
    if has_been_learnt(lesson):
        raise Learnt
    Lesson.objects.filter(pk=lesson.pk).delete()
    record("lesson-removed", course, by, before={"lesson": lesson.name})


def has_been_learnt(lesson: Lesson) -> bool:
    return Progress.objects.filter(lesson=lesson).exists() or Handin.objects.filter(lesson=lesson).exists()


def _short(values: Values) -> Values:
    """Long texts are named, not repeated, in the audit trail."""
    return {
        name: f"{value[:60]}…" if isinstance(value, str) and len(value) > 60 else value
        for name, value in values.items()
    }


def held(course: Course) -> Course:
    """The row as it is now, held until the transaction ends: whoever changes a course does so one after the other."""
    with scope.everything("the view has fetched it through its permission"):
        row: Course = Course.objects.select_for_update().get(pk=course.pk)
    row.owner = course.owner
    return row
