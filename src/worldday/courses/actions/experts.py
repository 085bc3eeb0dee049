"""Naming the experts of a course on its page: the unit asks, the expert answers."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.courses.asking import tell_asked
from worldday.courses.models import Course, CourseExpert
from worldday.courses.queries.experts import could_be_named
from worldday.units.models import Staff

from .editing import held
from .record import record


@transaction.atomic
def name_experts(*, course: Course, staff: Collection[Staff], by: Actor) -> None:
    """Ask these people whether they may be named, and name nobody else. Who was asked before keeps their answer; the others
    get a message.
    Raises `Problem` for somebody who does not mark in this course."""
    row = held(course)
    known = could_be_named(row)
    if any(one not in known for one in staff):
        raise Problem(_("Only experts who may mark in this course can be named. Nothing was changed."))
    had = {one.staff_id for one in CourseExpert.objects.filter(course=row)}
    wanted = {one.pk for one in staff}
    CourseExpert.objects.filter(course=row, staff__in=had - wanted).delete()
    now = clock.now()
    new = [one for one in staff if one.pk not in had]
    asked = [CourseExpert(course=row, staff=one, unit_name=known[one][:120], asked_at=now) for one in new]
    for one in CourseExpert.objects.bulk_create(asked):
        tell_asked(one)
    if had != wanted:
        record("course-experts-asked", row, by, after={"experts": len(wanted)})


@transaction.atomic
def answer(*, expert: CourseExpert, agrees: bool, by: Staff) -> CourseExpert:
    """The expert's own word, now or later; only they can give it. Raises `Problem` for anybody else."""
    row = CourseExpert.objects.select_for_update().select_related("course__owner").get(pk=expert.pk)
    if row.staff_id != by.pk:
        raise Problem(_("Only the person who is to be named can answer this. Nothing was changed."))
    if row.answered_at is None or row.agreed != agrees:
        row.agreed, row.answered_at = agrees, clock.now()
        row.save(update_fields=["agreed", "answered_at"])
        record("course-expert-agreed" if agrees else "course-expert-declined", row.course, by)
    return row
