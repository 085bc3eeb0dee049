"""Numbers and the units somebody may give them for."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from worldday.campaigns.models import Activity
from worldday.reports.models import ReportedFigure
from worldday.units import rules
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission


def counting_units(staff: Staff, activity: Activity) -> list[Unit]:
    """Units with a part in the activity for which this person reports, and those units of theirs that stand below one."""
    paths = rules.paths_where(staff, Permission.REPORT)
    roles = list(activity.roles.all())
    mine = [role.unit for role in roles if any(role.unit.path.startswith(path) for path in paths)]
    below = [path for path in paths if any(path.startswith(role.unit.path) for role in roles)]
    return list(dict.fromkeys([*mine, *Unit.objects.filter(path__in=below, closed_on=None)]))


def figure_for(staff: Staff, code: str) -> ReportedFigure:
    """A number that still stands, of a unit this person reports for: 404 for what is not seen, 403 for another unit's."""
    rows = ReportedFigure.objects.select_related("activity__campaign__owner", "unit")
    figure: ReportedFigure = get_object_or_404(rows, code=code)
    if not rules.may(staff, Permission.REPORT, figure.unit):
        raise PermissionDenied
    if figure.withdrawn_at is not None:
        raise Http404
    return figure
