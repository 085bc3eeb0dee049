"""The exam of a course: a quiz of the activity for which the course is held, sat by learners from their lesson."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.campaigns.models import Activity
from worldday.courses.completion.rule import rule_from
from worldday.courses.models import Cohort, Course, Lesson
from worldday.courses.packages import PaperLine
from worldday.quizzes import actions as quizzes
from worldday.quizzes.actions import PartSpec
from worldday.quizzes.models import Question, Quiz

from .editing import held
from .record import record

MINUTES, TRIES = 20, 3  # proposed, where nobody has said


class NoQuestion(Problem):
    def __init__(self, code: str) -> None:
        super().__init__(format_lazy(_("The question bank has no question {code}. Nothing was changed."), code=code))


@transaction.atomic
def set_exam(
    *, lesson: Lesson, paper: Sequence[PaperLine], by: Actor, time_limit: int | None = None, tries: int | None = None
) -> Quiz | None:
    """Give the exam its paper, in minutes and tries (0 = as many as wanted). None while no cohort holds the course: an exam
    belongs to an activity. An exam whose questions are frozen stays as it is. Raises `NoQuestion`.

    Every exam of a course has a quiz of its own, so each is sat, counted and corrected by itself."""
    course = held(lesson.chapter.course)
    activity = activity_of(course)
    if activity is None:
        return None
    with scope.everything("whoever changes the course has its activity"):
        quiz = lesson.quiz or _quiz_for(lesson, activity, by)
        if quiz.frozen_at is None:
            parts = [_part(line, course) for line in paper]
            changes = _choices(course, parts, time_limit, tries) | hours_of(course)
            quizzes.set_rule(quiz=quiz, changes=changes, by=by)
            quizzes.set_paper(quiz=quiz, parts=parts, by=by)
        if lesson.quiz_id != quiz.pk:
            lesson.quiz = quiz
            lesson.save(update_fields=["quiz"])
            record("exam-set", course, by, after={"lesson": lesson.name})
    return quiz


def _quiz_for(lesson: Lesson, activity: Activity, by: Actor) -> Quiz:
    """The activity's own quiz for the first exam of an activity that is a course, one beside it for every other exam."""
    own = Quiz.objects.filter(main_of=activity).first()
    if activity.kind == "course" and (own is None or not own.lessons.exists()):
        return quizzes.set_up_quiz(activity=activity, by=by)
    return quizzes.set_up_exam(activity=activity, title=lesson.name, title_en=lesson.name_en, by=by)


def _choices(course: Course, parts: Sequence[PartSpec], time_limit: int | None, tries: int | None) -> Values:
    full = sum(part.points * (1 if part.question else part.count) for part in parts)
    return {
        "time_limit_s": 60 * (time_limit or MINUTES),
        "in_all": TRIES if tries is None else tries,
        "per_day": 0,
        "pass_mark": -(-full * rule_from(course.rule).exam // 100),
        "practice": False,
        "identity": "phone",  # nobody without a seat in the course plays for a ranking
        "classes": True,  # learners come as seats
        "prizes": False,
        "districts": [],
    }


def _part(line: PaperLine, course: Course) -> PartSpec:
    if not line.question:
        return PartSpec(line.count, line.points, line.topic, line.difficulty)
    rows = Question.objects.filter(code=line.question, owner__path__startswith=course.owner.root_path)
    if (question := rows.first()) is None:
        raise NoQuestion(line.question)
    return PartSpec(points=line.points, question=question)


def activity_of(course: Course) -> Activity | None:
    """For which activity the course was made: that of its first cohort."""
    with scope.everything("whoever asks has the course"):
        cohort = Cohort.objects.filter(course=course).select_related("activity__campaign__owner").order_by("pk").first()
    return cohort.activity if cohort else None


def hours_of(course: Course) -> dict[str, datetime]:
    """From the first day of the first cohort to the last day of the last one; nothing where no cohort has both."""
    with scope.everything("whoever asks has the course"):
        rows = Cohort.objects.filter(course=course, starts_on__isnull=False, ends_on__isnull=False)
        days = list(rows.values_list("starts_on", "ends_on"))
    if not days:
        return {}
    return {
        "opens_at": make_aware(datetime.combine(min(first for first, _last in days), time())),
        "closes_at": make_aware(datetime.combine(max(last for _first, last in days), time(23, 59, 59))),
    }


@transaction.atomic
def open_exams(*, course: Course, by: Actor, only: Quiz | None = None) -> list[Quiz]:
    """Fix the questions of every exam that is ready, or of one; which they were. One that lacks something waits, and its page says for what."""
    opened = []
    with scope.everything("whoever opens a cohort has its course"):
        lessons = Lesson.objects.filter(chapter__course=course, quiz__frozen_at=None, quiz__isnull=False)
        found = lessons.select_related("quiz__activity__campaign__owner")
        for quiz in [lesson.quiz for lesson in found if lesson.quiz is not None and only in (None, lesson.quiz)]:
            quizzes.set_rule(quiz=quiz, changes=hours_of(course), by=by)
            try:
                with transaction.atomic():
                    quizzes.freeze(quiz=quiz, by=by)
            except Problem:
                continue
            opened.append(quiz)
    return opened


@transaction.atomic
def prolong_exams(*, course: Course, by: Actor) -> None:
    """Exams whose questions are fixed go on until the last of the course's cohorts is over."""
    hours = hours_of(course)
    with scope.everything("whoever opens or changes a cohort has its course"):
        lessons = Lesson.objects.filter(chapter__course=course, quiz__frozen_at__isnull=False)
        for lesson in lessons.select_related("quiz__activity__campaign__owner") if hours else ():
            if lesson.quiz is not None:
                quizzes.prolong(quiz=lesson.quiz, by=by, **hours)
