"""Events: ceremonies, forums, open days, visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Figure, Kind, exact_days, place_named

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from worldday.base.audit import Actor
    from worldday.campaigns.models import Activity

    from .models import Event as EventRow


class Event(Kind):
    slug = "event"
    label = _("Event")
    icon = "event"
    how_to_join = _("Ask the unit responsible for an invitation or a place.")
    prefetch = ("event__slots", "event__sessions")
    page_needs = ("event",)
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

    def set_up(self, activity: Activity, *, by: Actor) -> EventRow:
        """The event with choices proposed from the activity's text; one that exists is left alone."""
        from .actions.setting_up import set_up_event  # kinds register before actions can be imported

        return set_up_event(activity=activity, by=by)

    def public_page(self, activity: Activity) -> str:
        """The event's own page once it has been announced."""
        event = _event_of(activity)
        if event is None or not event.is_public:
            return super().public_page(activity)
        return reverse("public:event", args=[activity.campaign.slug, activity.code])

    def desk_page(self, activity: Activity) -> str:
        return reverse("desk_events:event", args=[activity.code])

    def joining(self, activity: Activity) -> str | Promise:
        """As it was announced: booked, by invitation, just come, or online instead."""
        from .sentences import joining  # likewise

        event = _event_of(activity)
        return joining(event) if event is not None and event.is_public else self.how_to_join

    def readiness(self, activity: Activity) -> list[Blocker]:
        """Until it is announced: sittings, a site, and what its own choices ask for. Sittings settle days and place. Once it is,
        whatever would let nobody book."""
        from .obstacles import obstacles, unreachable  # likewise

        general, event = super().readiness(activity), _event_of(activity)
        if event is None:
            return [*general, *exact_days(activity), *place_named(activity)]
        page = self.desk_page(activity)
        if event.is_public:
            return [*general, *(Blocker(reason, url=page) for reason in unreachable(event))]
        dated = [] if event.slots.all() else exact_days(activity)
        return [*general, *dated, *(Blocker(reason, url=page) for reason in obstacles(event))]

    def evidence(self, activity: Activity) -> list[Figure]:
        from .evidence import figures_of  # likewise

        event = _event_of(activity)
        return figures_of(event) if event is not None else []


def _event_of(activity: Activity) -> EventRow | None:
    event: EventRow | None = getattr(activity, "event", None)
    return event
