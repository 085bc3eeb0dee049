"""How far one learner is, lesson by lesson."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from worldday.courses.completion.rule import LessonState, Verdict, is_done, is_open, judge
from worldday.courses.models import Enrolment, Lesson, Progress

from .outline import Outline


@dataclass(frozen=True)
class Standing:
    """A learner in a course: `progress` by the lesson's id."""

    enrolment: Enrolment
    outline: Outline
    progress: dict[int, Progress]

    @cached_property
    def states(self) -> list[LessonState]:
        """In the order of the outline's lessons."""
        return [self.state(lesson) for lesson in self.outline.lessons]

    def state(self, lesson: Lesson) -> LessonState:
        row = self.progress.get(lesson.pk)
        percent, score = (row.percent, row.score) if row else (0, None)
        return LessonState(lesson.sort, lesson.required, lesson.minutes, percent, score)

    def is_done(self, lesson: Lesson) -> bool:
        return is_done(self.state(lesson), self.outline.rule)

    def is_open(self, lesson: Lesson) -> bool:
        at = next(at for at, one in enumerate(self.outline.lessons) if one.pk == lesson.pk)
        return is_open(self.states, at, self.outline.rule)

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.states, self.outline.rule)

    @property
    def next(self) -> Lesson | None:
        """Where to go on: the last lesson that was open unless it is done, else the first required one that is not, else None."""
        left = [lesson for lesson in self.outline.lessons if not self.is_done(lesson)]
        last = [lesson for lesson in left if lesson.pk == self.enrolment.last_lesson_id]
        return next(iter([*last, *(lesson for lesson in left if lesson.required), *left]), None)


def standing(enrolment: Enrolment, plan: Outline) -> Standing:
    """One query."""
    rows = Progress.objects.filter(enrolment=enrolment, lesson__chapter__course=plan.course)
    return Standing(enrolment, plan, {row.lesson_id: row for row in rows})
