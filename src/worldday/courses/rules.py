"""Who may change a course, teach a cohort, mark what is handed in."""

from __future__ import annotations

from worldday.campaigns.models import Activity
from worldday.quizzes.rules import may_run
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import may

from .models import Cohort, Course


def may_edit(staff: Staff, course: Course) -> bool:
    """Staff of the unit it belongs to, and of those above it."""
    return may(staff, Permission.RUN_ACTIVITY, course.owner)


def may_teach(staff: Staff, cohort: Cohort) -> bool:
    """The organiser of the campaign, staff of a unit with a part in the activity, and whoever may change the course."""
    return may_run(staff, cohort.activity) or may_edit(staff, cohort.course)


def may_mark(staff: Staff, cohort: Cohort) -> bool:
    """Whoever teaches, and experts of the units that run the activity."""
    return may_teach(staff, cohort) or _is_expert(staff, cohort.activity)


def _is_expert(staff: Staff, activity: Activity) -> bool:
    if may(staff, Permission.EVALUATE, activity.campaign.owner):
        return True
    return any(may(staff, Permission.EVALUATE, role.unit) for role in activity.roles.select_related("unit"))
