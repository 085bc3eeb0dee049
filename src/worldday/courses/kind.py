"""Courses and training, on site and online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Kind, exact_days, place_named

if TYPE_CHECKING:
    from worldday.campaigns.models import Activity


class Course(Kind):
    slug = "course"
    label = _("Course or training")
    icon = "course"
    how_to_join = _("Enrol with the unit responsible; places may be limited.")
    words = {
        "培训": 3,
        "训练营": 3,
        "课堂": 2,
        "讲座": 3,
        "研修": 3,
        "公开课": 3,
        "宣贯": 1.5,
        "课程": 2,
        "授课": 2,
        "学习": 0.5,
    }

    def readiness(self, activity: Activity) -> list[Blocker]:
        return [*super().readiness(activity), *exact_days(activity), *place_named(activity)]
