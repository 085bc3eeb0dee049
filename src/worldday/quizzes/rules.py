"""Who may run a quiz, and who may see what of it."""

from __future__ import annotations

from worldday.campaigns.models import Activity
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import may

from .models import Entrance, Quiz


def may_run(staff: Staff, activity: Activity) -> bool:
    """The organiser of the campaign, and staff of a unit with a part in the activity."""
    if may(staff, Permission.RUN_CAMPAIGN, activity.campaign.owner):
        return True
    return any(may(staff, Permission.RUN_ACTIVITY, role.unit) for role in activity.roles.select_related("unit"))


def may_run_quiz(staff: Staff, quiz: Quiz) -> bool:
    return may_run(staff, quiz.activity)


def entrances_seen(staff: Staff, quiz: Quiz) -> list[Entrance]:
    """The entrances whose figures this person may see: all of them for whoever runs the quiz, else their unit's own."""
    doors = list(quiz.entrances.select_related("unit"))
    if may_run_quiz(staff, quiz):
        return doors
    return [door for door in doors if _serves(staff, door.unit)]


def _serves(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.SEE_CAMPAIGN, unit)
