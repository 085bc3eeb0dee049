"""Releases: standards, lists and reports made public at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Figure, Kind

if TYPE_CHECKING:
    from worldday.base.audit import Actor
    from worldday.campaigns.models import Activity

    from .models import Batch


class Release(Kind):
    slug = "release"
    label = _("Release")
    icon = "release"
    how_to_join = _("Read it here once it has been released.")
    take_part = _("What is released")
    prefetch = ("batches__unit",)
    words = {"发布": 2.5, "公布": 2.5, "颁发": 1.5, "白皮书": 1.5, "蓝皮书": 1.5, "出台": 2, "名单": 1, "研究报告": 1}

    def set_up(self, activity: Activity, *, by: Actor) -> list[Batch]:
        """The registries the text speaks of, and an empty batch in each; what exists is left alone."""
        from .actions.setting_up import set_up_release  # kinds register before actions can be imported

        return set_up_release(activity=activity, by=by)

    def public_page(self, activity: Activity) -> str:
        return reverse("public:release", args=[activity.campaign.slug, activity.code])

    def desk_page(self, activity: Activity) -> str:
        return reverse("desk_registry:activity", args=[activity.code])

    def readiness(self, activity: Activity) -> list[Blocker]:
        from .readiness import blockers_of  # likewise

        return [*super().readiness(activity), *blockers_of(activity, self.desk_page(activity))]

    def evidence(self, activity: Activity) -> list[Figure]:
        from .evidence import figures_of  # likewise

        return figures_of(activity) if activity.batches.all() else []  # fetched beforehand for many activities
