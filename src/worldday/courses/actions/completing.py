"""Completing a course: seen at once after every step, and by the worker for what happens elsewhere (exams, days on site)."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils.timezone import localdate

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.certificates.actions.issuing import award
from worldday.certificates.holder import Holder
from worldday.certificates.models import Design
from worldday.certificates.wording import places_of
from worldday.courses.attending import attended
from worldday.courses.completion.rule import is_done
from worldday.courses.exams import best_percents
from worldday.courses.models import Enrolment, EnrolmentState, Lesson, LessonSort, Progress
from worldday.courses.queries import Outline, Standing, outline, standing

from .record import note

logger = logging.getLogger(__name__)
BY = System("courses")
SAID = ("课程", "学习时长", "班次", "course", "hours", "cohort")  # what a design can ask of a course


@transaction.atomic
def settle(*, enrolment: Enrolment, by: Actor = BY) -> Enrolment:
    """Look at everything this learner has done, also in exams and on site, and complete the course where its rule is met.

    Safe to call at any time and any number of times; completing happens once and is never taken back. The certificate comes with
    it; where it cannot be issued now, the worker tries again (`award_missing`).
    """
    with scope.everything("whoever calls has the enrolment"):
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        row.cohort = enrolment.cohort
        if row.state != EnrolmentState.ENROLLED:
            return row
        verdict = _looked_at(row, outline(row.cohort.course)).verdict
        row.percent, row.minutes = verdict.percent, verdict.minutes
        if verdict.complete and not _is_late(row):
            row.state, row.completed_at = EnrolmentState.COMPLETED, clock.now()
            note("learner-completed", row, by)
        row.save(update_fields=["percent", "minutes", "state", "completed_at"])
        if row.state == EnrolmentState.COMPLETED:
            _try_award(row)
    return row


def _is_late(row: Enrolment) -> bool:
    """Whatever was reached in time, counts; with nothing new after the last day there is nothing to complete."""
    last = row.cohort.ends_on
    if last is None or clock.today() <= last:
        return False
    newest = Progress.objects.filter(enrolment=row, done_at__isnull=False).order_by("-done_at").first()
    return newest is None or localdate(newest.done_at) > last


def _looked_at(row: Enrolment, plan: Outline) -> Standing:
    """The learner's standing, exams and days on site brought up to date."""
    found = standing(row, plan)
    exams = {lesson: lesson.quiz for lesson in plan.exams if lesson.quiz is not None}
    if exams:
        percents = best_percents(list(exams.values()), row.learner, row.cohort.ends_on)
        for lesson, quiz in exams.items():
            _set(found, lesson, score=percents.get(quiz.pk))
    onsite = [lesson for lesson in plan.lessons if lesson.sort == LessonSort.ONSITE]
    if onsite:
        came = attended(onsite, row)
        for lesson in onsite:
            if lesson.pk in came:
                _set(found, lesson, percent=100)
    return standing(row, plan)


def _set(found: Standing, lesson: Lesson, **fields: int | None) -> None:
    """Write what differs from what the progress says."""
    row, now = found.progress.get(lesson.pk), clock.now()
    if row is None:
        if all(value is None for value in fields.values()):
            return
        row = Progress(enrolment=found.enrolment, lesson=lesson, opened_at=now, last_at=now)
    elif all(getattr(row, name) == value for name, value in fields.items()):
        return
    for name, value in fields.items():
        setattr(row, name, value)
    found.progress[lesson.pk] = row
    row.done_at = (row.done_at or now) if is_done(found.state(lesson), found.outline.rule) else None
    row.save()


def _try_award(row: Enrolment) -> None:
    try:
        with transaction.atomic():
            certify(enrolment=row)
    except Problem as problem:
        logger.warning("The certificate of learner %s has to wait: %s", row.code, problem)


@transaction.atomic
def certify(*, enrolment: Enrolment, by: Actor = BY) -> str:
    """The number of the certificate of somebody who has completed; "" where the cohort gives none. Raises `Problem`."""
    cohort = enrolment.cohort
    if cohort.design is None or enrolment.state != EnrolmentState.COMPLETED:
        return ""
    reached = {way: enrolment.contact.get(way, "") for way in ("email", "phone")}
    made = award(
        design=cohort.design,
        holder=Holder(enrolment.name, enrolment.latin, enrolment.unit_name, **reached),
        reason_ref=f"course:{enrolment.code}",
        said=said_of(enrolment),
        by=by,
    )
    if enrolment.certificate != made.number:
        enrolment.certificate = made.number
        enrolment.save(update_fields=["certificate"])
        note("learner-certified", enrolment, by, certificate=made.number)
    return str(made.number)


def said_of(enrolment: Enrolment) -> dict[str, str]:
    """What stands on the certificate beside the name: the course and how long it took; and whatever of `SAID` the design asks."""
    cohort, design = enrolment.cohort, enrolment.cohort.design
    course, hours = cohort.course, hours_text(enrolment.minutes)
    english = course.name_en or course.name, hours, cohort.name_en or cohort.name
    every = dict(zip(SAID, (course.name, f"{hours}小时", cohort.name, *english), strict=True))
    asked = places_of(design.words) if design else []
    return {label: text for label, text in every.items() if label in (*SAID[:2], *asked)}


def unfillable(design: Design) -> list[str]:
    """Places in the words of a design that completing a course gives nothing for."""
    return [label for label in places_of(design.words) if label not in SAID]


def hours_text(minutes: int) -> str:
    """Hours of sixty minutes, to one place: `1.5`."""
    return f"{minutes / 60:.1f}".removesuffix(".0")
