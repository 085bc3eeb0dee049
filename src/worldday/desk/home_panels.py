"""What waits for this person, on the desk's first page: drafts to review, activities that are late or nearly so."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch
from wagtail.admin.ui.components import Component

from worldday.base.scope import Subtrees
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Activity, ActivityUnit, CampaignState
from worldday.campaigns.queries.workplan import with_lights
from worldday.notices.models import Draft, DraftState
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

SHOWN = 8
WAITING = (Light.OVERDUE, Light.AT_RISK)  # in this order


class DraftsUnderReview(Component):
    """Notices whose reading nobody has confirmed yet; nothing at all for who takes none in."""

    template_name = "desk/home/drafts.html"
    order = 5

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        mine = Subtrees(paths_where(self.staff, Permission.TAKE_IN_NOTICE))
        drafts = Draft.objects.filter(mine.q("notice__owner__path"), state=DraftState.OPEN)
        drafts = drafts.select_related("notice__taken_in_by").defer("data", "notice__text", "notice__reading")
        return {"drafts": drafts.order_by("-notice__taken_in_at")[:SHOWN]}


class ActivitiesWaiting(Component):
    """Overdue and nearly due activities of live campaigns: of those I run all, of others those my units have a part in."""

    template_name = "desk/home/activities.html"
    order = 15

    def __init__(self, staff: Staff) -> None:
        self.staff = staff

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = [activity for activity in with_lights(self._mine()) if activity.light in WAITING]
        waiting.sort(key=lambda activity: (WAITING.index(activity.light), activity.window_end))
        return {"activities": waiting[:SHOWN], "more": max(0, len(waiting) - SHOWN)}

    def _mine(self) -> Any:
        runs = Subtrees(paths_where(self.staff, Permission.RUN_CAMPAIGN)).q("campaign__owner__path")
        serves = Subtrees(paths_where(self.staff, Permission.RUN_ACTIVITY))
        part = Activity.objects.filter(pk__in=ActivityUnit.objects.filter(serves.q("unit__path")).values("activity"))
        rows = Activity.objects.filter(campaign__state=CampaignState.LIVE)
        roles = Prefetch("roles", ActivityUnit.objects.select_related("unit"))
        return (
            (rows.filter(runs) | rows.filter(pk__in=part.values("pk")))
            .select_related("campaign")
            .prefetch_related(roles)
        )
