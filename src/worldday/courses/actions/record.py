"""The audit rows about a course and its cohorts."""

from __future__ import annotations

from worldday.base import audit
from worldday.base.audit import Actor
from worldday.base.changes import Values
from worldday.courses.models import Cohort, Course, Enrolment


def record(
    action: str, course: Course, by: Actor, *, before: Values | None = None, after: Values | None = None
) -> None:
    audit.record(by=by, action=action, target=course, scope_path=course.owner.path, before=before, after=after)


def record_cohort(
    action: str, cohort: Cohort, by: Actor, *, before: Values | None = None, after: Values | None = None
) -> None:
    path = cohort.activity.campaign.owner.path
    audit.record(by=by, action=action, target=cohort, scope_path=path, before=before, after=after)


def note(action: str, enrolment: Enrolment, by: Actor, **more: str) -> None:
    """The audit row: about the cohort, naming the learner by the enrolment's code only."""
    record_cohort(action, enrolment.cohort, by, after={"enrolment": enrolment.code} | more)
