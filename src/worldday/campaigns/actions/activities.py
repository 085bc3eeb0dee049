"""What people do to activities in the desk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change, check, ready
from worldday.base.problems import Invalid, Problem
from worldday.campaigns import kinds
from worldday.campaigns.models import Activity, ActivityState, ActivityUnit, Campaign, Participation, UnitRole
from worldday.units.models import Unit

FIELDS = (
    *("seq", "name", "name_en", "content", "content_en", "kind", "units_text", "open_list", "place", "district"),
    *("window_text", "window_start", "window_end", "window_precision", "parent"),
)
UnitsWithRoles = Sequence[tuple[Unit, str]]  # (unit, UnitRole), leading ones first


@transaction.atomic
def add_activity(
    *,
    campaign: Campaign,
    name: str,
    kind: str,
    by: Actor,
    units: UnitsWithRoles = (),
    from_plan: str = "",
    **fields: Any,
) -> Activity:
    """Add an activity that no notice named; `fields`: any of `FIELDS`, `from_plan`: the row of a unit's plan it is made of.

    Raises `Invalid`, also when that row has become an activity already.
    """
    last = campaign.activities.aggregate(last=Max("position"))["last"] or 0
    activity = Activity(campaign=campaign, position=last + 1, from_plan=from_plan)
    change(activity, {"name": name, "kind": kind, **fields}, allowed=FIELDS)
    check(activity, ["name", "kind"])
    activity.save(force_insert=True)
    after = {field: ready(value) for field in FIELDS if (value := getattr(activity, field))}
    record("activity-added", activity, by, after=after)
    set_activity_units(activity=activity, units=units, by=by)
    kinds.kind_of(activity).set_up(activity, by=by)
    return activity


@transaction.atomic
def change_activity(*, activity: Activity, changes: Values, by: Actor) -> Activity:
    """Change any of `FIELDS`. Another kind sets up its own records; those of the former kind stay. Raises `Invalid`."""
    activity = locked(activity)
    before, after = change(activity, changes, allowed=FIELDS)
    if not after:
        return activity
    activity.save()
    record("activity-changed", activity, by, before, after)
    if "kind" in after:
        kinds.kind_of(activity).set_up(activity, by=by)
    return activity


@transaction.atomic
def set_activity_units(*, activity: Activity, units: UnitsWithRoles, by: Actor) -> Activity:
    """Say anew which units run it, in which roles; a phrase of the notice stays with a unit that stays."""
    activity = locked(activity)
    had = list(activity.roles.select_related("unit"))
    phrases = {(role.unit_id, role.role): role.phrase for role in had}
    wanted = list(dict.fromkeys(units))
    if unknown := [role for _unit, role in wanted if role not in UnitRole.values]:
        raise Invalid({"role": [gettext("“{value}” is not one of the choices.").format(value=unknown[0])]})
    if [(role.unit, role.role) for role in had] == wanted:
        return activity
    activity.roles.all().delete()
    ActivityUnit.objects.bulk_create(
        ActivityUnit(
            activity=activity, unit=unit, role=role, phrase=phrases.get((unit.pk, role), ""), position=position
        )
        for position, (unit, role) in enumerate(wanted)
    )
    take_part(activity.campaign, [unit for unit, _role in wanted])
    before = {"units": [[role.unit.name, role.role] for role in had]}
    record("activity-units-set", activity, by, before, {"units": [[unit.name, role] for unit, role in wanted]})
    return activity


@transaction.atomic
def record_actual(*, activity: Activity, start: date | None, end: date | None, by: Actor) -> Activity:
    """Plan versus actual: when it really began and ended. Begun → under way; ended → done; neither → planned again."""
    activity = locked(activity)
    if activity.state == ActivityState.CANCELLED:
        raise Problem(_("This activity has been cancelled; restore it first. Nothing was changed."))
    if any(day and day > clock.today() for day in (start, end)):
        raise Problem(_("What really happened cannot lie in the future; choose today or an earlier day."))
    if end and not start:
        raise Problem(_("Please say when it began as well as when it ended."))
    state = ActivityState.DONE if end else ActivityState.OPEN if start else ActivityState.PLANNED
    changes = {"actual_start": start, "actual_end": end, "state": state}
    before, after = change(activity, changes, allowed=changes)
    if after:
        activity.save()
        record("activity-actual-recorded", activity, by, before, after)
    return activity


@transaction.atomic
def cancel_activity(*, activity: Activity, reason: str, by: Actor) -> Activity:
    """It will not take place. It stays on the pages, marked, so that nobody comes in vain; never deleted."""
    activity = locked(activity)
    if activity.state == ActivityState.DONE:
        raise Problem(_("This activity has already taken place and cannot be cancelled; nothing was changed."))
    return _set_state(activity, ActivityState.CANCELLED, "activity-cancelled", by, reason)


@transaction.atomic
def restore_activity(*, activity: Activity, by: Actor) -> Activity:
    """A cancelled activity takes place after all."""
    activity = locked(activity)
    if activity.state != ActivityState.CANCELLED:
        return activity
    state = ActivityState.OPEN if activity.actual_start else ActivityState.PLANNED
    return _set_state(activity, state, "activity-restored", by)


def _set_state(activity: Activity, state: ActivityState, action: str, by: Actor, reason: str = "") -> Activity:
    before, after = change(activity, {"state": state}, allowed=["state"])
    if after:
        activity.save()
        record(action, activity, by, before, after | ({"reason": reason} if reason else {}))
    return activity


def take_part(campaign: Campaign, units: Sequence[Unit], *, addressed: bool = False) -> None:
    """These units take part from now on; being addressed is remembered and never forgotten."""
    known = set(Participation.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    fresh = [unit for unit in dict.fromkeys(units) if unit.pk not in known]
    Participation.objects.bulk_create(
        (Participation(campaign=campaign, unit=unit, addressed=addressed) for unit in fresh), ignore_conflicts=True
    )
    if addressed:
        Participation.objects.filter(campaign=campaign, unit__in=units, addressed=False).update(addressed=True)


def locked(activity: Activity) -> Activity:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        rows = Activity.objects.select_for_update(of=("self",)).select_related("campaign__owner")
        found: Activity = rows.get(pk=activity.pk)
    return found


def record(
    action: str, activity: Activity, by: Actor, before: Values | None = None, after: Values | None = None
) -> None:
    path = activity.campaign.owner.path
    audit.record(by=by, action=action, target=activity, scope_path=path, before=before, after=after)
