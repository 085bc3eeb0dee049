"""Who may set up registries, prepare batches, review and release them."""

from worldday.campaigns.models import Activity
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import may

from .models import Batch, Registry


def may_define(staff: Staff, owner: Unit) -> bool:
    """Set up and change registries of this unit, open and close them."""
    return may(staff, Permission.RUN_CAMPAIGN, owner)


def may_prepare_in(staff: Staff, registry: Registry) -> bool:
    """Begin a batch of one's own in this registry."""
    return may(staff, Permission.RUN_ACTIVITY, registry.owner)


def may_prepare(staff: Staff, batch: Batch) -> bool:
    """Put records into the batch: its unit, the registry's owner, whoever runs its activity."""
    if may(staff, Permission.RUN_ACTIVITY, batch.unit) or may_prepare_in(staff, batch.registry):
        return True
    return batch.activity is not None and may_run(staff, batch.activity)


def may_run(staff: Staff, activity: Activity) -> bool:
    """The organiser of the campaign, and staff of a unit with a part in the activity."""
    if may(staff, Permission.RUN_CAMPAIGN, activity.campaign.owner):
        return True
    return any(may(staff, Permission.RUN_ACTIVITY, role.unit) for role in activity.roles.select_related("unit"))


def may_release(staff: Staff, registry: Registry) -> bool:
    """Set the moment, press the button, and keep public records: the organiser of the registry's owner."""
    return may(staff, Permission.RUN_CAMPAIGN, registry.owner)


def may_review(staff: Staff, batch: Batch) -> bool:
    """An organiser who has put nothing into it."""
    return may_release(staff, batch.registry) and staff.actor_ref not in batch.hands
