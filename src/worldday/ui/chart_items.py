"""Activities as items of a chart: for the public with their phase, for the desk with their light."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from worldday.campaigns.kinds import Kind, kind_of, with_pages
from worldday.campaigns.models import Activity
from worldday.campaigns.phases import Phase, days_of, phase_of

from . import dates
from .charts import Item

# the shape that stands for a phase
LIGHT_OF = {
    Phase.UNDATED: "not-started",
    Phase.UPCOMING: "not-started",
    Phase.ON: "on-track",
    Phase.LAST_DAYS: "at-risk",
    Phase.OVER: "done",
    Phase.CANCELLED: "cancelled",
}


def for_public(activities: Iterable[Activity], today: date) -> list[Item]:
    """With the phase each is in on `today`; the link goes where people take part."""
    found = []
    for activity in with_pages(activities):
        kind = kind_of(activity)
        days = days_of(
            window_start=activity.window_start,
            window_end=activity.window_end,
            actual_start=activity.actual_start,
            actual_end=activity.actual_end,
        )
        phase = phase_of(days, state=activity.state, today=today)
        found.append(_item(activity, kind, kind.public_page(activity), LIGHT_OF[phase], phase.label))
    return found


def for_desk(activities: Iterable[Any], *, page: Callable[[Activity], str]) -> list[Item]:
    """`activities` carry `.light`, as `campaigns.queries.workplan.activities_of` gives them; `page` says where each opens."""
    return [_item(a, kind_of(a), page(a), a.light.slug, a.light.label) for a in activities]


def _item(activity: Activity, kind: Kind, url: str, light: str, light_label: object) -> Item:
    translated = not dates.chinese() and activity.name_en
    return Item(
        label=activity.name_en if translated else activity.name,
        language="" if translated or dates.chinese() else "zh-Hans",
        start=activity.window_start,
        end=activity.window_end,
        url=url,
        phrase=activity.window_text,
        light=light,
        light_label=str(light_label),
        kind=kind.slug,
        kind_label=str(kind.label),
        precision=activity.window_precision or "day",
        actual_start=activity.actual_start,
        actual_end=activity.actual_end,
    )
