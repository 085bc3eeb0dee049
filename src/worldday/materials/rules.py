"""Who may do what with materials."""

from worldday.units import rules
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission

from .models import Material


def may_send(staff: Staff, unit: Unit) -> bool:
    """Add files for the unit."""
    return rules.may(staff, Permission.REPORT, unit)


def may_change(staff: Staff, material: Material) -> bool:
    """Describe and remove: whoever reports for the unit that sent it; those it reports to only look."""
    return rules.may(staff, Permission.REPORT, material.unit)
