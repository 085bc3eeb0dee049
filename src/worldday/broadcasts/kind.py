"""Radio, television and public screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Kind, exact_days

if TYPE_CHECKING:
    from worldday.campaigns.models import Activity


class Broadcast(Kind):
    slug = "broadcast"
    label = _("Radio, television and screens")
    icon = "broadcast"
    how_to_join = _("Listen or watch at the announced hours.")
    words = {"电视": 2, "电台": 3, "广播": 2.5, "报时": 3, "公益广告": 3, "屏": 2, "投放": 1.5, "播出": 2, "播放": 1.5}

    def readiness(self, activity: Activity) -> list[Blocker]:
        return [*super().readiness(activity), *exact_days(activity)]
