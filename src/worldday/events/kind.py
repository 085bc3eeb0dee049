"""Events: ceremonies, forums, open days, visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Kind, exact_days, place_named

if TYPE_CHECKING:
    from worldday.campaigns.models import Activity


class Event(Kind):
    slug = "event"
    label = _("Event")
    icon = "event"
    how_to_join = _("Ask the unit responsible for an invitation or a place.")
    words = {
        "仪式": 3,
        "论坛": 3,
        "研讨会": 3,
        "交流会": 3,
        "座谈会": 3,
        "开放日": 3,
        "圆桌": 3,
        "沙龙": 3,
        "座谈": 1.5,
        "主题活动": 2,
        "夏令营": 3,
        "参观": 2,
        "揭牌": 2,
        "颁奖": 2,
        "启动": 1.5,
        "会议": 1,
    }

    def readiness(self, activity: Activity) -> list[Blocker]:
        return [*super().readiness(activity), *exact_days(activity), *place_named(activity)]
