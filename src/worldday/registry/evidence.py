"""What a release has produced, as figures for reports."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worldday.base import clock
from worldday.campaigns.kinds import Figure
from worldday.campaigns.models import Activity

from .models import Batch, BatchState, RecordChange

RECORDS = pgettext_lazy("measure", "records")


def figures_of(activity: Activity) -> list[Figure]:
    """Records made public, in all and by registry; nothing before the first release."""
    rows = Batch._base_manager.filter(activity=activity, state=BatchState.RELEASED).select_related("registry")
    batches = list(rows.order_by("released_at"))
    if not batches:
        return []
    now, by_registry = clock.now(), {}
    for one in batches:
        by_registry.setdefault(one.registry, []).append(one)
    source = "registry_batch, " + "、".join(one.code for one in batches)
    meant = _("records made public with this activity; what was corrected or withdrawn later still counts")
    total = Figure(_("Records released"), sum(one.size for one in batches), RECORDS, meant, source, now)
    parts = [
        Figure(
            format_lazy(_("Records released, {registry}"), registry=registry.name),
            sum(one.size for one in there),
            RECORDS,
            meant,
            "registry_batch, " + "、".join(one.code for one in there),
            now,
        )
        for registry, there in by_registry.items()
    ]
    changed = [one for one in batches if one.amended]
    others = [_changed(changed)] if changed else []
    return [total, *(parts if len(parts) > 1 else []), *others]


def _changed(batches: list[Batch]) -> Figure:
    """What the releases did to records that were public before; what was left out is not among it."""
    done = RecordChange.objects.filter(batch__in=batches).count()
    meant = _("public records changed, suspended, made valid again, withdrawn or expired with this activity")
    source = "registry_recordchange, " + "、".join(one.code for one in batches)
    return Figure(_("Public records changed"), done, RECORDS, meant, source, clock.now())
