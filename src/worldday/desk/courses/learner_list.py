"""The teacher's spreadsheet: everybody with hours and marks, hours per unit, the lessons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from worldday.courses.models import Cohort, EnrolmentState
from worldday.courses.queries import outline, teaching
from worldday.desk.sheets import Sheet, download

MINUTES = 60


def workbook(cohort: Cohort) -> HttpResponse:
    """Three sheets. Contact details stay here: nobody needs them to see who has learnt what."""
    plan = outline(cohort.course)
    headings = [
        *(
            _("Code"),
            _("Name of the person"),
            _("Name in Latin letters"),
            _("Unit"),
            _("District"),
            _("State"),
            _("Done, percent"),
        ),
        *(_("Hours"), _("Enrolled on"), _("Last there"), _("Completed on"), _("Certificate")),
        *(lesson.name for lesson in plan.lessons),
    ]
    units = Sheet(_("Units"), [_("Unit"), _("Learners"), _("Completed"), _("Hours")], _units(cohort))
    lessons = Sheet(
        _("Lessons"), [_("Lesson"), _("Opened"), _("Done"), _("Mean mark"), _("Stuck here")], _lessons(cohort)
    )
    rows = _learners(cohort, [lesson.pk for lesson in plan.lessons])
    return download(f"{cohort.name} {_('learners')}", headings, rows, more=[units, lessons])


def _learners(cohort: Cohort, lessons: list[int]) -> Iterator[list[Any]]:
    for row in teaching.rows_of(teaching.learners(cohort)):
        one = row.enrolment
        yield [
            *(one.code, one.name, one.latin, one.unit_name, one.district, EnrolmentState(one.state).label, one.percent),
            round(one.minutes / MINUTES, 1),
            *(
                localtime(moment).date() if moment else None
                for moment in (one.enrolled_at, one.last_at, one.completed_at)
            ),
            one.certificate,
            *(row.reached.get(lesson) for lesson in lessons),
        ]


def _units(cohort: Cohort) -> Iterator[list[Any]]:
    for unit in teaching.by_unit(cohort):
        yield [unit.name or "—", unit.learners, unit.completed, round(unit.minutes / MINUTES, 1)]


def _lessons(cohort: Cohort) -> Iterator[list[Any]]:
    for one in teaching.by_lesson(cohort):
        yield [one.lesson.name, one.opened, one.done, one.mean, one.stuck]
