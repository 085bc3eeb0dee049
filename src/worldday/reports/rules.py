"""Who may do what with what units send."""

from worldday.campaigns.models import Campaign, Task
from worldday.units import rules
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.roles import roles_with

from .models import Practice

REPORTING_ROLES = roles_with(Permission.REPORT)


def may_write(staff: Staff, task: Task) -> bool:
    """Write, send and illustrate for the unit that owes it: its own staff see the draft and nobody else does.

    Only for a unit where nobody reports do those above it write: an office may send its text by telephone.
    """
    if (task.unit.path, True) in {(path, role in REPORTING_ROLES) for path, role in rules.grants(staff)}:
        return True
    return rules.may(staff, Permission.REPORT, task.unit) and not _reports_itself(task.unit)


def _reports_itself(unit: Unit) -> bool:
    return unit.memberships.filter(role__in=REPORTING_ROLES, staff__is_active=True).exists()


def may_review(staff: Staff, task: Task) -> bool:
    """Read what was sent, return or accept it: organisers of the campaign; for what a unit asked its own units, its staff."""
    if task.issuer is not None and may_ask(staff, task.issuer):
        return True
    return rules.may(staff, Permission.RUN_CAMPAIGN, task.campaign.owner)


def may_ask(staff: Staff, unit: Unit) -> bool:
    """Pass tasks of `unit` on to units below it, and review what comes back."""
    return rules.may(staff, Permission.REPORT, unit)


def may_compile(staff: Staff, campaign: Campaign, issuer: Unit) -> bool:
    """Make the final report: organisers for the whole campaign; a unit that passes tasks on, and those above it, for its part."""
    if issuer.pk == campaign.owner_id:
        return rules.may(staff, Permission.RUN_CAMPAIGN, issuer)
    return rules.may(staff, Permission.REPORT, issuer)


def may_mark(staff: Staff, *, campaign: Campaign, unit: Unit, task: Task | None) -> bool:
    """Mark a passage or a file as a good practice: whoever reviews it, and the unit itself."""
    reviews = may_review(staff, task) if task is not None else rules.may(staff, Permission.RUN_CAMPAIGN, campaign.owner)
    return reviews or rules.may(staff, Permission.REPORT, unit)


def may_publish(staff: Staff, practice: Practice) -> bool:
    """Ask its unit, publish, withdraw: organisers of the campaign."""
    return rules.may(staff, Permission.RUN_CAMPAIGN, practice.campaign.owner)


def may_answer(staff: Staff, practice: Practice) -> bool:
    """Say yes or no for the unit: by a role in the unit or between it and the campaign's owner, so that nobody who publishes
    agrees to it as well. The owner's own practices are its own to answer for."""
    unit, owner = practice.unit, practice.campaign.owner
    paths = [path for path in rules.paths_where(staff, Permission.REPORT) if unit.path.startswith(path)]
    return any(not owner.path.startswith(path) or unit.pk == owner.pk for path in paths)
