"""Numbers that a unit counted by hand: entered, corrected, withdrawn. What was once said stays on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, check, ready
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import Activity
from worldday.reports.models import ReportedFigure
from worldday.units.models import Staff, Unit

FIELDS = ("name", "value", "measure", "definition", "source", "counted_on")


@transaction.atomic
def report_figure(
    *,
    activity: Activity,
    unit: Unit,
    name: str,
    value: Decimal,
    measure: str,
    definition: str,
    source: str,
    counted_on: date,
    by: Actor,
) -> ReportedFigure:
    """Enter what `unit` counted at `activity`, in which it (or a unit above it) has a part; what is counted goes by `name`.

    Raises `Invalid`, `Problem` when the unit has no part, the day lies ahead, or it has said this number already.
    """
    _hold(activity)
    if not takes_part(unit, activity):
        raise Problem(_("This unit has no part in the activity, so it has nothing to count there. Nothing was kept."))
    said = {"name": name, "value": value, "measure": measure, "definition": definition, "source": source}
    figure = _keep(ReportedFigure(activity=activity, unit=unit, counted_on=counted_on, **said), by)
    _record("figure-reported", figure, by, after=_values(figure))
    return figure


@transaction.atomic
def correct_figure(*, figure: ReportedFigure, changes: Values, by: Actor) -> ReportedFigure:
    """Say it anew, with any of `FIELDS` changed: the old row is withdrawn and kept, a new one stands. Returns the new one.

    Raises as `report_figure`, and `Problem` when it was corrected or withdrawn meanwhile.
    """
    _hold(figure.activity)
    old = _standing(figure)
    if unknown := changes.keys() - set(FIELDS):
        raise KeyError(f"{unknown} of a reported figure is not changed by this verb")
    if all(getattr(old, field) == value for field, value in changes.items()):
        return old
    before = _values(old)
    old.withdrawn_at = clock.now()
    old.save(update_fields=["withdrawn_at"])
    said: dict[str, Any] = {field: getattr(old, field) for field in FIELDS} | changes
    new = _keep(ReportedFigure(activity=figure.activity, unit=old.unit, **said), by)
    after = {field: value for field, value in _values(new).items() if before[field] != value}
    _record("figure-corrected", new, by, before={field: before[field] for field in after}, after=after)
    return new


@transaction.atomic
def withdraw_figure(*, figure: ReportedFigure, by: Actor) -> ReportedFigure:
    """It counts no longer; the row stays. Again: nothing happens."""
    _hold(figure.activity)
    with scope.everything("the view has fetched it through its permission"):
        figure = ReportedFigure.objects.select_related("activity__campaign__owner", "unit").get(pk=figure.pk)
    if figure.withdrawn_at is None:
        figure.withdrawn_at = clock.now()
        figure.save(update_fields=["withdrawn_at"])
        _record("figure-withdrawn", figure, by, before=_values(figure))
    return figure


def takes_part(unit: Unit, activity: Activity) -> bool:
    """Whether the unit, or one above it, has a role in the activity."""
    paths = activity.roles.values_list("unit__path", flat=True)
    return any(unit.path.startswith(path) for path in paths)


def _hold(activity: Activity) -> None:
    """One at a time for each activity, so that no number is said twice."""
    with scope.everything("the view has fetched it through its permission"):
        Activity.objects.select_for_update().get(pk=activity.pk)


def _standing(figure: ReportedFigure) -> ReportedFigure:
    with scope.everything("the view has fetched it through its permission"):
        found: ReportedFigure = ReportedFigure.objects.select_related("unit").get(pk=figure.pk)
    if found.withdrawn_at is not None:
        raise Problem(_("This number was corrected or withdrawn meanwhile; nothing was changed. Look at it again."))
    return found


def _keep(figure: ReportedFigure, by: Actor) -> ReportedFigure:
    figure.added_by = by if isinstance(by, Staff) else None
    figure.added_at = clock.now()
    figure.name = " ".join(figure.name.split())
    if figure.counted_on > clock.today():
        raise Invalid({"counted_on": [gettext("This day lies ahead; a number can be given once it was counted.")]})
    with scope.everything("a number is said once, whoever sees it"):
        same = ReportedFigure.objects.filter(
            activity=figure.activity, unit=figure.unit, name=figure.name, withdrawn_at=None
        )
        if same.exists():
            said = gettext("Your unit has already given “{name}” for this activity: correct that number instead.")
            raise Invalid({"name": [said.format(name=figure.name)]})
    check(figure, FIELDS)
    figure.save(force_insert=True)
    return figure


def _values(figure: ReportedFigure) -> Values:
    said = {field: getattr(figure, field) for field in FIELDS}
    return {field: str(value) if isinstance(value, Decimal) else ready(value) for field, value in said.items()}


def _record(action: str, figure: ReportedFigure, by: Actor, **values: Any) -> None:
    owner = figure.activity.campaign.owner
    audit.record(by=by, action=action, target=figure, scope_path=owner.path, **values)
