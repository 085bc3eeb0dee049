"""What a course consists of, in order, in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from worldday.base import scope
from worldday.courses.completion.rule import LessonState, Rule, rule_from
from worldday.courses.completion.sentences import rule_text
from worldday.courses.models import Chapter, Course, Lesson, LessonSort


@dataclass(frozen=True)
class Outline:
    """`chapters` with their lessons prefetched, and the rule that completes the course."""

    course: Course
    chapters: list[Chapter]

    @cached_property
    def lessons(self) -> list[Lesson]:
        """All of them, in the order in which they are learnt."""
        return [lesson for chapter in self.chapters for lesson in chapter.lessons.all()]

    @cached_property
    def rule(self) -> Rule:
        return rule_from(self.course.rule)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def exams(self) -> list[Lesson]:
        return [lesson for lesson in self.lessons if lesson.sort == LessonSort.EXAM and lesson.quiz_id]

    def rule_text(self, lang: str, *, until: date | None = None, certificate: bool = False) -> list[str]:
        """When the course is completed, as people read it."""
        states = [LessonState(lesson.sort, lesson.required, lesson.minutes) for lesson in self.lessons]
        return rule_text(self.rule, states, lang, until=until, certificate=certificate)


def outline(course: Course) -> Outline:
    with scope.everything("whoever asks has the course"):
        lessons = Lesson.objects.select_related("quiz", "onsite").order_by("position", "id")
        chapters = Chapter.objects.filter(course=course).prefetch_related(Prefetch("lessons", queryset=lessons))
        return Outline(course, list(chapters))
