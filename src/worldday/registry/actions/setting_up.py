"""What an activity that releases something begins with."""

from __future__ import annotations

from django.db import transaction

from worldday.base.audit import Actor
from worldday.campaigns.models import Activity
from worldday.registry.models import Batch, Registry
from worldday.registry.ready import spoken_of
from worldday.units.models import Unit

from .batches import begin_batch
from .registries import make_ready


@transaction.atomic
def set_up_release(*, activity: Activity, by: Actor) -> list[Batch]:
    """An empty batch in each registry its text speaks of, for the unit that runs it. Safe to call again."""
    Activity._base_manager.select_for_update().get(pk=activity.pk)  # two at once make one
    batches = list(Batch._base_manager.filter(activity=activity))
    if batches:
        return batches
    owner = activity.campaign.owner
    registries = make_ready(owner=owner, by=by)
    unit, spoken = runner(activity) or owner, spoken_of(f"{activity.name}\n{activity.content}")
    alone = len(spoken) == 1
    return [
        begin_batch(
            registry=registries[one],
            unit=unit,
            activity=activity,
            by=by,
            **batch_names(activity, registries[one], alone=alone),
        )
        for one in spoken
    ]


def batch_names(activity: Activity, registry: Registry, *, alone: bool) -> dict[str, str]:
    """As the activity, and where it fills several registries, which of them; English where the activity has it."""
    name, english = activity.name, activity.name_en
    if not alone:
        name, english = f"{name}（{registry.name}）", f"{english} ({registry.name_en})" if english else ""
    return {"name": name[:120], "name_en": english[:200]}


def runner(activity: Activity) -> Unit | None:
    """The first unit that does more than guide."""
    roles = list(activity.roles.select_related("unit"))
    doing = [role for role in roles if role.role != "guide"] or roles
    return doing[0].unit if doing else None
