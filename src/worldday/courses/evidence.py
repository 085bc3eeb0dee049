"""What a course has produced, as figures for reports: each with its definition and where it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worldday.campaigns.kinds import Figure
from worldday.campaigns.models import Activity

from .queries.figures import Figures, Group, figures

Words = str | Promise
PEOPLE = pgettext_lazy("measure", "people")
HOURS = pgettext_lazy("measure", "hours")
ENROLLED = _(
    "persons with a seat in a cohort of the activity, those who left not counted; one person counts once in a cohort"
)
COMPLETED = _("learners who met every point of the course's rule")
LEARNT = _("sum over all learners of the minutes of the lessons they have done, in hours of sixty minutes")


def figures_of(activity: Activity) -> list[Figure]:
    """Nothing before the first learner: a zero would be a figure too."""
    found = figures(activity)
    return list(_figures(activity, found)) if found.whole.enrolled else []


def _figures(activity: Activity, found: Figures) -> Iterator[Figure]:
    source = f"courses_enrolment, activity {activity.code}"

    def figure(name: Words, value: float, measure: Words, definition: Words) -> Figure:
        return Figure(name, value, measure, definition, source, found.taken_at)

    whole = found.whole
    yield figure(_("Learners"), whole.enrolled, PEOPLE, ENROLLED)
    yield figure(_("Learners who completed"), whole.completed, PEOPLE, COMPLETED)
    yield figure(_("Hours learnt"), whole.hours, HOURS, LEARNT)
    if whole.completion_rate is not None:
        rate = _("learners who completed, of all learners")
        yield figure(_("Completion rate"), round(whole.completion_rate * 100, 1), "%", rate)
    if found.pass_rate is not None:
        passed = _("learners whose best attempt reaches the course's mark, of those who sat the exam")
        yield figure(_("Pass rate of the exam"), round(found.pass_rate * 100, 1), "%", passed)
    if found.units_named:
        units = _("different units that learners gave as theirs")
        yield figure(_("Units with learners"), found.units_named, pgettext_lazy("measure", "units"), units)
    for group in (*found.districts, *found.units):
        yield figure(*_learners(group))
        yield figure(*_hours(group))


def _learners(group: Group) -> tuple[Words, float, Words, Words]:
    return format_lazy(_("Learners, {group}"), group=group.name), group.enrolled, PEOPLE, ENROLLED


def _hours(group: Group) -> tuple[Words, float, Words, Words]:
    return format_lazy(_("Hours learnt, {group}"), group=group.name), group.hours, HOURS, LEARNT
